"""Everything we know about a runner, as one JSON document in the stable form that the README describes."""

import json

from coach.model import Decision, Document, Enrolment, Json, Reminder, Runner, Say, Session, Snapshot
from coach.plain import to_plain
from coach.scene import Scene, saying


def export(scene: Scene) -> Decision:
    content = json.dumps(document(scene.snapshot), ensure_ascii=False, indent=2)
    name = f"retro-coach-{scene.today.isoformat()}.json"
    return saying(Document(name, content, Say("export-caption", {"count": len(scene.snapshot.sessions)})))


def document(snapshot: Snapshot) -> dict[str, Json]:
    """`{"runner", "plan", "reminders", "sessions"}`; sessions oldest first."""
    runner, enrolment = snapshot.runner, snapshot.enrolment
    return {
        "runner": _runner(runner) if runner else {},
        "plan": _plan(enrolment, snapshot) if enrolment else None,
        "reminders": [_reminder(one) for one in snapshot.reminders],
        "sessions": [_session(one) for one in reversed(snapshot.sessions)],
    }


def _runner(runner: Runner) -> dict[str, Json]:
    plain = to_plain(Runner, runner)
    return {key: value for key, value in plain.items() if key != "waiting"} if isinstance(plain, dict) else {}


def _plan(enrolment: Enrolment, snapshot: Snapshot) -> dict[str, Json]:
    return {
        "id": enrolment.plan_id,
        "started": enrolment.started.isoformat(),
        "days": list(enrolment.days),
        "repeated_weeks": list(enrolment.repeats),
        "changes": [to_plain(type(one), one) for one in snapshot.adjustments],
    }


def _reminder(reminder: Reminder) -> dict[str, Json]:
    return {
        "time": f"{reminder.minute // 60:02d}:{reminder.minute % 60:02d}",
        "zone": reminder.zone,
        "days": list(reminder.days),
        "once": reminder.once.isoformat() if reminder.once else None,
    }


def _session(session: Session) -> dict[str, Json]:
    return {
        "date": session.day.isoformat(),
        "mode": session.mode,
        "distance_m": session.distance_m,
        "duration_s": session.duration_s,
        "rpe": session.rpe,
        "pain": [{"site": pain.site, "side": pain.side, "severity": pain.severity} for pain in session.pain],
        "note": session.note,
        "planned": session.planned.isoformat() if session.planned else None,
    }
