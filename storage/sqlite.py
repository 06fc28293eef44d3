"""The SQLite driver: one thread that writes, one that reads, whole transactions in one hop.

The rule: only this file and the thread in storage.worker know that the database is SQLite.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Coroutine, Iterable
from contextlib import closing
from pathlib import Path

from storage.driver import T, Transaction, Values
from storage.errors import BadUrl, DatabaseUnreachable, from_sqlite
from storage.worker import Worker

BUSY_MS = 5000


def path_of(url: str) -> Path:
    """The file of `sqlite:///relative.db` or `sqlite:////absolute.db`."""
    head, found, path = url.partition("sqlite:///")
    if head or not found or not path or path == ":memory:":
        raise BadUrl(f"{BadUrl.__doc__} (storage url: {url!r})")
    return Path(path)


def connect(path: Path) -> sqlite3.Connection:
    """Open the file (made readable by its owner only) with the settings that this project relies on."""
    try:
        _make_private(path)
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)
    except OSError as error:
        raise DatabaseUnreachable(f"{DatabaseUnreachable.__doc__} ({path}: {error.strerror})") from error
    except sqlite3.Error as error:
        raise from_sqlite(error, str(path)) from error
    try:
        _settle(connection)
    except sqlite3.Error as error:
        connection.close()
        raise from_sqlite(error, str(path)) from error
    return connection


def _make_private(path: Path) -> None:
    """Only a file that is not there yet may be opened here: to close any descriptor of a database file drops the locks
    of every connection that this process has on it, and another process would then take the log away under them."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        about = path.stat()
        if about.st_mode & 0o077 and about.st_uid == os.geteuid():
            path.chmod(0o600)


def _settle(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")


class SqliteTransaction:
    """Statements on one connection, within a transaction that its thread has begun."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def run(self, sql: str, values: Values) -> int:
        return self._connection.execute(sql, values).rowcount

    async def many(self, sql: str, rows: Iterable[Values]) -> None:
        self._connection.executemany(sql, rows)

    async def rows(self, build: Callable[..., T], sql: str, values: Values) -> list[T]:
        return [build(*row) for row in self._connection.execute(sql, values)]

    async def first(self, build: Callable[..., T], sql: str, values: Values) -> T | None:
        found = self._connection.execute(sql, values).fetchall()
        return build(*found[0]) if found else None


class SqliteDriver:
    """A reader and a writer on one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer = _worker(path, writes=True)
        self._reader = _worker(path, writes=False)

    async def read(self, work: Callable[[Transaction], Coroutine[object, None, T]]) -> T:
        return await self._reader.do(work)

    async def write(self, work: Callable[[Transaction], Coroutine[object, None, T]], *, relaxed: bool = False) -> T:
        return await self._writer.do(work, relaxed=relaxed)

    async def scrub(self) -> None:
        """Freed pages are overwritten by `secure_delete`; the log that still holds them is emptied here."""
        await asyncio.to_thread(run_once, self.path, "PRAGMA wal_checkpoint(TRUNCATE)")

    async def tidy(self) -> None:
        await asyncio.to_thread(run_once, self.path, "PRAGMA optimize")
        await self.scrub()

    async def backup(self, target: Path) -> None:
        await asyncio.to_thread(copy_database, self.path, target)

    async def close(self) -> None:
        await self._writer.close()
        await self._reader.close()


def _worker(path: Path, *, writes: bool) -> Worker:
    connection = connect(path)
    return Worker(connection, SqliteTransaction(connection), str(path), writes=writes)


def run_once(path: Path, statement: str) -> None:
    """One statement on a connection of its own."""
    with closing(connect(path)) as connection:
        try:
            connection.execute(statement).fetchall()
        except sqlite3.Error as error:
            raise from_sqlite(error, str(path)) from error


def copy_database(path: Path, target: Path) -> None:
    """An online copy: it appears under its name only when it is whole, and only its owner can read it."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    with closing(connect(path)) as source, closing(connect(unfinished)) as copy:
        try:
            source.backup(copy)
            # A copy is one file: no log beside it, so that it can be moved and restored by hand.
            copy.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise from_sqlite(error, str(target)) from error
    unfinished.replace(target)
