"""The rules of the house that a type checker can't see: who may import what, where the clock and the files are."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = ("coach", "plans", "knowledge")
IMPURE = {
    "aiohttp", "aiosqlite", "apscheduler", "asyncio", "asyncpg", "http", "httpx", "random", "requests", "secrets",
    "socket", "sqlite3", "subprocess", "telegram", "threading", "time", "urllib",
}  # fmt: skip
# Build scripts are run by hand when content changes; the bot never imports them.
TOOLS = {
    ROOT / name
    for name in (
        "coach/places/make_cities.py",
        "coach/redflags/bank/make.py",
        "knowledge/vectors/asks.py",
        "knowledge/vectors/make.py",
    )
}


def sources(room: str) -> list[Path]:
    return [path for path in sorted((ROOT / room).rglob("*.py")) if path not in TOOLS]


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, those inside functions and for types included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from (f"{module}.{name.name}" for name in node.names) if "." not in module else (module,)


def calls(path: Path) -> Iterator[str]:
    """The dotted name of everything a file calls, as far as it has one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_imports_nothing_impure(room: str) -> None:
    found = {(path.name, name) for path in sources(room) for name in imports(path) if name.split(".")[0] in IMPURE}
    assert not found


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_reads_files_only_in_load(room: str) -> None:
    reading = (".read_text", ".read_bytes", ".open", ".glob", ".rglob", ".iterdir", ".exists")
    found = {
        (path.relative_to(ROOT).as_posix(), call)
        for path in sources(room)
        if path.name != "load.py"
        for call in calls(path)
        if call == "open" or call.endswith(reading)
    }
    assert not found


@pytest.mark.parametrize("room", ["bot", *PURE, "storage"])
def test_only_one_function_reads_the_clock(room: str) -> None:
    clocks = ("time.time", "datetime.now", "datetime.utcnow", "date.today", "datetime.datetime.now")
    found = {
        (path.relative_to(ROOT).as_posix(), call)
        for path in sources(room)
        for call in calls(path)
        if call in clocks and path != ROOT / "bot/clock.py"
    }
    assert not found


def test_storage_knows_nothing_of_the_coach_but_its_records() -> None:
    found = {name for path in sources("storage") for name in imports(path) if name.startswith("coach")}
    assert found == {"coach.model"}


def test_sql_lives_in_storage_only() -> None:
    words = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ")
    found = {
        path.relative_to(ROOT).as_posix()
        for room in ("bot", *PURE)
        for path in sources(room)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lstrip().startswith(words)
    }
    assert not found


def test_every_test_lies_beside_its_twin() -> None:
    rooms = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert rooms <= {"bot", "browser", "coach", "house", "knowledge", "plans", "storage", "stories"}
