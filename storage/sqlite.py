"""The SQLite driver: one thread that writes, one that reads, whole transactions in one hop.

The rule: only this file knows that the database is SQLite. A transaction is a coroutine that never has to wait, so the
thread runs it from start to end in one step. Writers that queue up while the disk is busy share the next commit
(group commit): one flush for all of them, and each learns of it only after the flush.
"""

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from storage.driver import T, Transaction, Values
from storage.errors import BadUrl, DatabaseUnreachable, StorageError, from_sqlite

GROUP = 64
"""Most transactions that share one flush."""
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


def finish(steps: Coroutine[object, None, T]) -> T:
    """Run a coroutine that never waits; the result of its one step."""
    try:
        steps.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    steps.close()
    raise StorageError("a transaction waited for something else than the database")


@dataclass(slots=True, eq=False)
class _Job:
    """One transaction on its way through a thread, and the future of whoever asked for it."""

    run: Callable[[Transaction], None]
    done: "asyncio.Future[None]"
    relaxed: bool
    error: Exception | None = None

    def tell(self) -> None:
        if self.done.done():
            return
        if self.error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(self.error)


class Worker:
    """One connection in one thread, which runs the transactions it is given in the order in which they came."""

    def __init__(self, path: Path, *, writes: bool) -> None:
        self._where = str(path)
        self._writes = writes
        self._connection = connect(path)
        self._transaction = SqliteTransaction(self._connection)
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(
            target=self._serve, name=f"storage-{'write' if writes else 'read'}", daemon=True
        )
        self._flushes = True
        self._open = True
        self._thread.start()

    async def do(self, work: Callable[[Transaction], Coroutine[object, None, T]], *, relaxed: bool = False) -> T:
        if not self._open:
            raise StorageError("the database is closed")
        results: list[T] = []
        job = _Job(lambda transaction: results.append(finish(work(transaction))), self._loop.create_future(), relaxed)
        self._queue.put(job)
        await job.done
        return results[0]

    async def close(self) -> None:
        if self._open:
            self._open = False
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)
            self._connection.close()

    def _serve(self) -> None:
        while (jobs := self._next_group()) is not None:
            if jobs:
                self._run(jobs)
                self._loop.call_soon_threadsafe(_tell_all, jobs)

    def _next_group(self) -> list[_Job] | None:
        first = self._queue.get()
        if first is None:
            return None
        jobs = [first]
        while len(jobs) < GROUP:
            try:
                job = self._queue.get_nowait()
            except Empty:
                break
            if job is None:
                self._queue.put(None)
                break
            jobs.append(job)
        return jobs

    def _run(self, jobs: list[_Job]) -> None:
        try:
            self._flush_unless(all(job.relaxed for job in jobs))
            self._connection.execute("BEGIN IMMEDIATE" if self._writes else "BEGIN")
            for job in jobs:
                self._run_one(job)
            self._connection.execute("COMMIT")
        except Exception as error:
            self._roll_back()
            for job in jobs:
                job.error = self._wrapped(error)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")

    def _wrapped(self, error: Exception) -> Exception:
        return from_sqlite(error, self._where) if isinstance(error, sqlite3.Error) else error

    def _flush_unless(self, relaxed: bool) -> None:
        """Whether the next commit waits for the disk; the log itself is whole in either case."""
        if self._writes and self._flushes == relaxed:
            self._connection.execute(f"PRAGMA synchronous = {'NORMAL' if relaxed else 'FULL'}")
            self._flushes = not relaxed

    def _run_one(self, job: _Job) -> None:
        """One transaction of a group, which fails alone; an error of the disk that ends the group is raised."""
        self._connection.execute("SAVEPOINT job")
        try:
            job.run(self._transaction)
        except Exception as error:
            if not self._connection.in_transaction:
                raise
            job.error = self._wrapped(error)
            self._connection.execute("ROLLBACK TO job")
        self._connection.execute("RELEASE job")


def _tell_all(jobs: list[_Job]) -> None:
    for job in jobs:
        job.tell()


class SqliteDriver:
    """A reader and a writer on one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer = Worker(path, writes=True)
        self._reader = Worker(path, writes=False)

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


def run_once(path: Path, statement: str) -> None:
    """One statement on a connection of its own."""
    connection = connect(path)
    try:
        connection.execute(statement).fetchall()
    except sqlite3.Error as error:
        raise from_sqlite(error, str(path)) from error
    finally:
        connection.close()


def copy_database(path: Path, target: Path) -> None:
    """An online copy: it appears under its name only when it is whole, and only its owner can read it."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    source, copy = connect(path), connect(unfinished)
    try:
        source.backup(copy)
        # A copy is one file: no log beside it, so that it can be moved and restored by hand.
        copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise from_sqlite(error, str(target)) from error
    finally:
        copy.close()
        source.close()
    unfinished.replace(target)
