"""Updates of one chat one after the other, chats side by side."""

import asyncio

from telegram import Bot, Update

from bot.lanes import Lanes


def update(update_id: int, chat_id: int, bot: Bot) -> Update:
    message = {"message_id": 1, "date": 1_772_000_000, "chat": {"id": chat_id, "type": "private"}, "text": "x"}
    return Update.de_json({"update_id": update_id, "message": message}, bot)


async def test_the_order_within_a_chat_is_the_order_of_arrival(bot: Bot) -> None:
    lanes, seen = Lanes(), []

    async def handle(number: int) -> None:
        seen.append(f"begin {number}")
        await asyncio.sleep(0.01 if number == 1 else 0)
        seen.append(f"end {number}")

    await asyncio.gather(*(lanes.process_update(update(n, 42, bot), handle(n)) for n in (1, 2, 3)))
    assert seen == ["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"]


async def test_chats_do_not_wait_for_each_other(bot: Bot) -> None:
    lanes, gate = Lanes(), asyncio.Event()
    slow = asyncio.create_task(lanes.process_update(update(1, 42, bot), gate.wait()))
    queued = [asyncio.create_task(lanes.process_update(update(n, 42, bot), asyncio.sleep(0))) for n in range(2, 500)]
    await lanes.process_update(update(900, 43, bot), asyncio.sleep(0))
    assert not slow.done()
    gate.set()
    await asyncio.gather(slow, *queued)


async def test_only_so_many_are_handled_at_once(bot: Bot) -> None:
    lanes, running, most = Lanes(at_once=3), 0, 0

    async def handle() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.005)
        running -= 1

    await asyncio.gather(*(lanes.process_update(update(n, n, bot), handle()) for n in range(1, 12)))
    assert most == 3


async def test_a_handler_that_fails_does_not_block_its_lane(bot: Bot) -> None:
    lanes, seen = Lanes(), []

    async def fails() -> None:
        raise RuntimeError("planted")

    async def works() -> None:
        seen.append("worked")

    first = lanes.process_update(update(1, 42, bot), fails())
    second = lanes.process_update(update(2, 42, bot), works())
    outcomes = await asyncio.gather(first, second, return_exceptions=True)
    assert isinstance(outcomes[0], RuntimeError)
    assert seen == ["worked"]


async def test_an_update_that_may_not_begin_is_passed_over(bot: Bot) -> None:
    lanes, seen = Lanes(), []

    async def handle() -> None:
        seen.append("handled")

    async def never(_: object) -> bool:
        return False

    lanes.ask_first(never)
    await lanes.process_update(update(1, 42, bot), handle())
    assert seen == []


async def test_there_is_no_room_while_the_backlog_is_full(bot: Bot) -> None:
    lanes, gate = Lanes(backlog=2), asyncio.Event()
    tasks = [asyncio.create_task(lanes.process_update(update(n, n, bot), gate.wait())) for n in (1, 2)]
    await asyncio.sleep(0)
    room = asyncio.create_task(lanes.room())
    await asyncio.sleep(0.01)
    assert not room.done()
    gate.set()
    await asyncio.gather(*tasks, room)
