"""Faults over HTTP, for checks that run outside this process: POST /faults with one order, DELETE /faults for none.

One rule: there are no such routes unless the server was made with `http_faults=True`.
"""

from typing import Annotated, Literal, assert_never

from aiohttp import web
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from bot.local.faults import Faults


class Refuses(BaseModel, extra="forbid"):
    kind: Literal["refuses"]
    method: str
    status: int = Field(ge=400, le=599)
    times: int = Field(default=1, ge=1)
    retry_after: int | None = None
    description: str = ""


class Resets(BaseModel, extra="forbid"):
    kind: Literal["resets"]
    method: str
    after: bool = False
    times: int = Field(default=1, ge=1)


class Slows(BaseModel, extra="forbid"):
    kind: Literal["slow"]
    method: str
    seconds: float = Field(ge=0, le=600)
    times: int = Field(default=1, ge=1)


class Repeats(BaseModel, extra="forbid"):
    kind: Literal["deliver_twice"]
    updates: int = Field(default=1, ge=1)


Order = Annotated[Refuses | Resets | Slows | Repeats, Field(discriminator="kind")]


class FaultOrders:
    """The routes that take orders for faults."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/faults", self.order), web.delete("/faults", self.clear)]

    async def order(self, request: web.Request) -> web.Response:
        adapter: TypeAdapter[Order] = TypeAdapter(Order)
        try:
            order = adapter.validate_json(await request.read())
        except ValidationError as error:
            raise web.HTTPBadRequest(text=f"{error}\n") from None
        self._take(order)
        return web.json_response({"ok": True})

    async def clear(self, request: web.Request) -> web.Response:
        self._faults.clear()
        return web.json_response({"ok": True})

    def _take(self, order: Order) -> None:
        faults = self._faults
        match order:
            case Refuses(method=method, status=status):
                faults.refuses(
                    method, status, times=order.times, retry_after=order.retry_after, description=order.description
                )
            case Resets(method=method, after=after, times=times):
                faults.resets(method, after=after, times=times)
            case Slows(method=method, seconds=seconds, times=times):
                faults.slow(method, seconds, times=times)
            case Repeats(updates=updates):
                faults.deliver_twice(updates)
            case _:
                assert_never(order)
