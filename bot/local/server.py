"""Telegram on this machine alone: a Bot API server on 127.0.0.1, the people in its chats, and a page to chat on.

    async with LocalTelegram() as telegram:
        anna = telegram.runner(chat_id=42, name="Anna")
        ... start the bot with base_url = telegram.api_url + "/bot" ...
        await anna.says("/start")
        print((await anna.hears()).text)

One rule: it is bound to the loopback address, whatever it is asked.
"""

import errno
import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.local.bot_api import BotApi
from bot.local.chats import User
from bot.local.fault_orders import FaultOrders
from bot.local.faults import Faults
from bot.local.groups import Group
from bot.local.guard import own_machine_only
from bot.local.page_server import Page
from bot.local.runner import Runner
from bot.local.wire import Call
from bot.local.world import World

HOST = "127.0.0.1"
PAGE_CHAT = 1
_LARGEST_BODY = 64 * 1024 * 1024


class PortTaken(Exception):  # noqa: N818 - named for what is the matter
    """Another program listens on the port already; the text says what to do."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} on {HOST} is taken by another program (perhaps another local chat)."
            " Stop that one, or choose another port with --port, such as --port 0 for any free one."
        )
        self.port = port


class LocalTelegram:
    """A local Telegram. `port=0` takes a free port; `clock` returns unix seconds and dates the messages.

    page: serve the chat page at `page_url`, for the runner of chat 1. http_faults: let faults be ordered by
    POST /faults. token: the only one that is let in ("": every token). first_id: the first update and message id; by
    default the clock's second, so that a bot's database never sees an id of an earlier server again.
    """

    def __init__(
        self,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        *,
        page: bool = False,
        http_faults: bool = False,
        token: str = "",
        first_id: int | None = None,
    ) -> None:
        self.world = World(clock, first_id)
        self.faults = Faults()
        self.port = port
        self._api = BotApi(self.world, self.faults, token)
        keeper = self.runner(PAGE_CHAT, "Runner")
        self._page = Page(self.world, keeper) if page else None
        self._http_faults = http_faults
        self._server: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """The base of the Bot API: `base_url` is this + "/bot", `base_file_url` is this + "/file/bot"."""
        return f"http://{HOST}:{self.port}"

    @property
    def page_url(self) -> str:
        return f"http://{HOST}:{self.port}/"

    @property
    def calls(self) -> list[Call]:
        """The latest calls of the bot but for getUpdates, oldest first."""
        return list(self._api.calls)

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self._api.calls if call.method == method.lower()]

    def runner(self, chat_id: int = 42, name: str = "Anna", language: str = "en") -> Runner:
        """A person in their own chat with the bot."""
        return Runner(self.world, self.world.open_chat(chat_id, name), User(chat_id, name, language))

    def group(self, chat_id: int, title: str) -> Group:
        """A group that the bot is in; people speak in it through `member`."""
        return Group(self.world, self.world.open_chat(chat_id, title, "supergroup"))

    async def start(self) -> None:
        """Begins to serve; raises `PortTaken`."""
        listening = _listening(self.port)
        self.port = listening.getsockname()[1]
        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[own_machine_only])
        app.add_routes(self._api.routes())
        if self._page:
            app.add_routes(self._page.routes())
        if self._http_faults:
            app.add_routes(FaultOrders(self.faults).routes())
        self._server = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._server.setup()
        await web.SockSite(self._server, listening).start()

    async def stop(self) -> None:
        if self._server is None:
            return
        self.world.updates.wake()
        if self._page:
            self._page.close()
        await self._server.cleanup()
        self._server = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            raise PortTaken(port) from error
        raise
    listening.setblocking(False)
    return listening
