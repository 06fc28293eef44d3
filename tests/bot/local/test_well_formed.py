"""Every request that a test's bot makes is held against another library's model of the method."""

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from bot.local.wire import Call, Upload


def test_a_good_request_passes_with_its_nested_values_and_files(well_formed: Callable[[Call], None]) -> None:
    buttons = '{"inline_keyboard": [[{"text": "Done", "callback_data": "d"}]]}'
    well_formed(Call("sendmessage", {"chat_id": "42", "text": "5", "reply_markup": buttons}))
    well_formed(Call("sendphoto", {"chat_id": 42}, {"photo": Upload("a.png", b"x")}))
    well_formed(Call("getmeow", {"any": "thing"}))


@pytest.mark.parametrize(
    "values",
    [
        {"chat_id": 42},
        {"chat_id": 42, "text": "x", "entities": '[{"type": "bold"}]'},
        {"chat_id": 42, "text": "x", "disable_notification": "perhaps"},
    ],
)
def test_a_missing_or_wrong_parameter_is_noticed(well_formed: Callable[[Call], None], values: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        well_formed(Call("sendmessage", values))


def test_a_parameter_that_the_method_does_not_have_is_noticed(well_formed: Callable[[Call], None]) -> None:
    with pytest.raises(AssertionError, match=r"sendmessage has no parameter \{'txet'\}"):
        well_formed(Call("sendmessage", {"chat_id": 42, "text": "x", "txet": "x"}))
