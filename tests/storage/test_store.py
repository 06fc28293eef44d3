"""What every driver of the store must do: the contract of the turns."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from coach.model import (
    Adjustment,
    Change,
    Choice,
    Enrolment,
    Hold,
    Pain,
    PutAdjustment,
    PutEnrolment,
    PutReminder,
    PutRunner,
    PutSession,
    PutUndo,
    Reminder,
    RemoveAdjustment,
    RemoveEnrolment,
    RemoveReminder,
    RemoveSession,
    RemoveUndo,
    Runner,
    Say,
    Session,
    Snapshot,
    Waiting,
)
from storage.store import Store

Look = Callable[[str], list[tuple[object, ...]]]
CHAT = 77

RUNNER = Runner(
    CHAT,
    "pt",
    "Ana",
    "Europe/Lisbon",
    "Lisbon",
    "PT",
    "imperial",
    paused=True,
    blocked=True,
    waiting=Waiting("place", "n1", {"tries": [1, {"kind": "x"}]}),
    hold=Hold("chest", date(2026, 3, 1), date(2026, 3, 9)),
    facts={"age": 41, "gate": {"heart": False}},
)
SESSION = Session(
    "5.1",
    date(2026, 3, 1),
    "backward_run",
    2000.5,
    960,
    6.5,
    (Pain("knee", "left", "mild"),),
    "felt good",
    date(2026, 2, 28),
    datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
)
ENROLMENT = Enrolment("couch-to-retro-1k", date(2026, 2, 23), ("mon", "wed", "sat"), (2, 3))
ADJUSTMENT = Adjustment(date(2026, 3, 4), date(2026, 3, 5), eased=True)
REMINDER = Reminder("daily", 420, "Europe/Lisbon", ("mon", "wed"), None, "workout", 1_772_500_000, date(2026, 3, 3))
EVERYTHING: tuple[Change, ...] = (
    PutRunner(RUNNER),
    PutSession(SESSION),
    PutEnrolment(ENROLMENT),
    PutAdjustment(ADJUSTMENT),
    PutReminder(REMINDER),
    PutUndo("log", (RemoveSession("5.1"), PutEnrolment(ENROLMENT))),
)


async def test_an_unknown_chat_is_an_empty_snapshot(store: Store) -> None:
    assert await store.snapshot(CHAT) == Snapshot()


async def test_what_is_committed_comes_back_as_it_was(store: Store, now: datetime) -> None:
    await store.commit(5, CHAT, EVERYTHING, (), now)
    seen = await store.snapshot(CHAT)
    assert (seen.runner, seen.sessions, seen.enrolment) == (RUNNER, (SESSION,), ENROLMENT)
    assert (seen.adjustments, seen.reminders) == ((ADJUSTMENT,), (REMINDER,))
    assert [(entry.entry, entry.what, entry.changes) for entry in seen.undo] == [
        ("5", "log", (RemoveSession("5.1"), PutEnrolment(ENROLMENT)))
    ]


async def test_what_is_removed_is_gone(store: Store, now: datetime) -> None:
    await store.commit(5, CHAT, EVERYTHING, (), now)
    gone = (
        RemoveSession("5.1"),
        RemoveEnrolment(),
        RemoveAdjustment(ADJUSTMENT.day),
        RemoveReminder("daily"),
        RemoveUndo("5"),
    )
    await store.commit(6, CHAT, gone, (), now)
    assert await store.snapshot(CHAT) == Snapshot(runner=RUNNER)


async def test_chats_do_not_see_each_other(store: Store, now: datetime) -> None:
    await store.commit(5, CHAT, EVERYTHING, (), now)
    assert await store.snapshot(78) == Snapshot()


async def test_the_same_update_twice_changes_nothing_the_second_time(store: Store, now: datetime, look: Look) -> None:
    await store.put_inbox(5, CHAT, 1, "{}", now)
    assert len(await store.commit(5, CHAT, (PutSession(SESSION),), (Say("log.saved"),), now)) == 1
    assert await store.commit(5, CHAT, (RemoveSession("5.1"),), (Say("again"),), now) == ()
    assert (await store.snapshot(CHAT)).sessions == (SESSION,)
    assert look("SELECT COUNT(*) FROM outbox") == [(1,)]


async def test_a_turn_that_fails_leaves_nothing_behind(store: Store, now: datetime, look: Look) -> None:
    await store.put_inbox(5, CHAT, 1, "{}", now)
    unstorable = Say("x", {"bad": object()})  # type: ignore[dict-item]
    with pytest.raises(KeyError):
        await store.commit(5, CHAT, EVERYTHING, (Say("fine"), unstorable), now)
    assert await store.snapshot(CHAT) == Snapshot()
    assert [row.update_id for row in await store.undone()] == [5]
    assert look("SELECT COUNT(*) FROM outbox") == [(0,)]


async def test_replies_get_rising_ids_in_their_order(store: Store, now: datetime) -> None:
    first = await store.commit(5, CHAT, (), (Say("a"), Say("b", choices=((Choice("x", text="X"),),))), now)
    second = await store.commit(6, CHAT, (), (Say("c"),), now)
    assert list(first + second) == sorted({*first, *second})


async def test_the_last_ten_undo_entries_are_kept_newest_first(store: Store, now: datetime) -> None:
    for update_id in range(1, 14):
        await store.commit(update_id, CHAT, (PutUndo("log", ()),), (), now + timedelta(seconds=update_id))
    assert [entry.entry for entry in (await store.snapshot(CHAT)).undo] == [str(n) for n in range(13, 3, -1)]


async def test_update_ids_that_begin_anew_do_not_confuse_the_order_of_undo(store: Store, now: datetime) -> None:
    await store.commit(900_000, CHAT, (PutUndo("old", ()),), (), now)
    await store.commit(12, CHAT, (PutUndo("new", ()),), (), now + timedelta(days=8))
    assert [entry.what for entry in (await store.snapshot(CHAT)).undo] == ["new", "old"]


async def test_a_snapshot_looks_400_days_back_and_an_export_sees_all(store: Store, now: datetime) -> None:
    days = [date(2026, 3, 1), date(2026, 3, 1) - timedelta(days=400), date(2026, 3, 1) - timedelta(days=401)]
    changes = [PutSession(Session(f"{n}.1", day)) for n, day in enumerate(days)]
    await store.commit(5, CHAT, changes, (), now)
    assert [session.day for session in (await store.snapshot(CHAT)).sessions] == days[:2]
    assert [session.day for session in (await store.export(CHAT)).sessions] == days


async def test_an_edited_message_leads_to_the_update_that_first_brought_it(store: Store, now: datetime) -> None:
    await store.put_inbox(5, CHAT, 31, "{}", now)
    await store.finish(5)
    await store.put_inbox(9, CHAT, 31, "{}", now + timedelta(minutes=1))
    assert (await store.snapshot(CHAT, edited=31)).entry_of_reply == "5"
    assert (await store.snapshot(CHAT, edited=32)).entry_of_reply is None
    assert (await store.snapshot(78, edited=31)).entry_of_reply is None
