"""Brings a database to the present schema, one numbered file after the other.

The rule: a migration and its record are one transaction, and a database that is not new is copied first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from storage.driver import Driver, Transaction
from storage.errors import SchemaTooNew

SCHEMA = Path(__file__).with_name("schema")


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of the schema: `0002_what_it_does.sql`, statements that each end with a semicolon at a line's end."""

    number: int
    name: str
    statements: tuple[str, ...]


def load_migrations(folder: Path = SCHEMA) -> tuple[Migration, ...]:
    return tuple(_read(path) for path in sorted(folder.glob("[0-9]*.sql")))


def _read(path: Path) -> Migration:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("--")]
    statements = "\n".join(lines).split(";\n")
    number, _, name = path.stem.partition("_")
    return Migration(int(number), name, tuple(text.strip().rstrip(";") for text in statements if text.strip()))


async def migrate(driver: Driver, path: Path, migrations: Sequence[Migration], now: int) -> None:
    """Apply what is missing. `now` (UTC seconds) is only written beside each number.

    Raises SchemaTooNew when the database knows a migration that we do not.
    """
    reached = await driver.write(_reached)
    newest = max((migration.number for migration in migrations), default=0)
    if reached > newest:
        raise SchemaTooNew(f"{SchemaTooNew.__doc__} ({path}: schema {reached}, this version knows {newest})")
    missing = [migration for migration in migrations if migration.number > reached]
    if missing and reached:
        await driver.backup(path.with_name(f"{path.name}.before-{missing[0].number:04}"))
    for migration in missing:
        await driver.write(partial(_apply, migration=migration, now=now))


async def _reached(transaction: Transaction) -> int:
    await transaction.run(
        "CREATE TABLE IF NOT EXISTS schema_versions"
        " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)",
        {},
    )
    return await transaction.first(int, "SELECT COALESCE(MAX(number), 0) FROM schema_versions", {}) or 0


async def _apply(transaction: Transaction, migration: Migration, now: int) -> None:
    for statement in migration.statements:
        await transaction.run(statement, {})
    await transaction.run(
        "INSERT INTO schema_versions (number, name, applied_at) VALUES (:number, :name, :now)",
        {"number": migration.number, "name": migration.name, "now": now},
    )
