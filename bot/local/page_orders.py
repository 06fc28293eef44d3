"""What the chat page may send: checked once, here."""

from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, Field, ValidationError


class Saying(BaseModel, extra="forbid"):
    text: str = Field(min_length=1)
    reply_to: int | None = None
    language: str = Field(default="", max_length=35)


class Editing(BaseModel, extra="forbid"):
    message_id: int
    text: str = Field(min_length=1)


class Pressing(BaseModel, extra="forbid"):
    message_id: int
    row: int = Field(ge=0)
    column: int = Field(ge=0)


class Place(BaseModel, extra="forbid"):
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


_Sent = TypeVar("_Sent", bound=BaseModel)


async def sent(request: web.Request, model: type[_Sent]) -> _Sent:
    """What the page sent; it must say where it comes from, which a page of another site can't feign."""
    if "Origin" not in request.headers or request.content_type != "application/json":
        raise web.HTTPForbidden(text="Only the chat page itself may do this.\n")
    try:
        return model.model_validate_json(await request.read())
    except ValidationError as error:
        raise web.HTTPBadRequest(text=f"{error}\n") from None
