"""Reads the words of a language, strictly. The one rule: every mistake is told as file:line:column: path: reason."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from coach.listen.patterns import compile_patterns, literals
from coach.listen.words import Site, Unit, Words, key_of, lexer_of, marks_of, phrases_of, without_apostrophes
from coach.model import WEEKDAYS, Severity, Side, Weekday

FOLDER = Path(__file__).parent / "words"


class WordsError(Exception):
    """A file of words cannot be used; the message holds one `file:line:column: path: reason` a line."""


def _entries(value: object, info: ValidationInfo) -> object:
    """The look-up forms of the words; those of the context keep their apostrophes."""
    if not isinstance(value, str):
        raise ValueError("should be words, separated by commas")
    kept: frozenset[str] = info.context or frozenset()
    keys = (without_apostrophes(key_of(part), kept) for part in value.split(",") if part.strip())
    return tuple(dict.fromkeys(keys))


Entries = Annotated[tuple[str, ...], BeforeValidator(_entries)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class _Distance(_Strict):
    metres: float
    words: Entries


class _Duration(_Strict):
    seconds: int
    words: Entries


class _Speed(_Strict):
    metres_a_second: float
    words: Entries


class _Dates(_Strict):
    weekdays: dict[Weekday, Entries]
    plural_weekdays: Entries
    doubtful_weekdays: Entries
    weekday_sets: dict[str, Entries]
    months: dict[int, Entries]
    doubtful_months: Entries
    relative: dict[int, Entries]
    vague: Entries
    holidays: dict[str, Entries]
    ago: Entries
    last: Entries
    this: Entries
    next: Entries
    day_word: Entries
    week_word: Entries
    fortnight: Entries
    ordinals: Entries


class _Clock(_Strict):
    am: Entries
    pm: Entries
    morning: Entries
    evening: Entries
    noon: Entries
    midnight: Entries
    at: Entries
    past: Entries
    before: Entries
    oclock: Entries


class _SiteWords(_Strict):
    one: Entries
    many: Entries


class _File(_Strict):
    language: str
    spellings: dict[str, str]
    numbers: dict[str, float]
    fractions: dict[str, float]
    distance_units: list[_Distance]
    duration_units: list[_Duration]
    whole_distances: list[_Distance]
    speed_units: list[_Speed]
    dates: _Dates
    clock: _Clock
    sites: dict[str, _SiteWords]
    sides: dict[Side, Entries]
    severities: dict[Severity, Entries]
    efforts: dict[float, Entries]
    directions: dict[str, Entries]
    gaits: dict[str, Entries]
    classes: dict[str, Entries]
    keep_apostrophes: Entries
    typo_targets: Entries
    merged: Entries
    unions: dict[str, Entries]
    patterns: dict[str, list[str]]


def load_words(source: str | Path = "en") -> Words:
    """The words of a language ("en") or of a file; WordsError tells every mistake that it holds."""
    path = source if isinstance(source, Path) else FOLDER / f"{source}.yaml"
    yaml = YAML(typ="rt")
    try:
        tree = yaml.load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise WordsError(f"{path}:{where}: {error.problem}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise WordsError(f"{path}:1:1: {error}") from error
    try:
        file = _File.model_validate(tree, context=_kept(tree))
    except ValidationError as error:
        lines = [f"{path}:{_where(tree, e['loc'])}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise WordsError("\n".join(lines)) from error
    return _build(file, path, tree)


def _kept(tree: object) -> frozenset[str]:
    """The words that mean something else without their apostrophe; the file names them itself."""
    kept = tree.get("keep_apostrophes") if isinstance(tree, CommentedMap) else None
    return frozenset(key_of(part) for part in str(kept or "").split(","))


def _where(tree: object, loc: tuple[int | str, ...]) -> str:
    """The line and column, from 1, of the deepest part of `loc` that the file has."""
    line, column = 0, 0
    for step in loc:
        if isinstance(tree, CommentedMap) and step in tree:
            line, column = tree.lc.key(step)
            tree = tree[step]
        elif isinstance(tree, CommentedSeq) and isinstance(step, int) and step < len(tree):
            line, column = tree.lc.item(step)
            tree = tree[step]
        else:
            break
    return f"{line + 1}:{column + 1}"


def _classes(file: _File) -> dict[str, Entries]:
    """Every class of words by its name, those of the tables included."""
    dates, clock = file.dates, file.clock
    named: dict[str, Entries] = dict(file.classes)
    for field in ("plural_weekdays", "doubtful_weekdays", "vague", "ago", "last", "this", "next", "doubtful_months"):
        named[f"date_{field}"] = getattr(dates, field)
    for field in ("day_word", "week_word", "fortnight", "ordinals"):
        named[field] = getattr(dates, field)
    for field in _Clock.model_fields:
        named[f"clock_{field}"] = getattr(clock, field)
    named["weekday_word"] = _joined(dates.weekdays.values())
    named["weekday_set"] = _joined(dates.weekday_sets.values())
    named["month"] = _joined(dates.months.values())
    named["relative"] = _joined(dates.relative.values())
    named["holiday"] = _joined(dates.holidays.values())
    named["site"] = _joined(site.one + site.many for site in file.sites.values())
    named["side"] = _joined(file.sides.values())
    named["severity"] = _joined(file.severities.values())
    named["effort"] = _joined(file.efforts.values())
    named["number"] = tuple(file.numbers)
    named["fraction"] = tuple(file.fractions)
    units = [unit.words for unit in file.distance_units] + [unit.words for unit in file.duration_units]
    named["unit"] = _joined(units + [unit.words for unit in file.speed_units])
    named["whole"] = _joined(unit.words for unit in file.whole_distances)
    named |= {f"dir_{name}": entries for name, entries in file.directions.items()}
    named |= {f"gait_{name}": entries for name, entries in file.gaits.items()}
    return named


def _joined(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for group in groups for entry in group))


def _units(file: _File) -> dict[str, Unit]:
    found = {word: Unit("idle", 0.0) for word in file.classes["idle_units"]}
    found |= {word: Unit("count", 0.0) for word in file.classes["unknown_lengths"]}
    found |= {word: Unit("em", 1.0) for word in file.classes["metre_or_minute"]}
    found |= {word: Unit("speed", unit.metres_a_second) for unit in file.speed_units for word in unit.words}
    found |= {word: Unit("dist", unit.metres) for unit in file.distance_units for word in unit.words}
    return found | {word: Unit("dur", float(unit.seconds)) for unit in file.duration_units for word in unit.words}


def _build(file: _File, path: Path, tree: CommentedMap) -> Words:
    named = _classes(file)
    classes: dict[str, set[str]] = {}
    kept = frozenset(file.keep_apostrophes)
    merged = {entry for name in named if name not in file.classes or name in file.merged for entry in named[name]}
    spelt: dict[str, tuple[str, ...]] = {}
    for name, entries in named.items():
        spelt[name] = tuple(entry for entry in entries if " " in entry)
        for entry in entries:
            if " " in entry:
                for word in entry.split(" "):
                    classes.setdefault(word, set()).add("=" + word)
                if entry not in merged:
                    continue
                classes.setdefault(entry, set()).add("=" + entry)
            classes.setdefault(entry, set()).add(name)
    for sources in file.patterns.values():
        for literal in (word for source in sources for word in literals(source)):
            bare = literal if literal in kept else literal.replace("'", "")
            classes.setdefault(bare, set()).add("=" + literal)
    marks, found, kinds = marks_of(classes)
    sets = {name: frozenset[str]() for name in named} | found
    sets |= {
        name: frozenset[str]().union(*(sets.get(each, frozenset()) for each in members))
        for name, members in file.unions.items()
    }
    faults: list[str] = []

    def fault(name: str, index: int, reason: str) -> None:
        loc = ("patterns", name, index)
        faults.append(f"{path}:{_where(tree, loc)}: {'.'.join(map(str, loc))}: {reason}")

    patterns = compile_patterns({name: tuple(each) for name, each in file.patterns.items()}, sets, spelt, fault)
    if faults:
        raise WordsError("\n".join(faults))
    dates = file.dates
    return Words(
        language=file.language,
        marks=marks,
        sets=sets,
        kinds=kinds,
        phrases=phrases_of(marks),
        kept=kept,
        spellings=file.spellings,
        lexer=lexer_of(marks | dict.fromkeys(file.spellings, ""), file.spellings),
        numbers=file.numbers,
        fractions=file.fractions,
        units=_units(file),
        wholes={word: unit.metres for unit in file.whole_distances for word in unit.words},
        weekdays={word: WEEKDAYS.index(day) for day, entries in dates.weekdays.items() for word in entries},
        weekday_sets={
            word: tuple(WEEKDAYS.index(day) for day in WEEKDAYS if day in days.split())
            for days, entries in dates.weekday_sets.items()
            for word in entries
        },
        months={word: month for month, entries in dates.months.items() for word in entries},
        relative={word: offset for offset, entries in dates.relative.items() for word in entries},
        last_week=frozenset(named["last_week"]),
        holidays={
            word: (int(when.split("-")[0]), int(when.split("-")[1]))
            for when, entries in dates.holidays.items()
            for word in entries
        },
        sites={
            word: Site(name, many)
            for name, site in file.sites.items()
            for many, entries in ((False, site.one), (True, site.many))
            for word in entries
        },
        sides={word: side for side, entries in file.sides.items() for word in entries},
        severities={word: severity for severity, entries in file.severities.items() for word in entries},
        efforts={word: effort for effort, entries in file.efforts.items() for word in entries},
        directions={word: name for name, entries in file.directions.items() for word in entries},
        gaits={word: name for name, entries in file.gaits.items() for word in entries},
        typo_targets=file.typo_targets,
        patterns=patterns,
    )
