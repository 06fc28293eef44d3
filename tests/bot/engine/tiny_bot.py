"""A bot of ten lines on the whole transport, to be killed: every text becomes a session and is echoed.

Run as: python tiny_bot.py API_URL DATABASE [FAULT_POINT], where FAULT_POINT names a step after which the process dies.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot import clock
from bot.inbox import DurableQueue, until_settled
from bot.lanes import Lanes
from bot.lease import DispatchLease
from bot.network import AiohttpRequest
from bot.outbox import Limits, Outbox, Voice
from bot.sending import Rendered, Sending, Text, send
from coach.model import PutRunner, PutSession, Reply, Runner, Say, Session
from storage.store import Store, open_store

TOKEN = "123456789:AAaabbccddeeffgghhiijjkkllmmnnooppqq"


def die_at(step: str, wanted: str) -> None:
    """At the wanted step the process ends as if the power had gone."""
    if step == wanted:
        os.kill(os.getpid(), signal.SIGKILL)


def render(reply: Reply, runner: Runner | None) -> Rendered:
    assert isinstance(reply, Say)
    return Text(reply.key)


async def compose(*_: object) -> Reply | None:
    return None


def dying(
    fault: str, before: str, after: str, step: Callable[..., Awaitable[object]]
) -> Callable[..., Awaitable[object]]:
    async def run(*args: object, **kwargs: object) -> object:
        die_at(before, fault)
        result = await step(*args, **kwargs)
        die_at(after, fault)
        return result

    return run


async def deliver(bot: Application, fault: str, chat_id: int, rendered: Rendered) -> Sending:  # type: ignore[type-arg]
    die_at("before the send", fault)
    outcome = await send(bot.bot, chat_id, rendered)
    die_at("after the send", fault)
    return outcome


async def main(api_url: str, database: str, fault: str) -> None:
    async with open_store(f"sqlite:///{database}") as store:
        store.put_all = dying(fault, "before it is kept", "after it is kept", store.put_all)  # type: ignore
        kept = store.commit_and_claim
        store.commit_and_claim = dying(fault, "before the commit", "after the commit", kept)  # type: ignore
        lease = DispatchLease(store, clock.now)
        await lease.wait()
        await serve(store, lease, api_url, fault)


async def serve(store: Store, lease: DispatchLease, api_url: str, fault: str) -> None:
    lanes = Lanes()
    queue = DurableQueue(store, clock.now, lanes.room)
    lanes.ask_first(queue.may_begin)
    app = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{api_url}/bot")
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest(arrived=queue.keep))
        .concurrent_updates(lanes)
        .update_queue(queue)
        .build()
    )
    outbox = Outbox(
        store, Voice(render, compose, partial(deliver, app, fault)), clock.now, lease.current, Limits(1000, 100)
    )

    async def take(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message, chat = update.effective_message, update.effective_chat
        assert message is not None
        assert chat is not None
        text = message.text or ""

        async def turn() -> None:
            await store.snapshot(chat.id)
            session = Session(f"{update.update_id}.1", date(2026, 3, 2), note=text)
            changes = (PutRunner(Runner(chat.id)), PutSession(session))
            await outbox.commit(update.update_id, chat.id, changes, (Say(text),))

        await until_settled(store, update.update_id, turn)

    app.add_handler(MessageHandler(filters.TEXT, take))
    async with app:
        await queue.replay(app.bot)
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(timeout=1)
        await outbox.run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ""))
