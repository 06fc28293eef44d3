"""The commands, with real files: what they answer, what they say when something is wrong, and how they end."""

import asyncio
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from coach.model import Pain, PutRunner, PutSession, Runner, Session
from storage.store import open_store

ROOT = Path(__file__).parents[2]
COMMANDS = ("run", "chat", "check", "understand", "ask", "export", "forget", "backup", "plans")
TOKEN = "123456789:AAaabbccddeeffgghhiijjkkllmmnnooppqq"
AT = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
CHAT = 42


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()


Command = Callable[..., Ended]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """`command("ask", "why?", stdin="...")` runs it in an empty folder, in this process, as its script would."""
    monkeypatch.chdir(tmp_path)
    for variable in os.environ:
        if variable.startswith("RETRO_COACH_") or variable == "CREDENTIALS_DIRECTORY":
            monkeypatch.delenv(variable)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def run(*words: str | Path | int, stdin: str | bytes = "") -> Ended:
        given = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "argv", ["retro-coach", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        try:
            main()
            code: object = 0
        except SystemExit as ended:
            code = ended.code
        written = capsys.readouterr()
        return Ended(code if isinstance(code, int) else 0, written.out, written.err)

    yield run
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database beside the bot in which one runner has logged one session."""
    path = tmp_path / "retro-coach.db"

    async def seed() -> None:
        session = Session(
            "1.0", date(2026, 3, 1), "backward_run", 2000, 960, 6, (Pain("knee", "left", "mild"),), "windy"
        )
        async with open_store(f"sqlite:///{path}") as store:
            changes = (PutRunner(Runner(CHAT, name="Anna", zone="Europe/Lisbon")), PutSession(session))
            await store.commit(1, CHAT, changes, (), AT)

    asyncio.run(seed())
    return path


@pytest.fixture
def unwritable(tmp_path: Path) -> Path:
    """A folder in which nothing can be made, not even by root."""
    if os.geteuid() == 0:
        return Path("/proc")
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    return folder


def configured(folder: Path, url: str) -> Path:
    file = folder / "coach.toml"
    file.write_text(f'[telegram]\ntoken = "{TOKEN}"\n\n[storage]\nurl = "{url}"\n', encoding="utf-8")
    return file


# ---------------------------------------------------------------- the table of contents


def test_help_lists_every_command(command: Command) -> None:
    ended = command("--help")
    assert ended.code == 0
    assert [name for name in COMMANDS if f" {name} " not in ended.out] == []


def test_the_module_is_the_same_program() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "plans", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "schema" in ended.stdout


def test_help_needs_no_heavy_library() -> None:
    """What a command needs is imported when it runs."""
    heavy = (
        "{'telegram', 'aiohttp', 'babel', 'fluent', 'apscheduler', 'resvg_py', 'ruamel', 'numpy', 'aiosqlite', 'tzfpy'}"
    )
    code = f"import sys, bot.__main__; print(sorted({heavy} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


def test_an_unknown_command_ends_with_two_and_a_hint(command: Command) -> None:
    ended = command("rn")
    assert ended.code == 2
    assert "No such command 'rn'" in ended.err


# ---------------------------------------------------------------- run


def test_run_without_a_token_says_so_in_one_line(command: Command) -> None:
    ended = command("run")
    assert (ended.code, ended.out) == (2, "")
    (line,) = ended.lines
    assert "No bot token" in line
    assert "RETRO_COACH_TELEGRAM__TOKEN" in line
    assert "@BotFather" in line


def test_run_with_a_malformed_configuration_tells_every_mistake(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "coach.toml"
    file.write_text('[telegram]\ntokn = "x"\n\n[reminders]\nper_second = "fast"\n', encoding="utf-8")
    ended = command("run", "--config", file)
    assert ended.code == 2
    assert ended.lines == [
        f"{file}:2:1: telegram.tokn: unknown key; did you mean 'telegram.token'?",
        f"{file}:5:1: reminders.per_second: this must be a number above 0 and at most 30",
    ]


def test_run_with_a_configuration_that_is_not_there_says_what_to_do(command: Command) -> None:
    ended = command("run", "--config", "nowhere.toml")
    assert ended.code == 2
    assert ended.lines == ["nowhere.toml:1:1: file: there is no such file; copy config.example.toml to it"]


def test_run_where_nothing_can_be_written_says_so_in_one_line(
    command: Command, unwritable: Path, tmp_path: Path
) -> None:
    ended = command("run", "--config", configured(tmp_path, f"sqlite:///{unwritable}/coach.db"))
    assert ended.code == 2
    (line,) = ended.lines
    assert line.startswith("The database cannot be opened: check that its folder exists and that it may be written.")


def test_run_on_a_file_that_is_no_database_says_so_in_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "coach.db").write_bytes(b"this is a shopping list, not a database\n" * 200)
    ended = command("run", "--config", configured(tmp_path, f"sqlite:///{tmp_path}/coach.db"))
    assert ended.code == 2
    (line,) = ended.lines
    assert line.startswith("The file is not a database or it is damaged: restore the newest backup.")


def test_run_with_a_broken_plan_tells_the_mistake_and_no_traceback(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "mine.yaml").write_text("title: 5\n", encoding="utf-8")
    monkeypatch.setattr("plans.load.LIBRARY", tmp_path / "library")
    ended = command("run", "--config", configured(tmp_path, f"sqlite:///{tmp_path}/coach.db"))
    assert ended.code == 2
    assert "mine.yaml:1:" in ended.err
    assert "Traceback" not in ended.err


def test_what_nobody_expected_is_logged_without_the_token(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"bot{TOKEN} is on fire")

    monkeypatch.setattr("bot.__main__.load_config", broken)
    ended = command("run")
    assert ended.code == 1
    assert "bot<token> is on fire" in ended.err
    assert TOKEN not in ended.err


def test_chat_in_a_folder_that_cannot_be_made_says_so_in_one_line(command: Command, unwritable: Path) -> None:
    ended = command("chat", "--terminal", "--data", unwritable / "data")
    assert ended.code == 2
    assert len(ended.lines) == 1
    assert "name another with --data" in ended.err


# ---------------------------------------------------------------- check


def test_check_finds_nothing_wrong_with_what_we_ship(command: Command) -> None:
    ended = command("check")
    assert (ended.code, ended.lines) == (0, ["All good: configuration, plans, cards, words and texts."])


def test_check_tells_mistakes_and_ends_with_one(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "coach.toml"
    file.write_text('[logging]\nlevl = "INFO"\nformat = "xml"\n', encoding="utf-8")
    ended = command("check", "--config", file)
    assert ended.code == 1
    assert ended.lines == [
        f"{file}:2:1: logging.levl: unknown key; did you mean 'logging.level'?",
        f'{file}:3:1: logging.format: this must be "text" or "json"',
        "2 mistakes",
    ]


def test_check_counts_a_single_mistake_as_one(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.checks.find_mistakes", lambda *_: ["config.toml:1:1: x: unknown key"])
    assert command("check").lines == ["config.toml:1:1: x: unknown key", "1 mistake"]


# ---------------------------------------------------------------- plans


def test_the_schema_of_a_plan_is_json_schema(command: Command) -> None:
    ended = command("plans", "schema")
    schema = json.loads(ended.out)
    assert ended.code == 0
    assert schema["type"] == "object"
    assert {"title", "weeks"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False
    missing = [one for one in _references(schema) if one.removeprefix("#/$defs/") not in schema.get("$defs", {})]
    assert missing == []


def _references(part: object) -> Iterator[str]:
    match part:
        case {"$ref": str(name)}:
            yield name
        case dict():
            for one in part.values():
                yield from _references(one)
        case list():
            for one in part:
                yield from _references(one)


# ---------------------------------------------------------------- line by line

NOW = "2026-03-02T10:00:00+00:00"


def told(row_id: str, text: str) -> str:
    return json.dumps({"id": row_id, "text": text, "now": NOW, "units": "metric"})


def test_understand_answers_every_line_in_order(command: Command) -> None:
    texts = ("2 km backward in 16 min", "remind me at 7am", "done", "what's today?")
    ended = command("understand", stdin="\n".join(told(str(at), text) for at, text in enumerate(texts)) + "\n\n")
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert (ended.code, ended.err) == (0, "")
    assert [row["id"] for row in rows] == ["0", "1", "2", "3"]
    assert rows[0]["sessions"][0] | {"pain": []} == {
        "date": "2026-03-02",
        "mode": "backward_run",
        "distance_m": 2000.0,
        "duration_s": 960,
        "rpe": None,
        "pain": [],
    }


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("not json", "line 2: this is not JSON: Expecting value at column 1"),
        ("[1, 2]", 'line 2: each line must be a JSON object {"id", "text", "now", "units"}'),
        ('{"id": "1", "text": "x"}', "line 2: 'now' is missing; each line must be a JSON object"),
        ('{"id": "1", "text": "x", "now": "soon"}', "line 2: Invalid isoformat string: 'soon'"),
        (b"\xff\xfe", "line 2: 'utf-8' codec can't decode byte 0xff"),
    ],
)
def test_understand_names_a_line_it_cannot_read_and_answers_the_others(
    broken: str | bytes, reason: str, command: Command
) -> None:
    middle = broken if isinstance(broken, bytes) else broken.encode()
    ended = command("understand", stdin=b"\n".join([told("a", "done").encode(), middle, told("c", "done").encode()]))
    assert [json.loads(line)["id"] for line in ended.out.splitlines()] == ["a", "c"]
    assert ended.code == 1
    (line,) = ended.lines
    assert line.startswith(reason)


def test_ask_answers_every_line_in_order_and_names_the_one_it_cannot_read(command: Command) -> None:
    lines = (
        '{"id": 1, "text": "is it good for my knees?"}',
        "not json",
        '{"id": 3, "text": "what is the best pizza in Naples?"}',
        '{"id": 4}',
        '{"id": 5, "text": "I have chest pain and cannot breathe"}',
    )
    ended = command("ask", "--jsonl", stdin="\n".join(lines))
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert [row["id"] for row in rows] == [1, 3, 5]
    assert [row["outcome"] for row in rows[1:]] == ["unknown", "safety"]
    assert rows[0]["outcome"] in ("answer", "choices")
    assert rows[0]["cards"]
    assert all(row["text"] and "<b>" not in row["text"] for row in rows)
    assert ended.code == 1
    assert [line.partition(":")[0] for line in ended.lines] == ["line 2", "line 4"]


def test_ask_answers_a_question_in_plain_text(command: Command) -> None:
    ended = command("ask", "is it good for my knees?")
    assert ended.code == 0
    assert "knee" in ended.out.lower()
    assert "<b>" not in ended.out


def test_ask_without_a_question_says_how(command: Command) -> None:
    ended = command("ask")
    assert (ended.code, ended.out) == (2, "")
    assert 'retro-coach ask "' in ended.err


# ---------------------------------------------------------------- for the keeper


def test_export_gives_everything_about_a_chat(command: Command, database: Path) -> None:
    ended = command("export", CHAT)
    document = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert set(document) == {"runner", "plan", "reminders", "sessions"}
    assert (document["runner"]["name"], document["plan"]) == ("Anna", None)
    assert document["sessions"] == [
        {
            "date": "2026-03-01",
            "mode": "backward_run",
            "distance_m": 2000.0,
            "duration_s": 960,
            "rpe": 6.0,
            "pain": [{"site": "knee", "side": "left", "severity": "mild"}],
            "note": "windy",
            "planned": None,
        }
    ]
    assert database.exists()


@pytest.mark.usefixtures("database")
def test_export_of_a_chat_that_nobody_knows_is_empty_and_says_so(command: Command) -> None:
    ended = command("export", 7)
    assert json.loads(ended.out) == {"runner": {}, "plan": None, "reminders": [], "sessions": []}
    assert ended.lines == ["Nothing is known about chat 7."]


@pytest.mark.usefixtures("database")
def test_forget_erases_a_chat(command: Command) -> None:
    ended = command("forget", CHAT)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith("Everything about chat 42 is erased.")
    assert json.loads(command("export", CHAT).out)["sessions"] == []


@pytest.mark.usefixtures("database")
def test_forget_of_a_chat_that_nobody_knows_says_so_and_touches_nobody_else(command: Command) -> None:
    assert command("forget", 7).lines == ["Nothing was known about chat 7."]
    assert json.loads(command("export", CHAT).out)["runner"]["name"] == "Anna"


@pytest.mark.usefixtures("database")
def test_a_backup_is_a_whole_database_that_only_its_owner_can_read(command: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    ended = command("backup", copy)
    assert (ended.code, ended.lines) == (0, [f"The database is copied to {copy}."])
    assert copy.stat().st_mode & 0o077 == 0
    config = configured(tmp_path, f"sqlite:///{copy}")
    assert json.loads(command("export", CHAT, "--config", config).out)["sessions"][0]["note"] == "windy"


def test_a_backup_never_goes_over_the_database_itself(command: Command, database: Path) -> None:
    before = database.read_bytes()
    ended = command("backup", database)
    assert ended.code == 2
    assert ended.lines == [f"{database} is the database itself: name a file for the copy."]
    assert database.read_bytes() == before


@pytest.mark.usefixtures("database")
def test_a_backup_needs_a_file_and_not_a_folder(command: Command, tmp_path: Path) -> None:
    assert command("backup", tmp_path).lines == [f"{tmp_path} is a folder: name a file for the copy."]


@pytest.mark.usefixtures("database")
def test_a_backup_to_where_nothing_can_be_written_says_so_in_one_line(command: Command, unwritable: Path) -> None:
    ended = command("backup", unwritable / "copy.db")
    assert ended.code == 2
    assert len(ended.lines) == 1
    assert "cannot be" in ended.err


@pytest.mark.parametrize("words", [("export", "42"), ("forget", "42"), ("backup", "copy.db")])
def test_the_keepers_commands_never_make_a_database(words: tuple[str, ...], command: Command, tmp_path: Path) -> None:
    ended = command(*words)
    assert ended.code == 2
    assert ended.lines == [
        "There is no database at retro-coach.db. Run this where the bot runs, or name its --config FILE."
    ]
    assert list(tmp_path.iterdir()) == []


def test_export_of_a_damaged_database_says_so_in_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "retro-coach.db").write_bytes(b"x" * 8192)
    ended = command("export", CHAT)
    assert ended.code == 2
    assert len(ended.lines) == 1
    assert ended.err.startswith("The file is not a database or it is damaged")
