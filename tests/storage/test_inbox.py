"""Updates are kept once, replayed until they are done, and set aside when they can't be."""

from collections.abc import Callable
from datetime import datetime, timedelta

from coach.model import PutRunner, Runner
from storage.store import Store

Look = Callable[[str], list[tuple[object, ...]]]


async def test_an_update_is_kept_once(store: Store, now: datetime) -> None:
    assert await store.put_inbox(5, 7, 1, "{}", now)
    assert not await store.put_inbox(5, 7, 1, "{}", now)


async def test_an_earlier_id_than_the_last_is_new_all_the_same(store: Store, now: datetime) -> None:
    await store.put_inbox(900, 7, 1, "{}", now)
    assert await store.put_inbox(5, 7, 2, "{}", now)


async def test_undone_updates_come_back_in_their_order(store: Store, now: datetime) -> None:
    await store.put_inbox(900, 7, 1, "first", now)
    await store.put_inbox(5, 7, 2, "second", now + timedelta(seconds=1))
    await store.put_inbox(6, None, None, "third", now + timedelta(seconds=1))
    assert [row.body for row in await store.undone()] == ["first", "second", "third"]


async def test_a_done_update_does_not_come_back_and_keeps_no_words(store: Store, now: datetime, look: Look) -> None:
    await store.put_inbox(5, 7, 1, "private", now)
    await store.finish(5)
    assert await store.undone() == ()
    assert look("SELECT body FROM inbox") == [("",)]


async def test_the_third_failure_sets_an_update_aside(store: Store, now: datetime, look: Look) -> None:
    await store.put_inbox(5, 7, 1, "{}", now)
    assert [await store.fail(5, "KeyError") for _ in range(3)] == [False, False, True]
    assert await store.undone() == ()
    assert look("SELECT state, reason FROM inbox") == [("dead", "KeyError")]
    assert await store.commit(5, 7, (PutRunner(Runner(7)),), (), now) == ()
    assert (await store.snapshot(7)).runner is None


async def test_an_update_that_ends_every_start_is_set_aside(store: Store, now: datetime) -> None:
    await store.put_inbox(5, 7, 1, "{}", now)
    assert [await store.replay(5) for _ in range(6)] == [True] * 5 + [False]
    assert await store.undone() == ()


async def test_a_done_update_is_not_replayed(store: Store, now: datetime) -> None:
    await store.put_inbox(5, 7, 1, "{}", now)
    await store.finish(5)
    assert not await store.replay(5)


async def test_housekeeping_drops_what_was_done_two_days_ago_and_never_the_undone(
    store: Store, now: datetime, look: Look
) -> None:
    for update_id in (1, 2, 3):
        await store.put_inbox(update_id, 7, 1, "{}", now)
    await store.finish(1)
    for _ in range(3):
        await store.fail(2, "bad")
    await store.housekeeping(now + timedelta(hours=47))
    assert len(look("SELECT 1 FROM inbox")) == 3
    await store.housekeeping(now + timedelta(hours=49))
    assert look("SELECT update_id FROM inbox ORDER BY update_id") == [(2,), (3,)]
    await store.housekeeping(now + timedelta(days=31))
    assert look("SELECT update_id FROM inbox") == [(3,)]
