"""The table of the logged sessions. The rule: one row a key, so that the same update can never log it twice."""

from datetime import date, timedelta

from coach.model import Mode, Session
from storage import codec
from storage.days import instant_or_none, seconds_or_none, text_or_none
from storage.driver import Transaction

KEPT_IN_VIEW = timedelta(days=400)
"""How far back from the newest session a snapshot looks, unless it is asked for all."""


def _session(
    key: str,
    day: str,
    mode: Mode | None,
    distance_m: float | None,
    duration_s: int | None,
    rpe: float | None,
    pain: str,
    note: str,
    planned: str | None,
    told_at: int | None,
) -> Session:
    return Session(
        key=key,
        day=date.fromisoformat(day),
        mode=mode,
        distance_m=distance_m,
        duration_s=duration_s,
        rpe=rpe,
        pain=codec.load_pains(pain) if pain else (),
        note=note,
        planned=None if planned is None else date.fromisoformat(planned),
        told_at=instant_or_none(told_at),
    )


async def newest_first(transaction: Transaction, chat_id: int, *, whole: bool) -> tuple[Session, ...]:
    newest = await transaction.first(
        str, "SELECT COALESCE(MAX(day), '') FROM sessions WHERE chat_id = :chat_id", {"chat_id": chat_id}
    )
    if not newest:
        return ()
    since = "" if whole else (date.fromisoformat(newest) - KEPT_IN_VIEW).isoformat()
    found = await transaction.rows(
        _session,
        "SELECT key, day, mode, distance_m, duration_s, rpe, pain, note, planned, told_at FROM sessions"
        " WHERE chat_id = :chat_id AND day >= :since ORDER BY day DESC, told_at DESC, key DESC",
        {"chat_id": chat_id, "since": since},
    )
    return tuple(found)


async def put(transaction: Transaction, chat_id: int, session: Session) -> None:
    await transaction.run(
        "INSERT INTO sessions"
        " (chat_id, key, day, mode, distance_m, duration_s, rpe, pain, note, planned, told_at)"
        " VALUES (:chat_id, :key, :day, :mode, :distance_m, :duration_s, :rpe, :pain, :note, :planned, :told_at)"
        " ON CONFLICT (chat_id, key) DO UPDATE SET day = excluded.day, mode = excluded.mode,"
        " distance_m = excluded.distance_m, duration_s = excluded.duration_s, rpe = excluded.rpe,"
        " pain = excluded.pain, note = excluded.note, planned = excluded.planned, told_at = excluded.told_at",
        {
            "chat_id": chat_id,
            "key": session.key,
            "day": session.day.isoformat(),
            "mode": session.mode,
            "distance_m": session.distance_m,
            "duration_s": session.duration_s,
            "rpe": session.rpe,
            "pain": codec.dump_all(session.pain) if session.pain else "",
            "note": session.note,
            "planned": text_or_none(session.planned),
            "told_at": seconds_or_none(session.told_at),
        },
    )


async def remove(transaction: Transaction, chat_id: int, key: str) -> None:
    await transaction.run(
        "DELETE FROM sessions WHERE chat_id = :chat_id AND key = :key", {"chat_id": chat_id, "key": key}
    )
