"""The table of what can be taken back. The rule: the last ten entries of a chat, newest first."""

from coach.model import PutUndo, UndoEntry
from storage import codec
from storage.driver import Transaction

KEPT = 10


def _entry(update_id: int, what: str, changes: str) -> UndoEntry:
    return UndoEntry(str(update_id), what, codec.load_changes(changes))


async def newest_first(transaction: Transaction, chat_id: int) -> tuple[UndoEntry, ...]:
    found = await transaction.rows(
        _entry,
        "SELECT update_id, what, changes FROM undo WHERE chat_id = :chat_id"
        " ORDER BY made_at DESC, update_id DESC LIMIT :kept",
        {"chat_id": chat_id, "kept": KEPT},
    )
    return tuple(found)


async def put(transaction: Transaction, chat_id: int, update_id: int, entry: PutUndo, now: int) -> None:
    """Ordered by time first: Telegram begins its update ids anew, anywhere, after a quiet week."""
    await transaction.run(
        "INSERT INTO undo (chat_id, update_id, what, changes, made_at)"
        " VALUES (:chat_id, :update_id, :what, :changes, :now)"
        " ON CONFLICT (chat_id, update_id) DO UPDATE SET what = excluded.what, changes = excluded.changes,"
        " made_at = excluded.made_at",
        {
            "chat_id": chat_id,
            "update_id": update_id,
            "what": entry.what,
            "changes": codec.dump_all(entry.changes),
            "now": now,
        },
    )
    await transaction.run(
        "DELETE FROM undo WHERE chat_id = :chat_id AND update_id NOT IN"
        " (SELECT update_id FROM undo WHERE chat_id = :chat_id ORDER BY made_at DESC, update_id DESC LIMIT :kept)",
        {"chat_id": chat_id, "kept": KEPT},
    )


async def remove(transaction: Transaction, chat_id: int, entry: str) -> None:
    if entry.isdecimal():
        await transaction.run(
            "DELETE FROM undo WHERE chat_id = :chat_id AND update_id = :update_id",
            {"chat_id": chat_id, "update_id": int(entry)},
        )
