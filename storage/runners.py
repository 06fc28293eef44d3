"""The table of the runners: one row each. The rule: a row holds all that is known besides their training."""

from coach.model import Runner, Units
from storage import codec
from storage.driver import Transaction


def _runner(
    chat_id: int,
    language: str,
    name: str,
    zone: str,
    place: str,
    country: str,
    units: Units,
    paused: int,
    blocked: int,
    waiting: str | None,
    hold: str | None,
    facts: str,
) -> Runner:
    return Runner(
        chat_id=chat_id,
        language=language,
        name=name,
        zone=zone,
        place=place,
        country=country,
        units=units,
        paused=bool(paused),
        blocked=bool(blocked),
        waiting=None if waiting is None else codec.load_waiting(waiting),
        hold=None if hold is None else codec.load_hold(hold),
        facts=codec.load_facts(facts),
    )


async def get(transaction: Transaction, chat_id: int) -> Runner | None:
    return await transaction.first(
        _runner,
        "SELECT chat_id, language, name, zone, place, country, units, paused, blocked, waiting, hold, facts"
        " FROM runners WHERE chat_id = :chat_id",
        {"chat_id": chat_id},
    )


async def put(transaction: Transaction, chat_id: int, runner: Runner) -> None:
    """Write the whole row. It belongs to `chat_id`, whatever the record says."""
    await transaction.run(
        "INSERT INTO runners"
        " (chat_id, language, name, zone, place, country, units, paused, blocked, waiting, hold, facts)"
        " VALUES (:chat_id, :language, :name, :zone, :place, :country, :units, :paused, :blocked, :waiting, :hold,"
        " :facts)"
        " ON CONFLICT (chat_id) DO UPDATE SET language = excluded.language, name = excluded.name,"
        " zone = excluded.zone, place = excluded.place, country = excluded.country, units = excluded.units,"
        " paused = excluded.paused, blocked = excluded.blocked, waiting = excluded.waiting, hold = excluded.hold,"
        " facts = excluded.facts",
        {
            "chat_id": chat_id,
            "language": runner.language,
            "name": runner.name,
            "zone": runner.zone,
            "place": runner.place,
            "country": runner.country,
            "units": runner.units,
            "paused": int(runner.paused),
            "blocked": int(runner.blocked),
            "waiting": None if runner.waiting is None else codec.dump(runner.waiting),
            "hold": None if runner.hold is None else codec.dump(runner.hold),
            "facts": codec.dump_facts(runner.facts),
        },
    )


async def block(transaction: Transaction, chat_id: int) -> None:
    await transaction.run("UPDATE runners SET blocked = 1 WHERE chat_id = :chat_id", {"chat_id": chat_id})
