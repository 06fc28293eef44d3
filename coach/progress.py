"""Progress and history: what is in the log, added up; as numbers, and as a picture of the last weeks."""

from collections.abc import Iterable
from datetime import date, timedelta

from coach.log.lines import session_line
from coach.model import Choice, Decision, Json, Picture, Reply, Say, Session
from coach.scene import Scene, saying
from coach.schedule import calendar_of

WEEKS = 8
HISTORY = 10

BACKWARD = ("backward_run", "backward_walk")


def progress(scene: Scene) -> Decision:
    """This week, the last four weeks, everything; how much of the plan; and the picture when there is one to draw."""
    sessions = scene.snapshot.sessions
    if not sessions:
        return saying(Say("progress-empty"))
    monday = scene.today - timedelta(days=scene.today.weekday())
    periods = (
        ("week", [one for one in sessions if one.day >= monday]),
        ("month", [one for one in sessions if one.day > scene.today - timedelta(days=28)]),
        ("all", list(sessions)),
    )
    lines = tuple(_period(name, found) for name, found in periods)
    said = Say("progress", {"lines": lines, "plan": _of_plan(scene), "streak": _streak(sessions, monday)})
    replies: list[Reply] = [said]
    if len({one.day for one in sessions}) >= 2:
        replies.append(_picture(scene, sessions, monday))
    return saying(*replies)


def _period(name: str, sessions: list[Session]) -> Say:
    backward = [one for one in sessions if one.mode in BACKWARD]
    return Say(
        f"progress-{name}",
        {"count": len(sessions), "metres": _metres(backward), "seconds": _seconds(backward), "backward": len(backward)},
    )


def _metres(sessions: Iterable[Session]) -> float:
    return sum(one.distance_m or 0 for one in sessions)


def _seconds(sessions: Iterable[Session]) -> int:
    return sum(one.duration_s or 0 for one in sessions)


def _of_plan(scene: Scene) -> Say:
    calendar = calendar_of(scene.snapshot, scene.content.plans)
    if not calendar:
        return Say("nothing")
    done = sum(due.state == "done" for due in calendar)
    return Say("progress-plan", {"done": done, "all": len(calendar)})


def _streak(sessions: tuple[Session, ...], monday: date) -> Say:
    """Weeks in a row with at least one session, this one included when it has one: rest days never break it."""
    weeks = {one.day - timedelta(days=one.day.weekday()) for one in sessions}
    week, count = (monday if monday in weeks else monday - timedelta(weeks=1)), 0
    while week in weeks:
        count, week = count + 1, week - timedelta(weeks=1)
    return Say("progress-streak", {"weeks": count}) if count >= 2 else Say("nothing")


def _picture(scene: Scene, sessions: tuple[Session, ...], monday: date) -> Picture:
    """Backward minutes and metres of the last eight weeks, a bar a week."""
    starts = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    bars = [_bar(start, sessions) for start in starts]
    return Picture("weeks", {"bars": [*bars], "units": scene.runner.units}, Say("progress-picture", {"weeks": WEEKS}))


def _bar(start: date, sessions: tuple[Session, ...]) -> Json:
    found = [one for one in sessions if start <= one.day < start + timedelta(weeks=1) and one.mode in BACKWARD]
    return {"week": start.isoformat(), "metres": _metres(found), "seconds": _seconds(found), "count": len(found)}


def history(scene: Scene) -> Decision:
    """The last ten sessions, newest first, as they are stored."""
    sessions = scene.snapshot.sessions[:HISTORY]
    if not sessions:
        return saying(Say("progress-empty"))
    lines = tuple(session_line(session, scene.today) for session in sessions)
    choices = ((Choice("cmd:export", "button-export"),),)
    return saying(Say("history", {"lines": lines, "count": len(scene.snapshot.sessions)}, choices=choices))
