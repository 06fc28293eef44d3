"""One message, from what is remembered to what is said: the whole way on one screen."""

import logging
from dataclasses import replace
from html import escape

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.house import House
from bot.incoming import Press
from bot.words import label
from coach.commands import command_of
from coach.decide import decide
from coach.hear import hear
from coach.listen.model import Heard
from coach.model import Decision, Edit, Forget, Message, PutRunner, Say
from coach.scene import Scene, saying

log = logging.getLogger(__name__)


async def take(house: House, bot: Bot, message: Message, press: Press | None = None) -> None:
    """Remember, understand, decide, commit, deliver. Raises StorageError; then nothing has happened."""
    scene = await _scene(house, message)
    decision = _allowed(house, message) or decide(scene)
    await house.outbox.commit(message.update_id, message.chat_id, decision.changes, decision.replies)
    if message.callback_id:
        await _answer_press(bot, scene, decision)
        if press is not None and _settles(message, decision):
            await _show_choice(bot, message, press)


async def _scene(house: House, message: Message) -> Scene:
    edited = message.message_id if message.edited else None
    snapshot = await house.store.snapshot(message.chat_id, reply_to=message.reply_to, edited=edited)
    heard, alarm = hear(snapshot, message, house.content)
    if _wants_everything(message, heard):
        snapshot = await house.store.snapshot(message.chat_id, reply_to=message.reply_to, edited=edited, whole=True)
    return Scene(snapshot, message, heard, house.clock(), house.content, alarm)


# The only things that need more than the last 400 days.
EVERYTHING = frozenset({"progress", "history", "export"})


def _wants_everything(message: Message, heard: Heard) -> bool:
    asked = message.button.removeprefix("cmd:") or command_of(message.text)[0]
    return asked in EVERYTHING or heard.intent == "progress"


def _allowed(house: House, message: Message) -> Decision | None:
    """A stranger, where the keeper has named who may use the bot, is told so and nothing else."""
    if not house.allowed_chats or message.chat_id in house.allowed_chats:
        return None
    return saying(Say("stranger", {"chat": str(message.chat_id)}))


async def _answer_press(bot: Bot, scene: Scene, decision: Decision) -> None:
    """End the spinner on the button; losing this answer loses nothing."""
    notice, runner = decision.notice, scene.runner
    words = label(notice.key, notice.values, runner.language, runner.units) if notice else None
    try:
        await bot.answer_callback_query(scene.message.callback_id, text=words)
    except TelegramError as error:
        log.info("A button's answer was not delivered: %s", error.message)


def _settles(message: Message, decision: Decision) -> bool:
    """Was that the answer to a question, so that its buttons have done their work?"""
    edits = any(isinstance(reply, Edit) for reply in decision.replies)
    forgets = any(isinstance(change, Forget) for change in decision.changes)
    return message.button.startswith("a:") and decision.notice is None and not edits and not forgets


async def _show_choice(bot: Bot, message: Message, press: Press) -> None:
    """Put the choice in the place of the buttons. An ornament: losing it loses nothing, so it is not in the outbox."""
    chosen = f"{press.html}\n\n✓ <b>{escape(press.label)}</b>"
    try:
        await bot.edit_message_text(chosen, message.chat_id, message.message_id, parse_mode=ParseMode.HTML)
    except TelegramError as error:
        log.info("A choice was not shown: %s", error.message)


async def apologise(house: House, message: Message) -> None:
    """The update is set aside for the keeper to look at; the runner is told in words, never in a traceback."""
    await house.store.say(message.update_id, message.chat_id, (Say("trouble"),), house.clock())
    house.outbox.wake()


async def block(house: House, update_id: int, chat_id: int, *, blocked: bool) -> None:
    """The runner has blocked the bot, or come back."""
    snapshot = await house.store.snapshot(chat_id)
    runner = snapshot.runner
    changes = (PutRunner(replace(runner, blocked=blocked)),) if runner is not None else ()
    await house.store.commit(update_id, chat_id, changes, (), house.clock())
