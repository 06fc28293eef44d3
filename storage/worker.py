"""A thread with a connection of its own, which runs whole transactions one after the other.

The rule: a transaction is a coroutine that never has to wait, so the thread runs it from start to end in one step.
Writers that queue up while the disk is busy share the next commit (group commit): one flush for all of them, and each
learns of it only after the flush.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from storage.driver import T, Transaction
from storage.errors import StorageError, from_sqlite

GROUP = 64
"""Most transactions that share one flush."""


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

    def __init__(self, connection: sqlite3.Connection, transaction: Transaction, where: str, *, writes: bool) -> None:
        self._connection = connection
        self._transaction = transaction
        self._where = where
        self._writes = writes
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
            if len(jobs) == 1:
                jobs[0].run(self._transaction)
            else:
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
