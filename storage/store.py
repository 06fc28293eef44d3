"""The one door to the database: what the bot asks of it, in whole transactions.

The rule: a method is one transaction in one hop; it has happened entirely when it returns, or not at all.
"""

import logging
from collections.abc import AsyncIterator, Callable, Sequence, Set
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach.model import Change, Forget, Reply, Snapshot
from storage import (
    adjustments,
    enrolments,
    erase,
    inbox,
    leases,
    migrate,
    outbox,
    reminders,
    runners,
    sessions,
    undo,
)
from storage import (
    changes as change_rows,
)
from storage import (
    outcomes as settled,
)
from storage.driver import Driver, T, Transaction
from storage.errors import StorageError
from storage.inbox import InboxRow
from storage.leases import Lease
from storage.outbox_rows import Claim, Claimed, Outcome
from storage.reminders import Due, Firing
from storage.sqlite import SqliteDriver, path_of

log = logging.getLogger(__name__)


@asynccontextmanager
async def open_store(url: str, now: datetime | None = None) -> AsyncIterator["Store"]:
    """Open (or make) the database of a url like `sqlite:///retro-coach.db` and bring its schema up to date.

    `now` is only written beside each migration. Raises StorageError (see storage.errors), each with one clear sentence.
    """
    path = path_of(url)
    driver = SqliteDriver(path)
    try:
        await migrate.migrate(driver, path, migrate.load_migrations(), _seconds(now) if now else 0)
        yield Store(driver)
    finally:
        await driver.close()


def _seconds(instant: datetime) -> int:
    """UTC seconds of an aware instant."""
    return int(instant.timestamp())


