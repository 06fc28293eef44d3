"""Reads the red-flag words, the emergency numbers and the bank. The only file here that touches the disk."""

import importlib.util
from pathlib import Path

from coach.redflags.build import build_flags
from coach.redflags.emergency import EmergencyTable, build_emergency
from coach.redflags.model import Flags
from coach.redflags.similar import Bank, read_bank
from coach.redflags.strict import ContentError, Mistake
from knowledge.load import read_english

HERE = Path(__file__).parent


def load_flags(language: str = "en", directory: Path | None = None) -> Flags:
    """The red flags of a language. ContentError tells every mistake in the file, with its line and column."""
    everyday = read_english() if language == "en" else frozenset()
    return build_flags(*_read((directory or HERE / "words") / f"{language}.yaml"), everyday)


def load_emergency(file: Path | None = None) -> EmergencyTable:
    """The emergency numbers of the countries. ContentError tells every mistake in the file."""
    return build_emergency(*_read(file or HERE / "emergency.yaml"))


def load_bank(file: Path | None = None) -> Bank | None:
    """The sentence vectors of the example messages; None without numpy or without the file."""
    where = file or HERE / "bank" / "vectors.bin"
    if importlib.util.find_spec("numpy") is None or not where.exists():
        return None
    return read_bank(where.read_bytes())


def _read(file: Path) -> tuple[str, str]:
    try:
        return str(file), file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ContentError((Mistake(str(file), 1, 1, "", "this is not a text in UTF-8; save it as UTF-8"),)) from error
    except OSError as error:
        reason = f"this file can't be read: {error.strerror}"
        raise ContentError((Mistake(str(file), 1, 1, "", reason),)) from error
