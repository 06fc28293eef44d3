"""The chat page's own routes: the page, its live events, and what the runner does on it.

One rule: the page shows what the chat's log says and acts through a `Runner`; it knows nothing else of the bot.
"""

import asyncio
from dataclasses import replace
from importlib.resources import files

from aiohttp import web

from bot.local.chats import Acting, Answered, Deleted, Edited, Event, Message, Offered, Presented, Said
from bot.local.keyboards import Choices
from bot.local.page_orders import Editing, Place, Pressing, Saying, sent
from bot.local.runner import NotThere, Runner
from bot.local.wire import JsonObject, encoded
from bot.local.world import USERNAME, World
from coach.model import Json

_PING_SECONDS = 15
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Page:
    """The chat page of one runner."""

    def __init__(self, world: World, runner: Runner) -> None:
        self._world = world
        self._runner = runner
        self._streams: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.asset),
            web.get("/page/{name}", self.asset),
            web.get("/chat/events", self.events),
            web.get("/chat/file/{file_id}", self.file),
            web.post("/chat/say", self.say),
            web.post("/chat/edit", self.edit),
            web.post("/chat/press", self.press),
            web.post("/chat/location", self.locate),
        ]

    def close(self) -> None:
        """Ends the live events of every open page."""
        for stream in self._streams:
            stream.cancel()

    # ------------------------------------------------------------ what the page loads

    async def asset(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "index.html")
        source = files("bot.local") / "page" / name
        kind = _TYPES.get(name.rpartition(".")[2])
        if kind is None or not source.is_file():
            raise web.HTTPNotFound
        return web.Response(body=source.read_bytes(), content_type=kind, charset="utf-8", headers=_HEADERS)

    async def file(self, request: web.Request) -> web.Response:
        """A picture as itself, anything else as a download."""
        file = self._world.files.get(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        picture = file.path.startswith("photos/")
        kind = ("image/png" if file.content.startswith(b"\x89PNG") else "image/jpeg") if picture else _DOWNLOAD
        headers = _HEADERS if picture else {**_HEADERS, "Content-Disposition": "attachment"}
        return web.Response(body=file.content, content_type=kind, headers=headers)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: first the whole chat, then what happens in it."""
        stream = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await stream.prepare(request)
        task = asyncio.create_task(self._stream(stream))
        self._streams.add(task)
        try:
            await asyncio.wait([task])
        finally:
            task.cancel()
            self._streams.discard(task)
        return stream

    # ------------------------------------------------------------ what the runner does

    async def say(self, request: web.Request) -> web.Response:
        said = await sent(request, Saying)
        if said.language:
            self._runner.user = replace(self._runner.user, language=said.language)
        return self._done(await self._runner.speaks(said.text, said.reply_to))

    async def edit(self, request: web.Request) -> web.Response:
        edited = await sent(request, Editing)
        message = self._runner.chat.messages.get(edited.message_id)
        if message is None:
            raise web.HTTPNotFound
        return self._done(await self._runner.edits(message, edited.text))

    async def press(self, request: web.Request) -> web.Response:
        pressed = await sent(request, Pressing)
        try:
            query_id = self._runner.presses_at(pressed.message_id, pressed.row, pressed.column)
        except NotThere:
            raise web.HTTPNotFound from None
        return web.json_response({"query_id": query_id})

    async def locate(self, request: web.Request) -> web.Response:
        place = await sent(request, Place)
        return self._done(await self._runner.sends_location(place.latitude, place.longitude))

    # ------------------------------------------------------------ inside

    async def _stream(self, stream: web.StreamResponse) -> None:
        chat = self._runner.chat
        at = len(chat.log)
        await _emit(stream, "chat", self._whole())
        while True:
            try:
                async with asyncio.timeout(_PING_SECONDS):
                    await chat.wait_beyond(at)
            except TimeoutError:
                await stream.write(b": still here\n\n")
            for event in chat.log[at:]:
                at += 1
                if told := self._told(event):
                    await _emit(stream, *told)

    def _whole(self) -> JsonObject:
        chat = self._runner.chat
        messages = sorted(chat.messages.values(), key=lambda message: message.message_id)
        return {
            "bot": self._bot(),
            "messages": [self._message(message) for message in messages],
            "choices": _choices(chat.choices),
        }

    def _told(self, event: Event) -> tuple[str, JsonObject] | None:
        match event:
            case Said(message) | Edited(message):
                return "message", self._message(message)
            case Deleted(message):
                return "deleted", {"message_id": message.message_id}
            case Answered(query_id, text, alert):
                return "answer", {"query_id": query_id, "text": text, "alert": alert}
            case Acting(action):
                return "acting", {"action": action}
            case Offered(choices):
                return "choices", {"choices": _choices(choices)}
            case Presented():
                return "bot", self._bot()
            case _:
                return None

    def _bot(self) -> JsonObject:
        profile, language = self._world.profile, self._runner.user.language
        return {
            "name": self._world.bot().name,
            "username": USERNAME,
            "description": profile.text("description", language) or profile.text("short_description", language),
            "commands": profile.commands_for(self._runner.chat.chat_id, language),
        }

    def _message(self, message: Message) -> JsonObject:
        return self._world.message_json(message) | {"mine": not message.sender.is_bot, "kind": message.kind}

    def _done(self, message: Message) -> web.Response:
        return web.json_response({"message_id": message.message_id})


_DOWNLOAD = "application/octet-stream"


async def _emit(stream: web.StreamResponse, event: str, data: Json) -> None:
    await stream.write(f"event: {event}\ndata: {encoded(data)}\n\n".encode())


def _choices(choices: Choices | None) -> Json:
    if choices is None:
        return None
    rows: list[Json] = [[{"text": button.text, "asks": button.asks} for button in row] for row in choices.rows]
    return {"rows": rows, "placeholder": choices.placeholder}
