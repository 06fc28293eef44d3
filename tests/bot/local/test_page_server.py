"""The chat page's routes: what they show, what they do, and whom they keep out."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.local.server import LocalTelegram, PortTaken
from coach.model import Json


@pytest.fixture
async def paged() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram(page=True, first_id=1) as telegram:
        yield telegram


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def bot(paged: LocalTelegram) -> AsyncIterator[Bot]:
    async with Bot("1:a", base_url=paged.api_url + "/bot") as bot:
        yield bot


@asynccontextmanager
async def events(http: aiohttp.ClientSession, paged: LocalTelegram) -> AsyncIterator[AsyncIterator[tuple[str, Json]]]:
    """The live events of the page: (name, data)."""

    async def each(stream: aiohttp.StreamReader) -> AsyncIterator[tuple[str, Json]]:
        while True:
            name = (await stream.readline()).decode().removeprefix("event: ").strip()
            data: Json = json.loads((await stream.readline()).decode().removeprefix("data: "))
            await stream.readline()
            yield name, data

    async with http.get(paged.api_url + "/chat/events") as answer:
        assert answer.content_type == "text/event-stream"
        yield each(answer.content)


async def act(http: aiohttp.ClientSession, paged: LocalTelegram, path: str, body: Json) -> aiohttp.ClientResponse:
    return await http.post(paged.api_url + path, json=body, headers={"Origin": paged.api_url})


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/page/chat.css", "text/css"),
        ("/page/chat.js", "text/javascript"),
        ("/page/coach.svg", "image/svg+xml"),
    ],
)
async def test_the_page_comes_with_a_policy_that_loads_nothing_from_elsewhere(
    paged: LocalTelegram, http: aiohttp.ClientSession, path: str, kind: str
) -> None:
    answer = await http.get(paged.api_url + path)
    assert (answer.status, answer.content_type) == (200, kind)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fserver.py", "server.py", "__init__.py"])
async def test_only_the_pages_own_files_are_served(
    paged: LocalTelegram, http: aiohttp.ClientSession, name: str
) -> None:
    assert (await http.get(f"{paged.api_url}/page/{name}")).status == 404


async def test_without_a_page_there_is_only_the_bot_api(telegram: LocalTelegram, http: aiohttp.ClientSession) -> None:
    assert (await http.get(telegram.api_url + "/")).status == 404


async def test_a_page_that_opens_sees_the_whole_chat_and_then_what_happens(
    paged: LocalTelegram, http: aiohttp.ClientSession, bot: Bot
) -> None:
    await bot.set_my_commands([("today", "Today's workout")])
    await bot.send_message(1, "<b>Hello</b>", parse_mode="HTML")
    async with events(http, paged) as told:
        name, whole = await anext(told)
        assert name == "chat"
        assert isinstance(whole, dict)
        assert whole["bot"] == {
            "name": "Retro Coach",
            "username": "retro_coach_bot",
            "description": "",
            "commands": [{"command": "today", "description": "Today's workout"}],
        }
        assert isinstance(whole["messages"], list)
        [hello] = whole["messages"]
        assert isinstance(hello, dict)
        assert hello["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
        await bot.send_chat_action(1, "typing")
        assert await anext(told) == ("acting", {"action": "typing"})


async def test_what_the_page_says_reaches_the_bot_with_the_browsers_language(
    paged: LocalTelegram, http: aiohttp.ClientSession, bot: Bot
) -> None:
    assert (await act(http, paged, "/chat/say", {"text": "/start", "language": "de-AT"})).status == 200
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start"
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "de-AT"


async def test_the_page_can_press_edit_and_share_a_place(
    paged: LocalTelegram, http: aiohttp.ClientSession, bot: Bot
) -> None:
    sent = await bot.send_message(
        1, "Done?", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    )
    said = await (await act(http, paged, "/chat/say", {"text": "2 km"})).json()
    assert (await act(http, paged, "/chat/edit", {"message_id": said["message_id"], "text": "3 km"})).status == 200
    await act(http, paged, "/chat/press", {"message_id": sent.message_id, "row": 0, "column": 0})
    await act(http, paged, "/chat/location", {"latitude": 38.7, "longitude": -9.1})
    _, edited, pressed, placed = await bot.get_updates()
    assert edited.edited_message is not None
    assert edited.edited_message.text == "3 km"
    assert pressed.callback_query is not None
    assert pressed.callback_query.data == "y"
    assert placed.message is not None
    assert placed.message.location is not None


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/chat/say", {"text": ""}, 400),
        ("/chat/say", {"words": "x"}, 400),
        ("/chat/location", {"latitude": 91, "longitude": 0}, 400),
        ("/chat/press", {"message_id": 5, "row": 0, "column": 0}, 404),
        ("/chat/edit", {"message_id": 5, "text": "x"}, 404),
    ],
)
async def test_what_makes_no_sense_is_refused(
    paged: LocalTelegram, http: aiohttp.ClientSession, path: str, body: Json, status: int
) -> None:
    assert (await act(http, paged, path, body)).status == status


async def test_a_file_is_a_download_and_a_picture_is_a_picture(
    paged: LocalTelegram, http: aiohttp.ClientSession, bot: Bot
) -> None:
    sent = await bot.send_document(1, b"<script>", filename="a.html")
    assert sent.document is not None
    answer = await http.get(f"{paged.api_url}/chat/file/{sent.document.file_id}")
    assert answer.headers["Content-Disposition"] == "attachment"
    assert (answer.content_type, await answer.read()) == ("application/octet-stream", b"<script>")
    assert (await http.get(f"{paged.api_url}/chat/file/other")).status == 404


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {"Host": "evil.example"}),
        ("GET", "/chat/events", {"Host": "evil.example:80"}),
        ("POST", "/bot1:a/getUpdates", {"Host": "evil.example"}),
        ("POST", "/bot1:a/getUpdates", {"Origin": "https://evil.example"}),
        ("GET", "/bot1:a/getUpdates", {"Sec-Fetch-Site": "cross-site"}),
        ("GET", "/chat/events", {"Sec-Fetch-Site": "same-site"}),
        ("POST", "/chat/say", {"Origin": "null"}),
        ("POST", "/chat/say", {}),
    ],
)
async def test_other_sites_and_rebound_names_are_kept_out(
    paged: LocalTelegram, http: aiohttp.ClientSession, method: str, path: str, headers: dict[str, str]
) -> None:
    answer = await http.request(method, paged.api_url + path, headers=headers, json={"text": "x"})
    assert answer.status == 403
    assert paged.world.chats[1].messages == {}


async def test_the_page_itself_may_be_opened_from_a_link(paged: LocalTelegram, http: aiohttp.ClientSession) -> None:
    assert (await http.get(paged.api_url + "/", headers={"Sec-Fetch-Site": "cross-site"})).status == 200


async def test_a_taken_port_is_said_with_what_to_do(paged: LocalTelegram) -> None:
    with pytest.raises(PortTaken, match=f"Port {paged.port} on 127.0.0.1 is taken .* --port"):
        await LocalTelegram(port=paged.port).start()


async def test_the_server_ends_while_a_page_is_open(http: aiohttp.ClientSession) -> None:
    telegram = LocalTelegram(page=True)
    await telegram.start()
    async with events(http, telegram) as told:
        await anext(told)
        await telegram.stop()
