"""The documents tell the truth about the repository: what they name exists, and what people may use is named."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.__main__ import app
from bot.app import COMMANDS
from bot.config import Config

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
MOST_LINES = 40
# Records that are still to be written; empty once there is one for every number.
DECLARED_GAPS: set[int] = set()
# Split, so that this file does not hold what it looks for.
NOT_OURS = ["/wo" + "rk/", "pythonho" + "sted", "py" + "pi.org", "index-u" + "rl", "registry.np" + "mjs"]


def repository() -> list[Path]:
    """Every file that is, or is about to be, in the repository."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in sorted(set(found)) if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def files() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("this is a copy without its repository")
    return repository()


def documents() -> list[Path]:
    """The pages for people; cards are content, with checks of their own."""
    folders = ["docs", "bot", "coach", "knowledge", "plans", "storage"]
    pages = [*ROOT.glob("*.md"), *(page for folder in folders for page in ROOT.glob(f"{folder}/**/*.md"))]
    return sorted(page for page in pages if ROOT / "knowledge/cards" not in page.parents)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(page: Path) -> str:
    """A page without its blocks of code, in which names may be examples."""
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def links(page: Path) -> Iterator[str]:
    """The targets of a page's links and pictures that lie in the repository."""
    text = prose(page)
    found = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r"(?:src|srcset|href)=\"([^\"]+)\"", text)
    yield from (target.partition("#")[0] for target in found if not re.match(r"[a-z]+:|#", target))


def paths(page: Path) -> Iterator[str]:
    """What stands between backticks and looks like a path from the root of the repository."""
    rooms = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in (".venv", ".git", "data")}
    for code in re.findall(r"`([^`\n]+)`", prose(page)):
        head = code.partition("/")[0]
        at_root = re.fullmatch(r"\.?[\w.-]+\.(md|toml|lock)|Makefile|LICENSE", code) and code != "config.toml"
        if re.fullmatch(r"[\w./*-]+", code) and (at_root or ("/" in code and head in rooms)):
            yield code


@pytest.mark.parametrize("page", documents(), ids=name_of)
def test_every_link_leads_to_a_file(page: Path) -> None:
    assert [target for target in links(page) if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", documents(), ids=name_of)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    beside = ROOT if page.parent == ROOT else page.parent
    assert [path for path in paths(page) if not (any(ROOT.glob(path)) or any(beside.glob(path)))] == []


# ---------------------------------------------------------------- the README names what people may use


def table_of(heading: str) -> str:
    """The first cells of the README's tables under a heading."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return "\n".join(re.findall(r"^\| (`[^|]*`) \|", section, re.MULTILINE))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_chat_command_stands_in_the_readme(command: str) -> None:
    assert f"`/{command}`" in table_of("In the chat")


def test_the_readme_names_no_chat_command_that_there_is_not() -> None:
    assert set(re.findall(r"`/(\w+)`", table_of("In the chat"))) == set(COMMANDS)


def cli_commands(group: typer.Typer, name: str = "retro-coach") -> Iterator[str]:
    for command in group.registered_commands:
        assert command.callback is not None
        yield f"{name} {command.name or command.callback.__name__}"
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        yield from cli_commands(inner.typer_instance, f"{name} {inner.name}")


def test_every_command_of_the_command_line_stands_in_the_readme() -> None:
    named = set(re.findall(r"`([^`]+)`", table_of("On the command line")))
    assert named == set(cli_commands(app))


def config_keys() -> list[str]:
    return [f"{section}.{key}" for section, keys in Config().model_dump().items() for key in keys]


@pytest.mark.parametrize("key", config_keys())
def test_every_key_of_the_configuration_stands_in_the_readme(key: str) -> None:
    assert f"`{key}`" in table_of("Configuration")


def test_the_example_configuration_holds_every_key_with_its_default() -> None:
    example = tomllib.loads((ROOT / "config.example.toml").read_text(encoding="utf-8"))
    assert [f"{section}.{key}" for section, keys in example.items() for key in keys] == config_keys()
    assert Config.model_validate(example) == Config()


def test_every_measurement_of_the_readme_is_a_target_of_the_makefile() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([\w-]+)", README + ARCHITECTURE)) <= targets


# ---------------------------------------------------------------- the house


def third_party_imports() -> set[str]:
    """The top names of everything imported that is neither ours nor Python's."""
    ours = {"bot", "coach", "knowledge", "plans", "storage"}
    sources = (path.read_text(encoding="utf-8") for room in ours for path in (ROOT / room).rglob("*.py"))
    found = {name for text in sources for name in re.findall(r"^\s*(?:import|from) ([a-z_0-9]+)", text, re.MULTILINE)}
    return {name for name in found if name not in ours | set(sys.stdlib_module_names)}


LIBRARY_OF = {
    "telegram": "python-telegram-bot",
    "ruamel": "ruamel.yaml",
    "fluent": "fluent.runtime",
    "pydantic_core": "pydantic",
}


def test_every_library_that_the_rooms_import_is_justified() -> None:
    section = ARCHITECTURE.partition("## What it stands on")[2].partition("\n## ")[0].lower()
    wanted = {LIBRARY_OF.get(name, name.replace("_", "-")) for name in third_party_imports()}
    assert {name for name in wanted if name not in section} == set()


def test_decision_records_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert len(numbers) == len(set(numbers))
    assert set(range(1, max(numbers) + 1)) - set(numbers) <= DECLARED_GAPS


@pytest.mark.parametrize("record", DECISIONS, ids=name_of)
def test_a_decision_record_is_short_and_says_what_was_given_up(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert text.startswith(f"# {int(record.name[:4])}. ")
    assert "\n## Problem\n" in text
    assert "\n## Choice\n" in text
    assert "\n## What we gave up\n" in text


def test_no_file_names_a_registry_or_a_place_on_the_machine_it_was_written_on(files: list[Path]) -> None:
    found = {
        (name_of(path), word)
        for path in files
        for content in [path.read_bytes()]
        for word in NOT_OURS
        if word.encode() in content
    }
    assert found == set()
