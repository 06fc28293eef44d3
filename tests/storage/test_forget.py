"""Forget me: no row of any table names the chat, and its words are gone from the file."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from coach.model import Forget, PutReminder, PutRunner, PutSession, PutUndo, Reminder, Runner, Say, Session
from storage.errors import DatabaseLocked
from storage.outbox_rows import Outcome, ReminderRow
from storage.reminders import Due, Firing
from storage.store import Store, open_store

Look = Callable[[str], list[tuple[object, ...]]]
CHAT = 7_700_000_001
SECRET = "my-left-knee-and-my-mother"
DAY = date(2026, 3, 2)


def traces(look: Look, needle: str) -> list[tuple[str, tuple[object, ...]]]:
    """Every row of every table in which a text or a number appears anywhere."""
    tables = [str(name) for (name,) in look("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [(table, row) for table in tables for row in look(f"SELECT * FROM {table}")]
    return [(table, row) for table, row in rows if any(needle in str(value) for value in row)]


async def live_a_little(store: Store, now: datetime) -> None:
    await store.put_inbox(1, CHAT, 11, f'{{"text": "{SECRET}"}}', now)
    changes = (
        PutRunner(Runner(CHAT, name=SECRET, facts={"why": SECRET})),
        PutSession(Session("1.1", DAY, note=SECRET)),
        PutReminder(Reminder("daily", 420, "UTC", next_fire_at=int(now.timestamp()))),
        PutUndo("log", (PutSession(Session("1.1", DAY, note=SECRET)),)),
    )
    await store.commit(1, CHAT, changes, (Say("log.saved", {"note": SECRET}),), now)
    await store.put_inbox(2, CHAT, 12, SECRET, now)
    for _ in range(3):
        await store.fail(2, SECRET)

    def fires(due: Due) -> Firing:
        return Firing(None, None, ReminderRow(CHAT, "daily", DAY, 1, 2**40))

    await store.fire_reminders(now, 5, fires)


async def test_a_forgotten_chat_is_in_no_row_of_any_table(store: Store, now: datetime, look: Look) -> None:
    await live_a_little(store, now)
    assert len({table for table, _ in traces(look, str(CHAT))}) >= 5
    await store.put_inbox(3, CHAT, 13, "forget me", now)
    await store.commit(3, CHAT, (Forget(),), (), now)
    assert traces(look, str(CHAT)) == []
    assert traces(look, SECRET) == []


async def test_the_farewell_goes_when_it_has_been_sent(store: Store, now: datetime, look: Look) -> None:
    await live_a_little(store, now)
    (farewell,) = await store.commit(3, CHAT, (Forget(),), (Say("forgotten"),), now)
    assert [table for table, _ in traces(look, str(CHAT))] == ["outbox"]
    claim = await store.exchange((), now, replies=1)
    assert [row.id for row in claim.rows] == [farewell]
    await store.exchange([Outcome(farewell, "sent", message_id=5)], now)
    assert traces(look, str(CHAT)) == []


async def test_a_farewell_that_cannot_be_sent_goes_too(store: Store, now: datetime, look: Look) -> None:
    await store.commit(3, CHAT, (Forget(),), (Say("forgotten"), Say("and this")), now)
    for _ in range(2):
        claim = await store.exchange((), now, replies=1)
        await store.exchange([Outcome(claim.rows[0].id, "blocked")], now)
    assert traces(look, str(CHAT)) == []


async def test_its_old_updates_are_still_known_again(store: Store, now: datetime) -> None:
    await live_a_little(store, now)
    await store.commit(3, CHAT, (Forget(),), (), now)
    for update_id in (1, 2, 3):
        assert not await store.put_inbox(update_id, CHAT, 1, "{}", now)


async def test_what_was_said_after_the_wish_is_not_lost(store: Store, now: datetime) -> None:
    await store.put_inbox(4, CHAT, 14, "hello again", now)
    await store.commit(3, CHAT, (Forget(),), (), now)
    assert [row.body for row in await store.undone()] == ["hello again"]


async def test_other_chats_stay_as_they_are(store: Store, now: datetime) -> None:
    await store.commit(9, 5, (PutRunner(Runner(5, name="Ben")),), (), now)
    await live_a_little(store, now)
    before = await store.snapshot(5)
    await store.commit(3, CHAT, (Forget(),), (), now)
    assert await store.snapshot(5) == before


async def test_the_words_are_gone_from_the_files_too(database: Path, now: datetime) -> None:
    async with open_store(f"sqlite:///{database}") as store:
        await live_a_little(store, now)
    assert SECRET.encode() in database.read_bytes()
    async with open_store(f"sqlite:///{database}") as store:
        await store.commit(3, CHAT, (Forget(),), (), now)
        log = database.with_name(database.name + "-wal")
        assert SECRET.encode() not in log.read_bytes()
    assert SECRET.encode() not in database.read_bytes()


async def test_a_log_that_cannot_be_emptied_now_does_not_undo_the_turn(
    store: Store, now: datetime, look: Look, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def locked() -> None:
        raise DatabaseLocked("Another program holds the database")

    await live_a_little(store, now)
    monkeypatch.setattr(store._driver, "scrub", locked)
    assert len(await store.commit(3, CHAT, (Forget(),), (Say("forgotten"),), now)) == 1
    assert "for a while" in caplog.text
    assert look("SELECT COUNT(*) FROM runners") == [(0,)]


async def test_the_keeper_can_forget_a_chat(store: Store, now: datetime, look: Look) -> None:
    await live_a_little(store, now)
    await store.forget(CHAT)
    assert traces(look, str(CHAT)) == []
