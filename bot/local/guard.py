"""Keeps other web sites out: a page that the runner's browser has open must not reach this server.

One rule: a request is let in if its Host is this machine (else a name was rebound to it) and no other site sent it.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

_HERE = frozenset({"127.0.0.1", "localhost"})
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def own_machine_only(request: web.Request, handler: _Handler) -> web.StreamResponse:
    host = request.host.rpartition(":")[0] or request.host
    if host not in _HERE:
        raise web.HTTPForbidden(text="This server answers to 127.0.0.1 and localhost only.\n")
    if _from_elsewhere(request):
        raise web.HTTPForbidden(text="Other web sites may not use this server.\n")
    return await handler(request)


def _from_elsewhere(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return True
    opens_page = request.method == "GET" and request.path == "/"
    return request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"} and not opens_page
