"""The configuration: `config.toml`, each key also as RETRO_COACH_SECTION__KEY, secrets also from files.

The one rule: every mistake is reported at once, each as `file:line:column: path: reason`, and no secret with it.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

PREFIX = "RETRO_COACH_"
ENVIRONMENT = "environment:1:1"
DEFAULT_FILE = Path("config.toml")


def _no_bool(value: object) -> object:
    """Without this, pydantic reads `true` as 1."""
    if isinstance(value, bool):
        raise ValueError("not a number")
    return value


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Telegram(_Section):
    token: SecretStr = SecretStr("")
    token_file: str = ""
    api_url: Annotated[str, Field(pattern=r"^https?://\S+$")] = "https://api.telegram.org"


class Storage(_Section):
    url: Annotated[str, Field(pattern=r"^sqlite:///.+")] = "sqlite:///retro-coach.db"


class Reminders(_Section):
    per_second: Annotated[float, Field(gt=0, le=30), BeforeValidator(_no_bool)] = 25
    catch_up_minutes: Annotated[int, Field(ge=0, le=24 * 60), BeforeValidator(_no_bool)] = 180


class Access(_Section):
    allowed_chats: tuple[Annotated[int, BeforeValidator(_no_bool)], ...] = ()


class Logging(_Section):
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    format: Literal["text", "json"] = "text"


class Config(_Section):
    telegram: Telegram = Telegram()
    storage: Storage = Storage()
    reminders: Reminders = Reminders()
    access: Access = Access()
    logging: Logging = Logging()


# What a value must be, in plain words, where pydantic's own are not.
WANTED: Mapping[str, str] = {
    "telegram.token": "this must be a text in quotes",
    "telegram.token_file": "this must be the name of a file, in quotes",
    "telegram.api_url": 'this must be an address in quotes, like "https://api.telegram.org"',
    "storage.url": 'this must be written like "sqlite:///retro-coach.db"',
    "reminders.per_second": "this must be a number above 0 and at most 30",
    "reminders.catch_up_minutes": "this must be a whole number of minutes from 0 to 1440",
    "access.allowed_chats": "this must be a list of chat numbers, like [123456789, 987654321]",
    "logging.level": 'this must be "DEBUG", "INFO", "WARNING" or "ERROR"',
    "logging.format": 'this must be "text" or "json"',
}


class ConfigMistakesError(Exception):
    """What is wrong with the configuration, a line each."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def load_config(file: Path | None, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration of a file (default: config.toml, if there is one) with the environment over it.

    Raises ConfigMistakesError with every mistake of both.
    """
    path = file or DEFAULT_FILE
    text = _read(path, must=file is not None)
    try:
        data: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigMistakesError((f"{path}:{_where(str(error), text)}: file: not valid TOML: {error}",)) from error
    over = _from_environment(environment)
    mistakes = [*_mistakes_of_file(path, text, data), *_mistakes_of_environment(over)]
    if mistakes:
        raise ConfigMistakesError(tuple(mistakes))
    return Config.model_validate(_merged(data, (one for one in over.values() if one[1])))


def token_of(config: Config, environment: Mapping[str, str] = os.environ) -> str:
    """The bot's token: from the configuration, from `token_file`, or from the service manager's credentials."""
    if token := config.telegram.token.get_secret_value().strip():
        return token
    if named := config.telegram.token_file:
        return _token_in(Path(named))
    folder = environment.get("CREDENTIALS_DIRECTORY", "")
    given = Path(folder) / "telegram_token"
    return _token_in(given) if folder and given.exists() else ""


def _token_in(file: Path) -> str:
    try:
        token = file.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigMistakesError((f"{file}:1:1: telegram.token_file: {_unreadable(error)}",)) from error
    if not token:
        raise ConfigMistakesError((f"{file}:1:1: telegram.token_file: the file is empty; put the bot's token in it",))
    return token


def _read(path: Path, *, must: bool) -> str:
    """The file's text; empty when it is not there and need not be. Windows' byte order mark is no mistake."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        if not must:
            return ""
        reason = "there is no such file; copy config.example.toml to it"
        raise ConfigMistakesError((f"{path}:1:1: file: {reason}",)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigMistakesError((f"{path}:1:1: file: {_unreadable(error)}",)) from error


def _unreadable(error: OSError | UnicodeDecodeError) -> str:
    reason = error.strerror if isinstance(error, OSError) else "it is not a text in UTF-8"
    return f"cannot be read ({reason})"


# ---------------------------------------------------------------- the environment


def _from_environment(environment: Mapping[str, str]) -> dict[str, tuple[str, str, object]]:
    """(section, key, value) by the name of each variable of ours."""
    found: dict[str, tuple[str, str, object]] = {}
    for variable, value in environment.items():
        if variable.startswith(PREFIX):
            section, _, key = variable.removeprefix(PREFIX).lower().partition("__")
            chats = [one.strip() for one in value.strip("[] ").split(",") if one.strip()]
            found[variable] = (section, key, chats if key == "allowed_chats" else value)
    return found


def _merged(data: Mapping[str, object], over: Iterable[tuple[str, str, object]]) -> dict[str, object]:
    """The file's data with other values over it."""
    merged = {name: dict(one) if isinstance(one, dict) else one for name, one in data.items()}
    for section, key, value in over:
        place = merged.setdefault(section, {})
        if isinstance(place, dict):
            place[key] = value
    return merged


# Another program's variable may begin as ours do; without a section it is ours only when it looks like a key.
_KEYS = tuple(name.partition(".")[2] for name in WANTED)


def _mistakes_of_environment(over: Mapping[str, tuple[str, str, object]]) -> Iterator[str]:
    for variable, (section, key, value) in over.items():
        path = f"{section}.{key}" if key else section
        if path not in WANTED and (key or difflib.get_close_matches(path, _KEYS, cutoff=0.75)):
            yield f"{ENVIRONMENT}: {variable}: {_unknown(path, environment=True)}"
        elif path in WANTED and _errors({section: {key: value}}):
            yield f"{ENVIRONMENT}: {variable}: {WANTED[path]}"


# ---------------------------------------------------------------- mistakes


def _errors(data: Mapping[str, object]) -> list[tuple[tuple[str, ...], bool]]:
    """Where each mistake is, and whether it is an unknown key."""
    try:
        Config.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False)
        return [(tuple(str(part) for part in one["loc"]), one["type"] == "extra_forbidden") for one in details]
    return []


