"""What the bot hears. Each handler turns an update into certain values and hands it on; none decides anything."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ChatMemberHandler, ContextTypes, MessageHandler, TypeHandler
from telegram.ext import filters as hears

from bot import turn
from bot.house import House
from bot.inbox import until_settled
from bot.incoming import has_blocked, message_of, press_of

Context = ContextTypes.DEFAULT_TYPE
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def handlers(house: House) -> list[BaseHandler[Update, Context, None]]:
    """The table of contents."""
    return [
        MessageHandler(hears.UpdateType.MESSAGES, _message(house)),
        CallbackQueryHandler(_message(house)),
        ChatMemberHandler(_blocked(house), ChatMemberHandler.MY_CHAT_MEMBER),
        TypeHandler(Update, _nothing(house)),
    ]


def _message(house: House) -> Handler:
    async def handle(update: Update, context: Context) -> None:
        message = message_of(update, house.clock())
        if message is None:
            await house.store.finish(update.update_id)
            return
        press = press_of(update)
        done = await until_settled(house.store, update.update_id, lambda: turn.take(house, context.bot, message, press))
        if not done:
            await turn.apologise(house, message)

    return handle


def _blocked(house: House) -> Handler:
    async def handle(update: Update, _: Context) -> None:
        blocked, chat = has_blocked(update), update.effective_chat
        if blocked is None or chat is None:
            await house.store.finish(update.update_id)
            return
        await until_settled(
            house.store, update.update_id, lambda: turn.block(house, update.update_id, chat.id, blocked=blocked)
        )

    return handle


def _nothing(house: House) -> Handler:
    async def handle(update: Update, _: Context) -> None:
        await house.store.finish(update.update_id)

    return handle
