"""A real Chromium for the tests of the chat page, driven over the DevTools protocol.

Run them with `-m browser`; without it they are left out, with it and no Chromium they fail.
"""

import asyncio
import base64
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Self

import aiohttp
import pytest

from bot.local.server import LocalTelegram
from coach.model import Json

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_KEYS = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowUp": 38, "ArrowDown": 40}
_PATIENCE = 20.0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "browser" in (config.getoption("markexpr") or ""):
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("browser")]


class Tab:
    """One page in Chromium: look, click, type, wait, take a picture."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self.errors: list[str] = []
        """What went wrong inside the page: exceptions, and what the console says is an error."""

    async def open(
        self, url: str, *, width: int = 390, height: int = 844, dark: bool = False, touch: bool = False
    ) -> None:
        """Loads a page on a screen of that size (in CSS pixels, at twice the density)."""
        for domain in ("Page", "Runtime", "Log"):
            await self.call(f"{domain}.enable")
        screen: dict[str, Json] = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": touch}
        await self.call("Emulation.setDeviceMetricsOverride", screen)
        await self.call("Emulation.setTouchEmulationEnabled", {"enabled": touch})
        await self._speak_british()
        await self.theme(dark)
        await self._loads("Page.navigate", url=url)

    async def reloads(self) -> None:
        await self._loads("Page.reload")

    async def _loads(self, command: str, **values: Json) -> None:
        """Waits for the new page: without the mark, the one before (complete, too) could be taken for it."""
        await self.look("window.isThePageBefore = true")
        await self.call(command, values)
        await self.until("!window.isThePageBefore && document.readyState === 'complete'")

    async def _speak_british(self) -> None:
        """A browser of somebody in Lisbon who reads British English."""
        agent = await self.look("navigator.userAgent")
        await self.call("Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": "en-GB"})
        await self.call("Emulation.setLocaleOverride", {"locale": "en-GB"})
        await self.call("Emulation.setTimezoneOverride", {"timezoneId": "Europe/Lisbon"})

    async def theme(self, dark: bool) -> None:
        scheme: Json = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.call("Emulation.setEmulatedMedia", {"features": [scheme]})

    async def look(self, expression: str) -> Json:
        """The value of a JavaScript expression in the page."""
        answer = await self.call(
            "Runtime.evaluate", {"expression": expression, "awaitPromise": True, "returnByValue": True}
        )
        assert "exceptionDetails" not in answer, f"{expression}: {answer}"
        result = answer["result"]
        assert isinstance(result, dict)
        return result.get("value")

    async def until(self, expression: str) -> Json:
        """Waits for an expression to be true; says what the page showed where it never is."""
        try:
            async with asyncio.timeout(_PATIENCE):
                while not (value := await self.look(expression)):
                    await asyncio.sleep(0.03)
        except TimeoutError:
            shown = await self.look("document.body.innerText")
            raise AssertionError(f"never true: {expression}\n{self.errors}\n{shown}") from None
        return value

    async def sees(self, text: str) -> None:
        """Waits for a text to be in the conversation."""
        await self.until(f"document.querySelector('#messages')?.innerText.includes({json.dumps(text)})")

    async def click(self, selector: str, text: str = "") -> None:
        """Clicks the last element of a selector (that contains a text) with a real mouse event at its middle."""
        every = f"[...document.querySelectorAll({json.dumps(selector)})]"
        found = f"{every}.filter(e => e.innerText.includes({json.dumps(text)})).at(-1)"
        await self.until(f"Boolean({found}?.checkVisibility())")
        await self.look(f"{found}.scrollIntoView({{block: 'nearest', behavior: 'instant'}})")
        at = await self.look(f"(r => [r.x + r.width / 2, r.y + r.height / 2])({found}.getBoundingClientRect())")
        assert isinstance(at, list)
        for kind in ("mousePressed", "mouseReleased"):
            place: dict[str, Json] = {"type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1}
            await self.call("Input.dispatchMouseEvent", place)

    async def types(self, text: str) -> None:
        """Writes into the message field."""
        await self.look("document.querySelector('#text').focus()")
        await self.call("Input.insertText", {"text": text})

    async def key(self, name: str, *, shift: bool = False) -> None:
        key: dict[str, Json] = {"key": name, "code": name, "windowsVirtualKeyCode": _KEYS[name], "modifiers": 8 * shift}
        text: dict[str, Json] = {"text": "\r"} if name == "Enter" else {}
        await self.call("Input.dispatchKeyEvent", {"type": "keyDown", **key, **text})
        await self.call("Input.dispatchKeyEvent", {"type": "keyUp", **key})

    async def says(self, text: str) -> None:
        """Writes a message and sends it with Enter."""
        await self.types(text)
        await self.key("Enter")

    async def picture(self, path: Path) -> None:
        """Waits for fonts, pictures and animations, then writes a PNG of the screen."""
        await self.until("document.fonts.status === 'loaded' && [...document.images].every(i => i.complete)")
        await self.until("document.getAnimations().every(a => a.playState !== 'running')")
        answer = await self.call("Page.captureScreenshot", {"format": "png"})
        data = answer["data"]
        assert isinstance(data, str)
        path.write_bytes(base64.b64decode(data))

    async def call(self, method: str, params: dict[str, Json] | None = None) -> dict[str, Json]:
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": params or {}})
        async with asyncio.timeout(_PATIENCE):
            while True:
                told: dict[str, Json] = json.loads(await self._socket.receive_str())
                self._note(told)
                if told.get("id") == self._number:
                    result = told.get("result")
                    assert isinstance(result, dict), told
                    return result

    def _note(self, told: dict[str, Json]) -> None:
        match told:
            case {"method": "Runtime.exceptionThrown", "params": {"exceptionDetails": details}}:
                self.errors.append(json.dumps(details))
            case {"method": "Log.entryAdded", "params": {"entry": {"level": "error", "text": text}}}:
                self.errors.append(str(text))


class Chromium:
    """A headless browser of its own, with a profile that is thrown away."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._process: asyncio.subprocess.Process | None = None
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        program = next(filter(None, map(shutil.which, _NAMES)), None)
        assert program, "The browser tests need Chromium: .ci/install-chromium installs it on Debian."
        self._process = await asyncio.create_subprocess_exec(
            program,
            *_FLAGS,
            f"--user-data-dir={self._profile}",
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        self._http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._http:
            await self._http.close()
        if self._process:
            self._process.terminate()
            await self._process.wait()

    async def tab(self) -> Tab:
        assert self._http
        port = (await self._port_file()).split()[0]
        async with self._http.get(f"http://127.0.0.1:{port}/json/list") as answer:
            pages: list[dict[str, str]] = await answer.json()
        address = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
        return Tab(await self._http.ws_connect(address, max_msg_size=0))

    async def _port_file(self) -> str:
        file = self._profile / "DevToolsActivePort"
        async with asyncio.timeout(30):
            while not (file.exists() and file.read_text().strip()):
                await asyncio.sleep(0.05)
        return file.read_text()


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    """A page in a browser; the test fails if the page itself had an error."""
    async with Chromium(tmp_path / "profile") as chromium:
        tab = await chromium.tab()
        yield tab
        assert tab.errors == []


@pytest.fixture
async def paged() -> AsyncIterator[LocalTelegram]:
    """A local Telegram with its chat page."""
    async with LocalTelegram(page=True, first_id=1) as telegram:
        yield telegram
