"""Locked, read-only, full, damaged, too new: one clear sentence each, and nothing is lost."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from coach.model import PutRunner, Runner
from storage import sqlite
from storage.errors import (
    BadUrl,
    DatabaseCorrupt,
    DatabaseFull,
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseUnreachable,
    SchemaTooNew,
    StorageError,
    from_sqlite,
)
from storage.store import Store, open_store

Look = Callable[[str], list[tuple[object, ...]]]


async def opened(url: str) -> None:
    async with open_store(url):
        pass


@pytest.mark.parametrize("url", ["", "retro-coach.db", "sqlite://x.db", "sqlite:///", "postgresql://h/db"])
async def test_an_address_that_is_not_understood_shows_how_to_write_it(url: str) -> None:
    with pytest.raises(BadUrl, match=r"sqlite:///retro-coach\.db"):
        await opened(url)


async def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="nowhere"):
        await opened(f"sqlite:///{tmp_path}/nowhere/x.db")


async def test_a_file_that_is_no_database_is_called_damaged(database: Path) -> None:
    database.write_bytes(b"This is a diary, not a database. " * 100)
    with pytest.raises(DatabaseCorrupt, match="restore"):
        await opened(f"sqlite:///{database}")


async def test_a_database_of_a_newer_version_is_left_alone(database: Path) -> None:
    await opened(f"sqlite:///{database}")
    connection = sqlite3.connect(database)
    connection.execute("INSERT INTO schema_versions VALUES (999, 'future', 0)")
    connection.commit()
    connection.close()
    with pytest.raises(SchemaTooNew, match="999"):
        await opened(f"sqlite:///{database}")


async def test_a_locked_database_says_so_and_works_again_when_it_is_free(
    database: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MS", 50)
    async with open_store(f"sqlite:///{database}") as store:
        other = sqlite3.connect(database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLocked, match="Another program"):
            await store.put_inbox(1, 7, 1, "{}", now)
        other.execute("ROLLBACK")
        other.close()
        assert await store.put_inbox(1, 7, 1, "{}", now)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_read_only_database_says_so(database: Path) -> None:
    await opened(f"sqlite:///{database}")
    database.chmod(0o400)
    with pytest.raises(DatabaseReadOnly):
        await opened(f"sqlite:///{database}")


async def test_a_database_that_becomes_read_only_says_so(store: Store, now: datetime) -> None:
    await store._driver.write(_forbid_writing)
    with pytest.raises(DatabaseReadOnly, match="permissions"):
        await store.put_inbox(1, 7, 1, "{}", now)


async def _forbid_writing(transaction: object) -> None:
    assert isinstance(transaction, sqlite.SqliteTransaction)
    transaction._connection.execute("PRAGMA query_only = 1")


async def test_a_full_disk_says_so_and_nothing_half_is_left(store: Store, now: datetime, look: Look) -> None:
    async def shrink(transaction: object) -> None:
        assert isinstance(transaction, sqlite.SqliteTransaction)
        transaction._connection.execute("PRAGMA max_page_count = 1")

    await store._driver.write(shrink)
    with pytest.raises(DatabaseFull, match="disk"):
        await store.commit(1, 7, (PutRunner(Runner(7, name="x" * 500_000)),), (), now)
    assert look("SELECT COUNT(*) FROM runners") == [(0,)]
    assert look("SELECT COUNT(*) FROM inbox") == [(0,)]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, DatabaseLocked),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, DatabaseLocked),
        (sqlite3.SQLITE_READONLY_DBMOVED, DatabaseReadOnly),
        (sqlite3.SQLITE_CORRUPT_INDEX, DatabaseCorrupt),
        (sqlite3.SQLITE_CONSTRAINT, StorageError),
    ],
)
def test_every_code_of_the_driver_has_its_error(code: int, kind: type[StorageError]) -> None:
    error = sqlite3.OperationalError("words of the driver")
    error.sqlite_errorcode = code
    wrapped = from_sqlite(error, "x.db")
    assert type(wrapped) is kind
    assert "words of the driver" in str(wrapped)


async def test_the_file_and_its_log_are_for_their_owner_only(store: Store, database: Path, now: datetime) -> None:
    await store.put_inbox(1, 7, 1, "{}", now)
    for path in (database, database.with_name(database.name + "-wal"), database.with_name(database.name + "-shm")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_file_that_was_open_to_others_is_closed_to_them(database: Path) -> None:
    database.touch(0o644)
    await opened(f"sqlite:///{database}")
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


async def test_another_program_that_looks_in_and_leaves_takes_nothing_away(
    store: Store, database: Path, now: datetime, look: Look
) -> None:
    await store.put_inbox(1, 7, 1, "{}", now)
    visit = f"import sqlite3; c = sqlite3.connect({str(database)!r}); c.execute('SELECT * FROM inbox'); c.close()"
    await asyncio.to_thread(subprocess.run, [sys.executable, "-c", visit], check=True)
    await store.put_inbox(2, 7, 2, "{}", now)
    count = "import sqlite3,sys; print(*sqlite3.connect(sys.argv[1]).execute('SELECT COUNT(*) FROM inbox').fetchone())"
    seen = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", count, str(database)], check=True, capture_output=True
    )
    assert seen.stdout.strip() == b"2"


async def test_one_failing_turn_does_not_take_its_neighbours_with_it(store: Store, now: datetime) -> None:
    """They share one flush (group commit), not one fate."""

    async def fails(_: object) -> None:
        raise RuntimeError("planted")

    turns = [store.commit(n, n, (PutRunner(Runner(n)),), (), now) for n in range(1, 20)]
    outcomes = await asyncio.gather(*turns[:10], store._driver.write(fails), *turns[10:], return_exceptions=True)
    assert sum(isinstance(outcome, RuntimeError) for outcome in outcomes) == 1
    for chat_id in range(1, 20):
        assert (await store.snapshot(chat_id)).runner is not None


async def test_a_closed_store_refuses_instead_of_hanging(database: Path) -> None:
    async with open_store(f"sqlite:///{database}") as store:
        pass
    with pytest.raises(StorageError, match="closed"):
        await store.undone()


async def test_a_turn_that_is_no_longer_awaited_is_done_all_the_same(store: Store, now: datetime) -> None:
    turn = asyncio.create_task(store.commit(1, 7, (PutRunner(Runner(7)),), (), now))
    await asyncio.sleep(0)
    turn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turn
    await store.finish(99)
    assert (await store.snapshot(7)).runner is not None
