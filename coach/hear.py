"""What a message means and whether it is an alarm: red flags first, then the words, then a second ear.

The second ear compares the meaning with examples of emergencies. It costs milliseconds, so it listens only where the
first has found nothing to judge and the words were not read as something certain.
"""

from coach.commands import command_of
from coach.listen.model import Heard
from coach.listen.understand import understand
from coach.model import Message, Snapshot
from coach.redflags.detect import detect, may_be_unheard
from coach.redflags.model import RedFlag
from coach.scene import Content, newcomer, zone_of

ALARM = Heard("red_flag")


def alarm_in(words: str, content: Content) -> RedFlag | None:
    """The alarm in words that are nothing else, such as a question: both ears listen."""
    return detect(words, content.flags) or _second(words, content)


def _second(words: str, content: Content) -> RedFlag | None:
    return content.second_ear(words) if may_be_unheard(words, content.flags) else None


# Read as one of these, the words were not about training for certain: an emergency may hide in them.
VAGUE = frozenset({"other", "question", "pain_report", "skip", "greeting", "thanks", "help"})


def hear(snapshot: Snapshot, message: Message, content: Content) -> tuple[Heard, RedFlag | None]:
    """The reading of a message, at the time and in the zone in which it was written, and its alarm, if it is one."""
    _, words = command_of(message.text)
    if not words or message.button:
        return Heard("other"), None
    flag = detect(words, content.flags)
    if flag is not None:
        return ALARM, flag
    runner = snapshot.runner or newcomer(message)
    heard = understand(words, message.at.astimezone(zone_of(runner)), runner.units, content.words)
    uncertain = heard.intent in VAGUE or heard.ask == "intent" or heard.confirm
    second = _second(words, content) if uncertain else None
    return (ALARM, second) if second is not None else (heard, None)
