"""The HTTP side of the Bot API: /bot<token>/<method> and /file/bot<token>/<path>, with the faults that were ordered.

One rule: what goes wrong on purpose goes wrong here, so the methods themselves are always honest.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.local.faults import Faults, Hold, Refusal, Reset, Slow
from bot.local.methods import get_updates, perform
from bot.local.wire import Call, Refused, encoded, read_call
from bot.local.world import World
from coach.model import Json

_KEPT_CALLS = 1000


class BotApi:
    """Answers a bot's calls on one world. With `token`, any other token is unauthorized; else every token will do."""

    def __init__(self, world: World, faults: Faults, token: str = "") -> None:
        self.world = world
        self.faults = faults
        self.calls: deque[Call] = deque(maxlen=_KEPT_CALLS)
        """The latest calls of every method but getUpdates, oldest first."""
        self._token = token

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token:[^/]*}/{method}", self.answer),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self.download),
        ]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One call of a method, as Telegram would answer it, or as the fault in its way has it."""
        method = request.match_info["method"].lower()
        try:
            self._admit(request.match_info["token"])
            call = await read_call(request, method)
            async with self._suffered(request):
                return _answer({"ok": True, "result": await self._perform(call)})
        except Refused as refusal:
            return _answer(refusal.as_json(), refusal.code)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file, where getFile pointed."""
        try:
            self._admit(request.match_info["token"])
        except Refused as refusal:
            return _answer(refusal.as_json(), refusal.code)
        for file in self.world.files.values():
            if file.path == request.match_info["path"]:
                return web.Response(body=file.content, content_type="application/octet-stream")
        return _answer(Refused(404, "Not Found").as_json(), 404)

    async def _perform(self, call: Call) -> Json:
        if call.method == "getupdates":
            self.world.updates.to_repeat += self.faults.twice
            self.faults.twice = 0
            return await get_updates(self.world, call)
        self.calls.append(call)
        return perform(self.world, call)

    @asynccontextmanager
    async def _suffered(self, request: web.Request) -> AsyncIterator[None]:
        """Around a call's effect: the fault that was ordered for it, before or after."""
        fault = self.faults.take(request.match_info["method"].lower())
        match fault:
            case Refusal():
                raise Refused(fault.status, fault.description, fault.retry_after)
            case Reset(after=False):
                _break(request)
                raise Refused(500, "broken on order")
        yield
        match fault:
            case Reset(after=True):
                _break(request)
            case Slow():
                await asyncio.sleep(fault.seconds)
            case Hold():
                fault.reached.set()
                await fault.released.wait()

    def _admit(self, token: str) -> None:
        if not token:
            raise Refused(404, "Not Found")
        if self._token and token != self._token:
            raise Refused(401, "Unauthorized")
        digits = token.partition(":")[0]
        if digits.isascii() and digits.isdigit() and len(digits) < 16:
            self.world.bot_id = int(digits)


def _answer(body: Json, status: int = 200) -> web.Response:
    return web.Response(text=encoded(body), status=status, content_type="application/json")


def _break(request: web.Request) -> None:
    """Cuts the connection: the bot sees it end in the middle of its call, and no answer can be written any more."""
    if request.transport:
        request.transport.abort()
