"""Two copies on one file: one of them dispatches, and it is always clear which."""

from datetime import date, datetime, timedelta
from pathlib import Path

from coach.model import PutReminder, Reminder, Say
from storage.outbox_rows import ReminderRow
from storage.reminders import Due, Firing
from storage.store import Store, open_store


async def test_only_one_of_two_copies_gets_the_lease(store: Store, database: Path, now: datetime) -> None:
    async with open_store(f"sqlite:///{database}") as second:
        assert await store.take_lease("dispatch", "a", now, 15)
        assert await second.take_lease("dispatch", "b", now, 15) is None


async def test_the_owner_may_hold_it_for_longer_in_the_same_epoch(store: Store, now: datetime) -> None:
    first = await store.take_lease("dispatch", "a", now, 15)
    again = await store.take_lease("dispatch", "a", now + timedelta(seconds=10), 15)
    assert first is not None
    assert again is not None
    assert (again.epoch, again.until) == (first.epoch, first.until + 10)


async def test_a_lease_that_ran_out_goes_to_the_next_in_a_new_epoch(store: Store, now: datetime) -> None:
    first = await store.take_lease("dispatch", "a", now, 15)
    second = await store.take_lease("dispatch", "b", now + timedelta(seconds=15), 15)
    assert first is not None
    assert second is not None
    assert second.epoch == first.epoch + 1
    assert await store.take_lease("dispatch", "a", now + timedelta(seconds=16), 15) is None


async def test_a_released_lease_is_free_at_once(store: Store, now: datetime) -> None:
    await store.take_lease("dispatch", "a", now, 15)
    await store.release_lease("dispatch", "b")
    assert await store.take_lease("dispatch", "b", now, 15) is None
    await store.release_lease("dispatch", "a")
    assert await store.take_lease("dispatch", "b", now, 15)


async def test_a_copy_that_slept_through_its_lease_claims_nothing(store: Store, now: datetime) -> None:
    old = await store.take_lease("dispatch", "a", now, 15)
    await store.commit(1, 7, (PutReminder(Reminder("daily", 1, "UTC", next_fire_at=1)),), (Say("hello"),), now)
    later = now + timedelta(seconds=20)
    new = await store.take_lease("dispatch", "b", later, 15)

    def fires(due: Due) -> Firing:
        return Firing(None, None, ReminderRow(7, "daily", date(2026, 3, 2), 1, 2**40))

    assert (await store.exchange((), later, replies=5, lease=old)).rows == ()
    assert await store.fire_reminders(later, 5, fires, old) == 0
    assert await store.fire_reminders(later, 5, fires, new) == 1
    assert len((await store.exchange((), later, replies=5, lease=new)).rows) == 1
