"""Due reminders get their next fire and their outbox row together, once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from coach.model import Enrolment, PutEnrolment, PutReminder, PutRunner, Reminder, Runner
from storage.outbox_rows import ReminderRow
from storage.reminders import Due, Firing
from storage.store import Store

Look = Callable[[str], list[tuple[object, ...]]]
DAY = date(2026, 3, 2)


def tomorrow(due: Due) -> Firing:
    at = due.reminder.next_fire_at
    assert at is not None
    row = None if due.silent else ReminderRow(due.chat_id, due.reminder.key, DAY, at, at + 100)
    return Firing(at + 86_400, DAY + timedelta(days=1), row)


async def put(store: Store, chat_id: int, at: datetime, runner: Runner | None = None) -> None:
    reminder = Reminder("daily", 420, "UTC", next_fire_at=int(at.timestamp()), next_day=DAY)
    changes = (PutReminder(reminder), PutRunner(runner or Runner(chat_id)))
    await store.commit(chat_id, chat_id, changes, (), at)


async def test_what_is_due_fires_and_what_is_not_waits(store: Store, now: datetime, look: Look) -> None:
    await put(store, 1, now)
    await put(store, 2, now + timedelta(seconds=1))
    assert await store.fire_reminders(now, 10, tomorrow) == 1
    assert look("SELECT chat_id, state, intended_day FROM outbox") == [(1, "pending", "2026-03-02")]
    (reminder,) = (await store.snapshot(1)).reminders
    assert (reminder.next_fire_at, reminder.next_day) == (int(now.timestamp()) + 86_400, date(2026, 3, 3))


async def test_nothing_fires_twice(store: Store, now: datetime, look: Look) -> None:
    await put(store, 1, now)
    assert await store.fire_reminders(now, 10, tomorrow) == 1
    assert await store.fire_reminders(now, 10, tomorrow) == 0
    await put(store, 1, now)
    assert await store.fire_reminders(now, 10, tomorrow) == 0, "the same update changes nothing"


@pytest.mark.parametrize("runner", [Runner(1, paused=True), Runner(1, blocked=True)])
async def test_a_runner_who_is_paused_or_has_blocked_us_is_silent(
    store: Store, now: datetime, look: Look, runner: Runner
) -> None:
    await put(store, 1, now, runner)
    assert await store.fire_reminders(now, 10, tomorrow) == 1
    assert look("SELECT * FROM outbox") == []


async def test_a_batch_takes_the_longest_due_first(store: Store, now: datetime, look: Look) -> None:
    for chat_id in range(1, 6):
        await put(store, chat_id, now - timedelta(minutes=chat_id))
    assert await store.fire_reminders(now, 2, tomorrow) == 2
    assert look("SELECT chat_id FROM outbox ORDER BY id") == [(5,), (4,)]


async def test_a_batch_that_fails_changes_nothing(store: Store, now: datetime, look: Look) -> None:
    await put(store, 1, now)

    def broken(due: Due) -> Firing:
        raise RuntimeError("planted")

    with pytest.raises(RuntimeError, match="planted"):
        await store.fire_reminders(now, 10, broken)
    assert await store.fire_reminders(now, 10, tomorrow) == 1


async def test_reminders_of_days_gone_by_are_swept(store: Store, now: datetime) -> None:
    gone = Reminder("snooze", 1, "UTC", once=DAY)
    coming = Reminder("later", 1, "UTC", once=DAY, next_fire_at=2**40)
    enrolment = PutEnrolment(Enrolment("p", DAY, ("mon",)))
    await store.commit(1, 7, (PutReminder(gone), PutReminder(coming), enrolment), (), now)
    await store.housekeeping(now + timedelta(days=1))
    assert len((await store.snapshot(7)).reminders) == 2
    await store.housekeeping(now + timedelta(days=3))
    assert [reminder.key for reminder in (await store.snapshot(7)).reminders] == ["later"]
