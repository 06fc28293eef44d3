"""The running bot: from opening the database to the last message sent. The same for Telegram and the local chat."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from telegram import Bot, BotCommand
from telegram.constants import UpdateType
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, Updater

from bot.clock import Clock, now
from bot.config import Config
from bot.content import load_content
from bot.handlers import handlers
from bot.house import House
from bot.inbox import DurableQueue
from bot.lanes import Lanes
from bot.lease import DispatchLease
from bot.network import AiohttpRequest
from bot.outbox import Limits, Outbox, Voice
from bot.polling import PollingErrors
from bot.sending import send
from bot.speech import render_reply
from bot.tick import Clockwork
from bot.words import FALLBACK, label, languages
from coach.model import Reply
from coach.remind import compose
from coach.scene import Content
from storage.sqlite import path_of
from storage.store import Store, open_store

log = logging.getLogger(__name__)

COMMANDS = (
    "today",
    "week",
    "plan",
    "log",
    "undo",
    "progress",
    "history",
    "remind",
    "ask",
    "settings",
    "pause",
    "resume",
    "sources",
    "export",
    "forget",
    "privacy",
    "help",
    "start",
)


RETRY_CONNECT_S = 5.0


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that is up. `ended` is set when it can't go on (another copy polls with its token)."""

    house: House
    bot: Bot
    clockwork: Clockwork
    ended: asyncio.Event


@asynccontextmanager
async def running(
    config: Config,
    token: str,
    *,
    clock: Clock = now,
    content: Content | None = None,
    limits: Limits | None = None,
) -> AsyncIterator[Running]:
    """Serve until the block is left. Raises StorageError, InvalidToken, or the mistakes of the content."""
    content = content or load_content()
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(config.storage.url, clock()))
        lease = DispatchLease(store, clock)
        await lease.wait()
        stack.push_async_callback(lease.release)
        application, lanes, queue = _application(config, token, store, clock)
        outbox = Outbox(store, _voice(application.bot, store, content), clock, lease.current, limits or _limits(config))
        house = House(store, content, outbox, clock, frozenset(config.access.allowed_chats))
        application.add_handlers(handlers(house))
        lanes.ask_first(queue.may_begin)
        clockwork = Clockwork(
            store,
            outbox,
            lease,
            clock,
            catch_up_minutes=config.reminders.catch_up_minutes,
            backups=path_of(config.storage.url).parent / "backups",
        )
        ended = asyncio.Event()
        await _start(stack, application, queue, outbox, clockwork, ended)
        # The first question should not wait for the cards to be read. The index and the vectors still wait for it.
        warming = asyncio.create_task(asyncio.to_thread(content.knowledge), name="read the cards")
        stack.callback(warming.cancel)
        yield Running(house, application.bot, clockwork, ended)


Polling = Application[Any, Any, Any, Any, Any, Any]


def _application(config: Config, token: str, store: Store, clock: Clock) -> tuple[Polling, Lanes, DurableQueue]:
    """python-telegram-bot's application, with our network, our durable queue and our lanes in it."""
    lanes = Lanes()
    queue = DurableQueue(store, clock, lanes.room)
    api = config.telegram.api_url.rstrip("/")
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest(connections=2, arrived=queue.keep))
        .update_queue(queue)
        .concurrent_updates(lanes)
        .job_queue(None)
        .build()
    )
    return application, lanes, queue


def _limits(config: Config) -> Limits:
    return Limits(reminders_per_second=config.reminders.per_second)


def _voice(bot: Bot, store: Store, content: Content) -> Voice:
    """How the outbox speaks: words for replies, the day's workout for reminders, and the wire."""

    async def composed(chat_id: int, _key: str, day: date, _now: datetime, late: bool) -> Reply | None:
        return compose(await store.snapshot(chat_id), content.plans, day, late=late)

    return Voice(render_reply, composed, lambda chat_id, rendered: send(bot, chat_id, rendered))


async def _start(
    stack: AsyncExitStack,
    application: Polling,
    queue: DurableQueue,
    outbox: Outbox,
    clockwork: Clockwork,
    ended: asyncio.Event,
) -> None:
    """Begin to speak, then to listen; what is begun is ended in the reverse order when the stack is left."""
    await _connect(application)
    stack.push_async_callback(application.shutdown)
    delivering = asyncio.create_task(outbox.run(), name="outbox")
    stack.push_async_callback(_finished, outbox, delivering)
    await queue.replay(application.bot)
    await application.start()
    stack.push_async_callback(application.stop)
    clockwork.start()
    stack.callback(clockwork.stop)
    introducing = asyncio.create_task(introduce(application.bot), name="introduce")
    stack.callback(introducing.cancel)
    updater = application.updater
    assert updater is not None
    await updater.start_polling(allowed_updates=LISTENED, bootstrap_retries=-1, error_callback=PollingErrors(ended.set))
    stack.push_async_callback(_stop_polling, updater)


LISTENED = [UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.MY_CHAT_MEMBER]


async def _connect(application: Polling) -> None:
    """Ask Telegram who we are, for as long as it takes to reach it. Raises InvalidToken."""
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except NetworkError as error:
            log.warning("Telegram can't be reached (%s); the next try is in %g s", error.message, RETRY_CONNECT_S)
            await asyncio.sleep(RETRY_CONNECT_S)
        else:
            return


async def _finished(outbox: Outbox, delivering: asyncio.Task[None]) -> None:
    outbox.stop()
    await delivering


async def _stop_polling(updater: Updater) -> None:
    if updater.running:
        await updater.stop()


async def introduce(bot: Bot) -> None:
    """Tell Telegram our commands and who we are, in each language that we speak. Not worth failing for."""
    try:
        for language in languages():
            code = "" if language == FALLBACK else language
            said = partial(label, values={}, language=language, units="metric")
            await bot.set_my_commands(
                [BotCommand(name, said(f"command-{name}")) for name in COMMANDS], language_code=code or None
            )
            await bot.set_my_description(said("about-long"), language_code=code or None)
            await bot.set_my_short_description(said("about-short"), language_code=code or None)
    except TelegramError as error:
        log.warning("The command menu could not be set: %s", error.message)
