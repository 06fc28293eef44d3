"""What can go wrong with the database, each with the one sentence its keeper needs.

StorageError
├── DatabaseLocked       somebody else holds the file
├── DatabaseReadOnly     we may read but not write
├── DatabaseFull         the disk is full
├── DatabaseUnreachable  the file cannot be opened or made
├── DatabaseCorrupt      it is not a database, or it is damaged
├── SchemaTooNew         a newer Retro Coach has already used it
└── BadUrl               the configured address is not one we know

The rule: no error of a driver leaves this room unwrapped. A docstring here is the sentence that the keeper reads.
"""
# ruff: noqa: N818 - a keeper reads "DatabaseLocked" more easily than "DatabaseLockedError"

import sqlite3


class StorageError(Exception):
    """The database did not do what was asked."""


class DatabaseLocked(StorageError):
    """Another program holds the database; it was busy for longer than we wait."""


class DatabaseReadOnly(StorageError):
    """The database cannot be written: check the permissions of its file and of its folder."""


class DatabaseFull(StorageError):
    """The disk of the database is full: make room, nothing that was confirmed is lost."""


class DatabaseUnreachable(StorageError):
    """The database cannot be opened: check that its folder exists and that it may be written."""


class DatabaseCorrupt(StorageError):
    """The file is not a database or it is damaged: restore the newest backup."""


class SchemaTooNew(StorageError):
    """The database was written by a newer Retro Coach: install that version, or restore an older backup."""


class BadUrl(StorageError):
    """The storage url is not understood: write it like sqlite:///retro-coach.db."""


_BY_CODE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: DatabaseLocked,
    sqlite3.SQLITE_LOCKED: DatabaseLocked,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
    sqlite3.SQLITE_FULL: DatabaseFull,
    sqlite3.SQLITE_CANTOPEN: DatabaseUnreachable,
    sqlite3.SQLITE_PERM: DatabaseUnreachable,
    sqlite3.SQLITE_CORRUPT: DatabaseCorrupt,
    sqlite3.SQLITE_NOTADB: DatabaseCorrupt,
}


def from_sqlite(error: sqlite3.Error, where: str) -> StorageError:
    """The error of our own tree for one of sqlite3's, with the sentence, the place and the driver's own words."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = _BY_CODE.get(code & 0xFF, StorageError) if isinstance(code, int) else StorageError
    return kind(f"{kind.__doc__} ({where}: {error})")
