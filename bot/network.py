"""How python-telegram-bot reaches Telegram: its request interface on aiohttp.

The rule: an error says whether the request can have arrived, and no error carries the address, because the address
carries the token.
"""

import json
from collections.abc import Awaitable, Callable
from urllib.request import getproxies

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

NAMED_BY_LIBRARY = frozenset({400, 401, 403, 404, 409, 429})
"""The refusals that the library itself tells apart."""


class NotArrived(NetworkError):  # noqa: N818 - what happened, as the library names its own
    """The request cannot have reached Telegram: no connection was made, or none was free in time."""


class TooManyRequests(NetworkError):  # noqa: N818
    """Telegram's 429: nothing was done, and nothing is to be asked for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Telegram asks us to wait for {seconds:g} seconds")
        self.seconds = seconds


Arrived = Callable[[bytes], Awaitable[None]]


class AiohttpRequest(BaseRequest):
    """One pool of connections. Timeouts in seconds; a call may bring its own.

    `arrived` is given every good answer before the library sees it (the inbox keeps the updates of a poll in that way);
    what it raises is the outcome of the request.
    """

    def __init__(
        self,
        *,
        connections: int = 64,
        read: float = 20.0,
        write: float = 20.0,
        connect: float = 10.0,
        arrived: Arrived | None = None,
    ) -> None:
        self._arrived = arrived
        self._connections = connections
        self._read = read
        self._write = write
        self._connect = connect
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            # An idle connection is given up before Telegram's side gives it up: a send on a dead one is ambiguous.
            pool = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30)
            self._session = aiohttp.ClientSession(
                connector=pool, cookie_jar=aiohttp.DummyCookieJar(), trust_env=bool(getproxies())
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotArrived("the network is not open")
        uploads = request_data is not None and bool(request_data.multipart_data)
        patience = _seconds(read_timeout, self._read) or 0
        connect = _seconds(connect_timeout, self._connect)
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=(connect or 0) + (_seconds(pool_timeout, self._connect) or 0) or None,
            sock_connect=connect,
            # aiohttp has no clock of its own for writing: an upload is read with the patience for both.
            sock_read=patience + (_seconds(write_timeout, self._write) or 0) if uploads else patience or None,
        )
        data, headers = _body(request_data, uploads)
        try:
            async with self._session.request(method, url, data=data, headers=headers, timeout=timeout) as answer:
                payload = await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotArrived(f"no connection to Telegram ({type(error).__name__})") from None
        except TimeoutError:
            raise TimedOut("Telegram did not answer in time") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"the connection to Telegram broke ({type(error).__name__})") from None
        status, payload = _answered(answer.status, payload)
        if self._arrived is not None and status < 300:
            await self._arrived(payload)
        return status, payload


def _seconds(given: ODVInput[float], usual: float) -> float | None:
    return usual if isinstance(given, DefaultValue) else given


def _body(request_data: RequestData | None, uploads: bool) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    headers = {"User-Agent": BaseRequest.USER_AGENT}
    if request_data is None:
        return None, headers
    if not uploads:
        headers["Content-Type"] = "application/json"
        return json.dumps(request_data.parameters, ensure_ascii=False).encode(), headers
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, headers


def _answered(status: int, payload: bytes) -> tuple[int, bytes]:
    if status == 429:
        raise TooManyRequests(_wait(payload))
    if 400 <= status < 500 and status not in NAMED_BY_LIBRARY:
        raise BadRequest(f"Telegram refused the request ({status})")
    return status, payload


def _wait(payload: bytes) -> float:
    """The seconds of `parameters.retry_after`, or a few when the answer does not say."""
    try:
        seconds = json.loads(payload)["parameters"]["retry_after"]
    except (ValueError, KeyError, TypeError):
        return 5.0
    return float(seconds) if isinstance(seconds, int | float) else 5.0
