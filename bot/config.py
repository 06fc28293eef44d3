"""The configuration: `config.toml`, each key also as RETRO_COACH_SECTION__KEY, secrets also from files.

Every mistake is reported at once, each as `file:line:column: path: reason`.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

PREFIX = "RETRO_COACH_"
DEFAULT_FILE = Path("config.toml")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Telegram(_Section):
    token: SecretStr = SecretStr("")
    token_file: str = ""
    api_url: str = "https://api.telegram.org"


class Storage(_Section):
    url: Annotated[str, Field(pattern=r"^sqlite:///.+")] = "sqlite:///retro-coach.db"


class Reminders(_Section):
    per_second: Annotated[float, Field(gt=0, le=30)] = 25
    catch_up_minutes: Annotated[int, Field(ge=0, le=24 * 60)] = 180


class Access(_Section):
    allowed_chats: tuple[int, ...] = ()


class Logging(_Section):
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    format: Literal["text", "json"] = "text"


class Config(_Section):
    telegram: Telegram = Telegram()
    storage: Storage = Storage()
    reminders: Reminders = Reminders()
    access: Access = Access()
    logging: Logging = Logging()


@dataclass(frozen=True, slots=True)
class ConfigMistakesError(Exception):
    """What is wrong with the configuration, a line each."""

    mistakes: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.mistakes)


def load_config(file: Path | None, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration of a file (default: config.toml, if there is one) with the environment over it."""
    path = file or DEFAULT_FILE
    if file is not None and not file.exists():
        raise ConfigMistakesError((f"{file}:1:1: file: there is no such file; copy config.example.toml to it",))
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigMistakesError((f"{path}:{_where(str(error))}: file: not valid TOML: {error}",)) from error
    merged, strays = _with_environment(data, environment)
    try:
        config = Config.model_validate(merged)
    except ValidationError as error:
        raise ConfigMistakesError((*strays, *_mistakes(path, text, error))) from error
    if strays:
        raise ConfigMistakesError(strays)
    return config


def token_of(config: Config) -> str:
    """The bot's token: from the configuration, from `token_file`, or from the service manager's credentials."""
    if token := config.telegram.token.get_secret_value().strip():
        return token
    credentials = os.environ.get("CREDENTIALS_DIRECTORY", "")
    named = config.telegram.token_file or (str(Path(credentials) / "telegram_token") if credentials else "")
    if not named:
        return ""
    try:
        return Path(named).read_text(encoding="utf-8").strip()
    except OSError as error:
        if not config.telegram.token_file:
            return ""
        raise ConfigMistakesError((f"{named}:1:1: telegram.token_file: cannot be read ({error.strerror})",)) from error


def _with_environment(
    data: dict[str, object], environment: Mapping[str, str]
) -> tuple[dict[str, object], tuple[str, ...]]:
    """The file's data with the environment's values over it, and the variables that name no key."""
    merged: dict[str, object] = {name: dict(one) if isinstance(one, dict) else one for name, one in data.items()}
    strays: list[str] = []
    for variable, value in environment.items():
        if not variable.startswith(PREFIX) or "__" not in variable:
            continue
        section, _, key = variable.removeprefix(PREFIX).lower().partition("__")
        kind = Config.model_fields[section].annotation if section in Config.model_fields else None
        if kind is None or key not in kind.model_fields:
            strays.append(f"environment:1:1: {variable}: there is no such key{_did_you_mean(key, _keys())}")
            continue
        place = merged.setdefault(section, {})
        if isinstance(place, dict):
            place[key] = [one for one in value.split(",") if one] if key == "allowed_chats" else value
    return merged, tuple(strays)


def _keys() -> tuple[str, ...]:
    names = [*Config.model_fields]
    for section in Config.model_fields.values():
        names += [*section.annotation.model_fields] if section.annotation else []
    return tuple(names)


def _did_you_mean(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


def _mistakes(path: Path, text: str, error: ValidationError) -> list[str]:
    return [
        _mistake(path, text, tuple(str(part) for part in one["loc"]), one["type"], one["msg"]) for one in error.errors()
    ]


def _mistake(path: Path, text: str, loc: tuple[str, ...], kind: str, message: str) -> str:
    line, column = _position(text, loc)
    reason = f"unknown key{_did_you_mean(loc[-1], _keys())}" if kind == "extra_forbidden" else message
    return f"{path}:{line}:{column}: {'.'.join(loc)}: {reason}"


def _position(text: str, loc: tuple[str, ...]) -> tuple[int, int]:
    """Line and column of a key in its section; the section's own line for what is not found."""
    section, found = "", (1, 1)
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        here = (number, line.index(stripped) + 1)
        if stripped.startswith("["):
            section = stripped.strip("[] ")
            found = here if section == loc[0] else found
        elif stripped.partition("=")[0].strip() == loc[-1] and (section == loc[0] or not section):
            return here
    return found


def _where(message: str) -> str:
    """ "3:7" from tomllib's "(at line 3, column 7)"."""
    found = re.search(r"line (\d+), column (\d+)", message)
    return f"{found[1]}:{found[2]}" if found else "1:1"
