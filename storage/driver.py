"""What a database driver gives the rest of this room: a transaction that runs statements.

The rule: the functions of the tables know only this. They are `async`, so that one set of statements serves a driver
that never waits (SQLite, in its own thread) as well as one that does (PostgreSQL, over a socket). Statements keep to
the subset that both speak: named parameters (`:name`), ON CONFLICT, RETURNING, BIGINT seconds, TEXT for JSON and days.
"""

from collections.abc import Callable, Coroutine, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

T = TypeVar("T")

Value = str | int | float | None
Values = Mapping[str, Value]


class Transaction(Protocol):
    """The statements of one transaction: all of them happen, or none."""

    async def run(self, sql: str, values: Values) -> int:
        """Run one statement; the number of rows that it changed."""

    async def many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run one statement once for each set of values."""

    async def rows(self, build: Callable[..., T], sql: str, values: Values) -> list[T]:
        """Every row of the answer, each built by calling `build` with its columns in order."""

    async def first(self, build: Callable[..., T], sql: str, values: Values) -> T | None:
        """The first row of the answer, built likewise, or None."""


class Driver(Protocol):
    """A database that can be read and written in whole transactions, one hop each."""

    async def read(self, work: Callable[[Transaction], Coroutine[object, None, T]]) -> T:
        """Run `work` on one consistent view of what is committed."""

    async def write(self, work: Callable[[Transaction], Coroutine[object, None, T]], *, relaxed: bool = False) -> T:
        """Run `work` in a transaction of its own; when this returns, it is on the disk.

        `relaxed`: it outlives this process, but a power cut may undo it (never only half of it).
        """

    async def scrub(self) -> None:
        """Make sure that what was erased is gone from the files too."""

    async def tidy(self) -> None:
        """Let the database look after itself (statistics, logs)."""

    async def backup(self, target: Path) -> None:
        """Copy the whole database, as of now, to a new file that only its owner can read."""

    async def close(self) -> None:
        """Finish what was begun and let go."""