class Store:
    """What is remembered. Every method may raise StorageError."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    # ---------------------------------------------------------------- one chat

    async def snapshot(
        self, chat_id: int, *, reply_to: int | None = None, edited: int | None = None, whole: bool = False
    ) -> Snapshot:
        """All that is known of one chat, as of one instant.

        `reply_to`: the message of ours that was replied to; `edited`: the runner's message that was edited; either
        gives `entry_of_reply`, the update that caused it. `whole`: all sessions, not only the last 400 days.
        """

        async def work(transaction: Transaction) -> Snapshot:
            return Snapshot(
                runner=await runners.get(transaction, chat_id),
                enrolment=await enrolments.get(transaction, chat_id),
                sessions=await sessions.newest_first(transaction, chat_id, whole=whole),
                adjustments=await adjustments.by_day(transaction, chat_id),
                reminders=await reminders.by_key(transaction, chat_id),
                undo=await undo.newest_first(transaction, chat_id),
                entry_of_reply=await _entry(transaction, chat_id, reply_to, edited),
            )

        return await self._driver.read(work)

    async def export(self, chat_id: int) -> Snapshot:
        """All that is known of one chat, with every session it ever logged."""
        return await self.snapshot(chat_id, whole=True)

    async def commit(
        self, update_id: int, chat_id: int, changes: Sequence[Change], replies: Sequence[Reply], now: datetime
    ) -> tuple[int, ...]:
        """One turn: its changes, its replies and the fact that its update is done, together.

        Returns the outbox ids of the replies. An update that is already done changes nothing and returns ().
        """
        at, forgets = _seconds(now), _forgets(changes)

        async def work(transaction: Transaction) -> tuple[int, ...]:
            if not await inbox.finish(transaction, update_id, chat_id, at):
                return ()
            await change_rows.apply_all(transaction, update_id, chat_id, changes, at)
            return await outbox.put_replies(transaction, chat_id, update_id, replies, at, farewell=forgets)

        return await self._scrubbed(await self._driver.write(work), forgets)

    async def commit_and_claim(
        self,
        update_id: int,
        chat_id: int,
        changes: Sequence[Change],
        replies: Sequence[Reply],
        now: datetime,
        lease: Lease,
    ) -> tuple[Claimed, ...]:
        """The same turn, and its replies are claimed at once by the holder of the lease: one flush less.

        Returns the rows to send, in their order; () when they have to wait for their turn, or there are none.
        """
        at, forgets = _seconds(now), _forgets(changes)

        async def work(transaction: Transaction) -> tuple[Claimed, ...]:
            if not await inbox.finish(transaction, update_id, chat_id, at):
                return ()
            await change_rows.apply_all(transaction, update_id, chat_id, changes, at)
            if await leases.held(transaction, lease, at):
                return await outbox.claim_new(transaction, chat_id, update_id, replies, at, farewell=forgets)
            await outbox.put_replies(transaction, chat_id, update_id, replies, at, farewell=forgets)
            return ()

        return await self._scrubbed(await self._driver.write(work), forgets)

    async def _scrubbed(self, result: T, erased: bool) -> T:
        """What was erased is committed already: a log that cannot be emptied now is emptied by the next upkeep."""
        if erased:
            try:
                await self._driver.scrub()
            except StorageError as error:
                log.warning("What was erased is still in the database's log for a while: %s", error)
        return result

    async def say(self, update_id: int, chat_id: int, replies: Sequence[Reply], now: datetime) -> None:
        """Say something beside a turn, changing nothing: an apology for an update that was set aside."""
        at = _seconds(now)
        await self._driver.write(lambda transaction: outbox.put_replies(transaction, chat_id, update_id, replies, at))

    async def forget(self, chat_id: int) -> None:
        """Erase a chat without a word, for the keeper."""
        await self._driver.write(lambda transaction: erase.forget(transaction, chat_id))
        await self._scrubbed(None, True)

    # ---------------------------------------------------------------- inbox

    async def put_inbox(
        self, update_id: int, chat_id: int | None, message_id: int | None, body: str, now: datetime
    ) -> bool:
        """Keep an update (its JSON) before it is confirmed. False: seen before."""
        row = InboxRow(update_id, chat_id, message_id, body)
        return await self._driver.write(lambda transaction: inbox.put(transaction, row, _seconds(now)))

    async def put_all(self, rows: Sequence[InboxRow], now: datetime) -> frozenset[int]:
        """Keep all updates of one poll in one transaction. The ids of those that were not seen before."""
        at = _seconds(now)

        async def work(transaction: Transaction) -> frozenset[int]:
            return frozenset([row.update_id for row in rows if await inbox.put(transaction, row, at)])

        return await self._driver.write(work)

    async def undone(self) -> tuple[InboxRow, ...]:
        """The updates that were kept but never done, in the order in which they came."""
        return await self._driver.read(inbox.undone)

    async def replay(self, update_id: int) -> bool:
        """Before an undone update is handled again. False: it has ended too many starts, it is set aside."""
        return await self._driver.write(lambda transaction: inbox.replay(transaction, update_id))

    async def finish(self, update_id: int) -> None:
        """Mark an update that asks for nothing as done."""
        await self._driver.write(lambda transaction: inbox.close(transaction, update_id))

    async def fail(self, update_id: int, reason: str) -> bool:
        """Count a failed attempt at an update. True: that was the last one, it is set aside."""
        return await self._driver.write(lambda transaction: inbox.fail(transaction, update_id, reason))

    # ---------------------------------------------------------------- outbox

    async def exchange(
        self,
        outcomes: Sequence[Outcome],
        now: datetime,
        *,
        replies: int = 0,
        reminders: int = 0,
        resting: Set[int] = frozenset(),
        lease: Lease | None = None,
    ) -> Claim:
        """Write down what came of claimed rows and claim the next ones, in one transaction.

        At most so many replies and reminders, none of a chat in `resting`; nothing is claimed when `lease` is given
        and no longer held. Only the claim of a reminder waits for the disk: what a power cut can undo of the rest is
        that a reply was sent or is under way, and a reply is said at least once anyway.
        """
        at = _seconds(now)

        async def work(transaction: Transaction) -> tuple[Claim, bool]:
            erased = [await settled.settle(transaction, outcome, at) for outcome in outcomes]
            if lease is not None and not await leases.held(transaction, lease, at):
                return Claim(), any(erased)
            return await outbox.claim(transaction, at, replies, reminders, resting), any(erased)

        claim, erased = await self._driver.write(work, relaxed=not reminders)
        return await self._scrubbed(claim, erased)

    async def recover_outbox(self, now: datetime, lease: Lease | None = None) -> int | None:
        """With a new lease: rows that another dispatcher left under way are ambiguous. How many they were.

        None: `lease` is given and not held any more; nothing was touched.
        """
        at = _seconds(now)

        async def work(transaction: Transaction) -> int | None:
            if lease is not None and not await leases.held(transaction, lease, at):
                return None
            return await settled.recover(transaction, at)

        return await self._driver.write(work)

    # ---------------------------------------------------------------- reminders

    async def fire_reminders(
        self, now: datetime, limit: int, decide: Callable[[Due], Firing], lease: Lease | None = None
    ) -> int:
        """Fire at most `limit` due reminders: their next fire and their outbox rows, together. How many they were.

        `decide` is pure and quick; it runs inside the transaction.
        """
        at = _seconds(now)

        async def work(transaction: Transaction) -> int:
            if lease is not None and not await leases.held(transaction, lease, at):
                return 0
            return await reminders.fire(transaction, at, limit, decide)

        return await self._driver.write(work)

    # ---------------------------------------------------------------- lease

    async def lease(self, name: str) -> Lease | None:
        """Who holds the lease of that name, or held it last."""
        return await self._driver.read(lambda transaction: leases.get(transaction, name))

    async def take_lease(self, name: str, owner: str, now: datetime, seconds: int) -> Lease | None:
        """Take the lease or hold it for longer; None while another owner holds it."""
        at = _seconds(now)
        return await self._driver.write(lambda transaction: leases.take(transaction, name, owner, at, at + seconds))

    async def release_lease(self, name: str, owner: str) -> None:
        """Let go of the lease, so that another copy need not wait for its end."""
        await self._driver.write(lambda transaction: leases.release(transaction, name, owner))

    # ---------------------------------------------------------------- upkeep

    async def housekeeping(self, now: datetime) -> None:
        """Drop what has served: inbox rows after 48 hours, old outbox rows, reminders of days gone by."""

        async def work(transaction: Transaction) -> None:
            await inbox.sweep(transaction, _seconds(now))
            await outbox.sweep(transaction, _seconds(now))
            await reminders.sweep(transaction, now.astimezone(UTC).date() - timedelta(days=2))

        await self._driver.write(work)
        await self._driver.tidy()

    async def backup(self, path: Path) -> None:
        """Copy the database to a new file that only its owner can read, while it is in use."""
        await self._driver.backup(path)


def _forgets(changes: Sequence[Change]) -> bool:
    return any(isinstance(change, Forget) for change in changes)


async def _entry(transaction: Transaction, chat_id: int, reply_to: int | None, edited: int | None) -> str | None:
    if edited is not None:
        update_id = await inbox.first_of_message(transaction, chat_id, edited)
    elif reply_to is not None:
        update_id = await outbox.cause_of(transaction, chat_id, reply_to)
    else:
        return None
    return None if update_id is None else str(update_id)
