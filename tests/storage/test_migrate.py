"""Schema steps: each with its record in one transaction, and a copy before the first of them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from coach.model import PutRunner, Runner
from storage.errors import StorageError
from storage.migrate import Migration, load_migrations, migrate
from storage.sqlite import SqliteDriver
from storage.store import Store, open_store

Look = Callable[[str], list[tuple[object, ...]]]

GOOD = Migration(900, "good", ("CREATE TABLE extra (a BIGINT)", "INSERT INTO extra (a) VALUES (1)"))
BROKEN = Migration(901, "broken", ("CREATE TABLE half (a BIGINT)", "CREATE TABLE half (a BIGINT)"))


async def apply(database: Path, *migrations: Migration) -> None:
    driver = SqliteDriver(database)
    try:
        await migrate(driver, database, [*load_migrations(), *migrations], now=0)
    finally:
        await driver.close()


async def test_a_new_database_gets_every_step_and_no_copy(database: Path, look: Look) -> None:
    await apply(database)
    assert look("SELECT number FROM schema_versions") == [(step.number,) for step in load_migrations()]
    assert list(database.parent.glob("*.before-*")) == []


async def test_opening_again_changes_nothing(database: Path, look: Look) -> None:
    await apply(database)
    before = look("SELECT * FROM schema_versions")
    await apply(database)
    assert look("SELECT * FROM schema_versions") == before


async def test_a_later_step_is_applied_once_with_a_copy_of_what_was_before(
    database: Path, now: datetime, look: Look
) -> None:
    async with open_store(f"sqlite:///{database}") as store:
        await store.commit(1, 7, (PutRunner(Runner(7, name="Anna")),), (), now)
    await apply(database, GOOD)
    assert look("SELECT a FROM extra") == [(1,)]
    copy = database.with_name(f"{database.name}.before-0900")
    async with open_store(f"sqlite:///{copy}") as old:
        runner = (await old.snapshot(7)).runner
        assert runner is not None
        assert runner.name == "Anna"


async def test_a_step_that_breaks_leaves_neither_itself_nor_its_record(database: Path, look: Look) -> None:
    await apply(database)
    with pytest.raises(StorageError, match="half"):
        await apply(database, GOOD, BROKEN)
    assert look("SELECT name FROM sqlite_master WHERE name = 'half'") == []
    assert look("SELECT MAX(number) FROM schema_versions") == [(900,)]


def test_the_steps_are_numbered_without_a_gap() -> None:
    assert [step.number for step in load_migrations()] == list(range(1, len(load_migrations()) + 1))


async def test_a_backup_is_whole_and_private(store: Store, now: datetime, tmp_path: Path) -> None:
    await store.commit(1, 7, (PutRunner(Runner(7, name="Anna")),), (), now)
    target = tmp_path / "copy.db"
    await store.backup(target)
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.db"]
    async with open_store(f"sqlite:///{target}") as copy:
        assert await copy.snapshot(7) == await store.snapshot(7)


async def test_a_backup_replaces_an_older_one_only_when_it_is_whole(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "copy.db"
    with pytest.raises(StorageError):
        await store.backup(target)
    assert not target.exists()
