"""Long polling: the bot gets each update until it says that it has it."""

import asyncio
from collections.abc import Callable

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from bot.local.runner import Runner
from bot.local.server import LocalTelegram

Chat = Callable[..., Runner]


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(bot: Bot, chat: Chat) -> None:
    anna = chat()
    await anna.says("one")
    await anna.says("two")
    first = await bot.get_updates()
    assert texts(first) == ["one", "two"]
    assert texts(await bot.get_updates()) == ["one", "two"]
    assert texts(await bot.get_updates(offset=first[0].update_id + 1)) == ["two"]
    assert await bot.get_updates(offset=first[1].update_id + 1) == ()
    assert await bot.get_updates() == ()


async def test_a_limit_leaves_the_rest_for_the_next_poll(bot: Bot, chat: Chat) -> None:
    anna = chat()
    for text in ("one", "two", "three"):
        await anna.says(text)
    [update] = await bot.get_updates(limit=1)
    assert texts(await bot.get_updates(offset=update.update_id + 1)) == ["two", "three"]


async def test_a_negative_offset_forgets_all_but_the_last(bot: Bot, chat: Chat) -> None:
    anna = chat()
    for text in ("one", "two", "three"):
        await anna.says(text)
    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert texts(await bot.get_updates()) == ["three"]


async def test_a_long_poll_ends_as_soon_as_somebody_speaks(bot: Bot, chat: Chat) -> None:
    anna = chat()
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    while not bot_is_polling(anna):
        await asyncio.sleep(0)
    await anna.says("hello")
    assert texts(await poll) == ["hello"]


def bot_is_polling(runner: Runner) -> bool:
    return runner.world.updates.polled


async def test_the_older_of_two_pollers_gets_a_conflict(bot: Bot, telegram: LocalTelegram, chat: Chat) -> None:
    anna = chat()
    base = telegram.api_url + "/bot"
    older = asyncio.create_task(bot.get_updates(timeout=30))
    while not bot_is_polling(anna):
        await asyncio.sleep(0)
    async with Bot("4242:secret", base_url=base) as second_copy:
        newer = asyncio.create_task(second_copy.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        await anna.says("hello")
        assert texts(await newer) == ["hello"]


async def test_only_the_kinds_that_were_asked_for_come(bot: Bot, chat: Chat) -> None:
    anna = chat()
    await bot.get_updates(allowed_updates=["message"])
    said = await anna.says("2 km")
    await anna.edits(said, "3 km")
    anna.blocks()
    assert texts(await bot.get_updates()) == ["2 km"]


async def test_the_kinds_asked_for_stay_until_others_are_asked_for(bot: Bot, chat: Chat) -> None:
    anna = chat()
    await bot.get_updates(allowed_updates=["message"])
    await bot.get_updates()
    said = await anna.says("2 km")
    await bot.get_updates(allowed_updates=[])
    await anna.edits(said, "3 km")
    kinds = [bool(update.edited_message) for update in await bot.get_updates()]
    assert kinds == [False, True]


async def test_dropping_pending_updates_forgets_them(bot: Bot, chat: Chat) -> None:
    await chat().says("old")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_an_edit_comes_as_an_edited_message_with_its_dates() -> None:
    now = [1_800_000_000.0]
    async with LocalTelegram(clock=lambda: now[0]) as telegram:
        base = telegram.api_url + "/bot"
        async with Bot("1:a", base_url=base) as bot:
            anna = telegram.runner()
            said = await anna.says("2 km")
            now[0] += 60
            await anna.edits(said, "3 km")
            [_, update] = await bot.get_updates()
    assert update.edited_message is not None
    assert update.edited_message.text == "3 km"
    assert update.edited_message.date.timestamp() == 1_800_000_000
    assert update.edited_message.edit_date is not None
    assert update.edited_message.edit_date.timestamp() == 1_800_000_060


async def test_a_later_server_never_uses_an_id_of_an_earlier_one() -> None:
    ids: list[int] = []
    for second in (1_800_000_000.0, 1_800_000_100.0):
        telegram = LocalTelegram(clock=lambda: second)  # noqa: B023 - each server is done before the next
        async with telegram, Bot("1:a", base_url=telegram.api_url + "/bot") as bot:
            await telegram.runner().says("hello")
            ids += [update.update_id for update in await bot.get_updates()]
    assert ids[0] < ids[1]


@pytest.mark.parametrize(
    ("send", "carries"),
    [
        (lambda anna: anna.sends_sticker(), "sticker"),
        (lambda anna: anna.sends_voice(), "voice"),
        (lambda anna: anna.sends_document(b"1,2", "run.csv"), "document"),
        (lambda anna: anna.sends_location(51.5, 0.1), "location"),
    ],
)
async def test_whatever_a_runner_sends_reaches_the_bot(
    bot: Bot, chat: Chat, send: Callable[[Runner], asyncio.Future[object]], carries: str
) -> None:
    await send(chat())
    [update] = await bot.get_updates()
    assert update.message is not None
    assert getattr(update.message, carries)


async def test_a_huge_text_comes_in_parts_as_from_a_phone(bot: Bot, chat: Chat) -> None:
    await chat().says("x" * 5000)
    assert [len(text or "") for text in texts(await bot.get_updates())] == [4096, 904]


async def test_a_command_is_marked_for_the_bot_and_a_reply_quotes_the_bot(bot: Bot, chat: Chat) -> None:
    anna = chat()
    await bot.send_message(42, "How was it?")
    await anna.replies_to(await anna.hears(), "fine")
    await anna.says("/start walk-back-starter")
    replied, command = [update.message for update in await bot.get_updates()]
    assert replied is not None
    assert replied.reply_to_message is not None
    assert replied.reply_to_message.text == "How was it?"
    assert command is not None
    assert command.entities[0].type == "bot_command"
    assert command.from_user is not None
    assert command.from_user.language_code == "en"


async def test_in_a_group_the_bot_sees_what_is_meant_for_it(bot: Bot, telegram: LocalTelegram) -> None:
    group = telegram.group(-100123, "Backwards club")
    ben = group.member(7, "Ben")
    group.adds_bot(ben)
    await ben.says("nice weather")
    await ben.says("/today@retro_coach_bot")
    sent = await bot.send_message(-100123, "In private, please")
    await ben.replies_to(await ben.hears(), "why?")
    await ben.says("@retro_coach_bot hello")
    group.removes_bot(ben)
    updates = await bot.get_updates()
    assert texts(updates) == ["/today@retro_coach_bot", "why?", "@retro_coach_bot hello"]
    assert sent.chat.type == "supergroup"
    statuses = [update.my_chat_member.new_chat_member.status for update in updates if update.my_chat_member]
    assert statuses == ["member", "kicked"]
