"""What tests of more than one room share: a local Telegram, and people who chat on it."""

from collections.abc import AsyncIterator, Callable

import pytest
from pydantic import BaseModel

from bot.local.runner import Runner
from bot.local.server import LocalTelegram
from bot.local.wire import Call
from coach.model import Json

Chat = Callable[..., Runner]
_NESTED = {"reply_markup", "reply_parameters", "link_preview_options", "entities", "caption_entities"}
_NESTED |= {"commands", "scope", "menu_button"}


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    """A Telegram on this machine: real HTTP, real polling, ids from 1, faults on order.

    When the test is over, every request that the bot made is held against another library's model of its method.
    """
    async with LocalTelegram(first_id=1) as telegram:
        yield telegram
        for call in telegram.calls:
            assert_well_formed(call)


@pytest.fixture
def chat(telegram: LocalTelegram) -> Chat:
    """`chat()` is Anna in chat 42; `chat(7, "Ben", "de")` is somebody else."""

    def person(chat_id: int = 42, name: str = "Anna", language: str = "en") -> Runner:
        return telegram.runner(chat_id, name, language)

    return person


@pytest.fixture
def well_formed() -> Callable[[Call], None]:
    """Fails on a call that Telegram's method does not take."""
    return assert_well_formed


def assert_well_formed(call: Call) -> None:
    """The parameters of a call are those of its method, by name and by type. An unknown method passes: it got a 404."""
    from aiogram import methods

    names = [name for name in methods.__all__ if name.lower() == call.method]
    if not names:
        return
    model: type[BaseModel] = getattr(methods, names[0])
    files: dict[str, Json] = {name: f"attach://{name}" for name in call.files}
    values = {name: call.data(name) if name in _NESTED else value for name, value in call.values.items()}
    checked = model.model_validate({**files, **values})
    unknown = {name for name in checked.model_extra or {} if name not in call.files}
    assert not unknown, f"{call.method} has no parameter {unknown}"