def _mistakes_of_file(path: Path, text: str, data: Mapping[str, object]) -> Iterator[str]:
    """In the order of the lines."""
    placed = sorted((_position(text, loc), loc, unknown) for loc, unknown in _errors(data))
    for (line, column), loc, unknown in placed:
        name = ".".join(loc[:2])
        section = f"this must be a section, like [{name}] with its keys below"
        reason = _unknown(name) if unknown else WANTED.get(name, section)
        yield f"{path}:{line}:{column}: {'.'.join(loc)}: {reason}"


def _unknown(path: str, *, environment: bool = False) -> str:
    """ "unknown key; did you mean ...?" with the nearest key there is, by its whole path or by its last name."""
    sections = {name: name for name in Config.model_fields}
    by_key = {name.partition(".")[2]: name for name in WANTED}
    names = {name: name for name in WANTED}
    known = names if "." in path else by_key if environment else sections | by_key
    near = difflib.get_close_matches(path, known, n=1, cutoff=0.5)
    section, _, key = path.partition(".")
    # A known key in a wrong section, or a misspelt section with a known key in it.
    moved = difflib.get_close_matches(key, by_key, n=1, cutoff=0.8) if section not in sections or not near else []
    meant = by_key[moved[0]] if moved else known[near[0]] if near else ""
    if not meant:
        return f"unknown key; there are {', '.join(WANTED)}"
    name = _variable(meant) if environment else meant
    return f"unknown key; did you mean {name!r}?"


def _variable(path: str) -> str:
    return PREFIX + path.replace(".", "__").upper()


HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
KEY = re.compile(r"\s*([\w.\"'-]+(?:\s*\.\s*[\w\"'-]+)*)\s*=")


def _position(text: str, loc: tuple[str, ...]) -> tuple[int, int]:
    """Line and column of a key in its section; the section's own line for what is not found."""
    section, found = "", (1, 1)
    for number, line in enumerate(text.splitlines(), 1):
        here = (number, len(line) - len(line.lstrip()) + 1)
        if header := HEADER.match(line):
            section = _bare(header[1])
            found = here if section == loc[0] else found
        elif key := KEY.match(line):
            path = ".".join(part for part in (section, _bare(key[1])) if part)
            if path == ".".join(loc[:2]):
                return here
            found = here if path == loc[0] else found
    return found


def _bare(name: str) -> str:
    return re.sub(r"[\s\"']", "", name)


def _where(message: str, text: str) -> str:
    """ "3:7" from tomllib's "(at line 3, column 7)", or the last line from its "(at end of document)"."""
    found = re.search(r"line (\d+), column (\d+)", message)
    return f"{found[1]}:{found[2]}" if found else f"{max(len(text.splitlines()), 1)}:1"
