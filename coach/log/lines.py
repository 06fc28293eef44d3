"""How a session is shown: one line, every number that was stored, nothing that was not."""

from datetime import date, timedelta

from coach.model import Choice, Pain, Say, Session


def day_words(day: date, today: date) -> Say:
    if day == today:
        return Say("day-today")
    return Say("day-yesterday") if day == today - timedelta(days=1) else Say("day-on", {"day": day.isoformat()})


def session_line(session: Session, today: date) -> Say:
    """What, how far, how long, how fast, when, how hard and what hurt."""
    return Say(
        "session-line",
        {
            "mode": session.mode or "unknown",
            "distance": _distance(session),
            "duration": Say("part-duration", {"seconds": session.duration_s}) if session.duration_s else NOTHING,
            "pace": _pace(session),
            "day": day_words(session.day, today),
            "rpe": Say("part-rpe", {"rpe": session.rpe}) if session.rpe is not None else NOTHING,
            "pain": Say("part-pain", {"pains": pain_words(session.pain)}) if session.pain else NOTHING,
        },
    )


NOTHING = Say("nothing")

# Below this a distance is one of repetitions or of a first session, and reads better in metres or yards.
SHORT_M = 1000


def _distance(session: Session) -> Say:
    return Say("part-distance", {"metres": session.distance_m}) if session.distance_m else NOTHING


def _pace(session: Session) -> Say:
    """Seconds a kilometre, where both amounts are known and it is running or walking."""
    if not session.distance_m or not session.duration_s or session.mode in ("other", "drill"):
        return NOTHING
    return Say("part-pace", {"pace": session.duration_s / session.distance_m * 1000})


def pain_words(pains: tuple[Pain, ...]) -> tuple[Say, ...]:
    return tuple(
        Say("pain-words", {"site": pain.site, "side": pain.side or "none", "severity": pain.severity or "none"})
        for pain in pains
    )


def after_buttons(entry: str, sessions: tuple[Session, ...]) -> tuple[tuple[Choice, ...], ...]:
    """Under an echo: how hard it was (if that is not known), whether something hurts, and Undo."""
    ask_rpe = all(session.rpe is None and session.mode != "other" for session in sessions)
    hard = tuple(Choice(f"rpe:{entry}:{rpe}", f"button-rpe-{rpe}") for rpe in (3, 5, 7)) if ask_rpe else ()
    hurts = () if any(session.pain for session in sessions) else (Choice(f"hurts:{entry}", "button-hurts"),)
    last = (*hurts, Choice(f"undo:{entry}", "button-undo"))
    return (hard, last) if hard else (last,)
