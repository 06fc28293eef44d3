"""The log: whatever is logged, and however, the token is not in it."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from bot.logs import CHATTY, JsonFormatter, TextFormatter, redacted, set_up

SECRET = "123456789:AAaabbccddeeffgghhiijjkkllmmnnooppqq"
FORMATTERS = [TextFormatter(), JsonFormatter()]


def record(message: str, *args: object, error: Exception | None = None) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("bot.turn", logging.ERROR, "turn.py", 5, message, args, exc_info)


def raised() -> Exception:
    """An error about the token, raised from another that names it as well."""
    try:
        try:
            raise OSError(f"cannot connect to https://api.telegram.org/bot{SECRET}/getMe")
        except OSError as error:
            raise ValueError(f"bad token {SECRET}") from error
    except ValueError as error:
        return error


@pytest.fixture
def the_log_as_it_was() -> Iterator[None]:
    """What a test sets up is gone after it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in CHATTY}
    yield
    root.handlers[:], root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.mark.parametrize("formatter", FORMATTERS)
@pytest.mark.parametrize(
    "logged",
    [
        record(f"the token is {SECRET}"),
        record("polling %s with %r", f"https://api.telegram.org/bot{SECRET}/getUpdates", [SECRET]),
        record("it failed", error=raised()),
        record(f"\n\t\x10{SECRET}\x10"),
        record(SECRET.replace(":", "%3A")),
    ],
    ids=["message", "arguments", "traceback", "control characters", "address"],
)
def test_a_token_is_never_written(formatter: logging.Formatter, logged: logging.LogRecord) -> None:
    line = formatter.format(logged)
    assert "AAaabb" not in line
    assert "<token>" in line or logged.exc_info


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_a_traceback_is_kept_but_for_the_token(formatter: logging.Formatter) -> None:
    line = formatter.format(record("it failed", error=raised()))
    assert "ValueError: bad token <token>" in line
    assert "https://api.telegram.org/bot<token>/getMe" in line


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_a_stack_is_kept_but_for_the_token(formatter: logging.Formatter) -> None:
    logged = record("here")
    logged.stack_info = f"Stack (most recent call last):\n  poll('{SECRET}')"
    assert "poll('<token>')" in formatter.format(logged)


@pytest.mark.parametrize(
    "text",
    [
        "12:30",
        "yesterday 1.5k retro 12:30",
        "123456789:short",
        "at 2026-03-02T07:30:00+00:00",
        "1234567890123456:" + "a" * 35,
    ],
)
def test_other_digits_with_colons_stay(text: str) -> None:
    assert redacted(text) == text


def test_a_text_line_has_its_level_and_its_logger() -> None:
    assert TextFormatter().format(record("lost %d", 3)).endswith("ERROR   bot.turn: lost 3")


def test_a_json_line_is_one_object_with_its_time() -> None:
    row = json.loads(JsonFormatter().format(record('a "quoted" line\nand “another”')))
    assert (row["level"], row["logger"], row["message"]) == ("ERROR", "bot.turn", 'a "quoted" line\nand “another”')
    assert row["at"].endswith("+00:00")


@pytest.mark.usefixtures("the_log_as_it_was")
@pytest.mark.parametrize(("form", "start"), [("text", "20"), ("json", "{")])
def test_the_log_goes_to_stderr_without_the_token(form: str, start: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", form)
    logging.getLogger("bot").info("started with %s", SECRET)
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith(start)
    assert "started with <token>" in written.err


@pytest.mark.usefixtures("the_log_as_it_was")
@pytest.mark.parametrize("name", CHATTY)
def test_libraries_that_tell_every_request_are_hushed(name: str) -> None:
    set_up("DEBUG")
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    assert logging.getLogger(name).isEnabledFor(logging.WARNING)


def test_nothing_is_logged_to_stdout_because_it_carries_answers() -> None:
    assert all(getattr(handler, "stream", None) is not sys.stdout for handler in logging.getLogger().handlers)
