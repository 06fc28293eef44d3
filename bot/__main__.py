"""The commands of `retro-coach` (the same as `python -m bot`)."""

import asyncio
import gc
import json
import logging
import sys
from collections.abc import Callable, Coroutine, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.config import Config, ConfigMistakesError, load_config, token_of
from bot.logs import set_up
from bot.stopping import settle_down, until_stopped
from coach.model import Snapshot
from storage.errors import StorageError

log = logging.getLogger(__name__)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
plans_app = typer.Typer(no_args_is_help=True, help="Training plans.")
app.add_typer(plans_app, name="plans")

ConfigFile = Annotated[Path | None, typer.Option("--config", help="The configuration file (default: config.toml).")]

NO_TOKEN = (
    "No bot token: put it into config.toml ([telegram] token) or RETRO_COACH_TELEGRAM__TOKEN; @BotFather gives you one."  # noqa: S105
)
WRONG_TOKEN = (
    "Telegram does not know this bot token. Copy it again from @BotFather into config.toml ([telegram] token)."  # noqa: S105
)


def say(line: str) -> None:
    typer.echo(line, err=True)


def main() -> None:
    """Run a command; what is expected to go wrong ends in clear lines and exit code 2."""
    set_up("WARNING")
    # Loading makes many objects that all stay: collecting in between costs a sixth of the start.
    gc.disable()
    try:
        app()
    except Exception as error:
        sys.exit(_explained(error))


def _explained(error: Exception) -> int:
    """The keeper's mistakes in words, ours in the log (which hides the token); the exit code."""
    from coach.listen.load import WordsError
    from coach.redflags.strict import ContentError
    from knowledge.encoder import BrokenWeightsError
    from knowledge.mistakes import KnowledgeMistakesError
    from plans.model import PlanMistakes

    content = (WordsError, ContentError, KnowledgeMistakesError, BrokenWeightsError, PlanMistakes)
    if isinstance(error, (ConfigMistakesError, StorageError, *content)):
        say(str(error))
        return 2
    log.error("Something unexpected went wrong. Please report it with these lines.", exc_info=error)
    return 1


# ---------------------------------------------------------------- serving


@app.command()
def run(
    config: ConfigFile = None,
    or_chat: Annotated[bool, typer.Option("--or-chat", help="Without a token, start the local chat.")] = False,
) -> None:
    """Serve Telegram by long polling."""
    settings = load_config(config)
    token = token_of(settings)
    set_up(settings.logging.level, settings.logging.format)
    if token:
        _run(lambda: _serve(settings, token))
    elif or_chat:
        say(NO_TOKEN)
        say("Starting the local chat instead.")
        chat()
    else:
        say(NO_TOKEN)
        raise typer.Exit(2)


async def _serve(settings: Config, token: str) -> None:
    from telegram.error import InvalidToken

    from bot.app import running

    try:
        async with running(settings, token) as bot:
            settle_down()
            say(f"@{bot.bot.username} is listening. Stop with Ctrl-C.")
            await until_stopped(bot.ended)
    except InvalidToken:
        say(WRONG_TOKEN)
        raise typer.Exit(2) from None
    if bot.ended.is_set():
        raise typer.Exit(2)


def _run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    try:
        asyncio.run(work())
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@app.command()
def chat(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the chat page is, on 127.0.0.1.")] = 8080,
    data: Annotated[Path, typer.Option(help="The folder of the local chat's database.")] = Path("data"),
    terminal: Annotated[bool, typer.Option("--terminal", help="Chat in this terminal instead of a page.")] = False,
) -> None:
    """The whole bot with no account and no token: a chat page on this machine, or a chat in the terminal."""
    from bot.chat import talk
    from bot.local.server import PortTaken

    set_up("WARNING" if terminal else "INFO")
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        say(f"The folder {data} cannot be used for the chat's database ({error.strerror}); name another with --data.")
        raise typer.Exit(2) from None
    try:
        _run(lambda: talk(port=port, data=data, terminal=terminal))
    except PortTaken as error:
        say(str(error))
        raise typer.Exit(2) from None


# ---------------------------------------------------------------- content


@app.command()
def check(config: ConfigFile = None) -> None:
    """Validate the configuration, every plan, card and text; all mistakes at once."""
    from bot.checks import find_mistakes

    mistakes = find_mistakes(config, _today())
    for mistake in mistakes:
        say(mistake)
    counted = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
    say(counted if mistakes else "All good: configuration, plans, cards, words and texts.")
    if mistakes:
        raise typer.Exit(1)


@app.command()
def understand() -> None:
    """JSON lines (id, text, now, units) on stdin become JSON lines of what was understood on stdout, in order."""
    from coach.listen.load import load_words
    from coach.listen.wire import lines
    from coach.redflags.detect import detect
    from coach.redflags.load import load_flags

    flags = load_flags()
    words = load_words()

    def answer(line: str) -> Iterator[str]:
        return lines([line], words, lambda text: detect(text, flags) is not None)

    _answer_lines('{"id", "text", "now", "units"}', answer)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question.")] = "",
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Read {"id","text"} lines from stdin.')] = False,
) -> None:
    """Answer from the knowledge base."""
    from bot.asking import in_words, warn
    from bot.content import load_content
    from knowledge.wire import answer_lines

    if not question and not jsonl:
        say('Ask something: retro-coach ask "is it good for my knees?"')
        raise typer.Exit(2)
    content = load_content()
    search, said, warned = content.search(), partial(in_words, content), partial(warn, content=content)
    if question:
        typer.echo(warned(question) or said(search.ask(question)))
        return
    _answer_lines('{"id", "text"}', lambda line: answer_lines([line], search, said, warned))


def _answer_lines(wanted: str, answer: Callable[[str], Iterator[str]]) -> None:
    """Answer stdin line by line, in order. A line that can't be read is named on stderr; the others are answered."""
    unread = 0
    for number, line in enumerate(typer.get_binary_stream("stdin"), 1):
        try:
            for answered in answer(line.decode()):
                typer.echo(answered)
        except ValueError as error:
            unread += 1
            say(f"line {number}: {_reason(error, wanted)}")
    if unread:
        raise typer.Exit(1)


def _reason(error: ValueError, wanted: str) -> str:
    cause = error.__cause__ or error
    match cause:
        case json.JSONDecodeError():
            return f"this is not JSON: {cause.msg} at column {cause.colno}"
        case KeyError():
            return f"{cause} is missing; each line must be a JSON object {wanted}"
        case ValueError():
            return str(cause)
        case _:
            return f"each line must be a JSON object {wanted}"


@plans_app.command("schema")
def plans_schema() -> None:
    """The JSON Schema of a plan file, for your editor."""
    from plans.schema import plan_schema

    typer.echo(json.dumps(plan_schema(), indent=2))


# ---------------------------------------------------------------- for the keeper


@app.command()
def export(chat_id: int, config: ConfigFile = None) -> None:
    """Everything about one chat, as JSON on stdout."""
    from coach.export import document
    from storage.store import open_store

    url = _url_of(config)

    async def work() -> None:
        async with open_store(url) as store:
            snapshot = await store.export(chat_id)
        if snapshot == Snapshot():
            say(f"Nothing is known about chat {chat_id}.")
        typer.echo(json.dumps(document(snapshot), ensure_ascii=False, indent=2))

    _run(work)


@app.command()
def forget(chat_id: int, config: ConfigFile = None) -> None:
    """Erase every row of one chat."""
    from storage.store import open_store

    url = _url_of(config)

    async def work() -> None:
        async with open_store(url) as store:
            known = await store.export(chat_id) != Snapshot()
            await store.forget(chat_id)
        if not known:
            say(f"Nothing was known about chat {chat_id}.")
            return
        say(f"Everything about chat {chat_id} is erased. Copies in the backups folder are yours to delete.")

    _run(work)


@app.command()
def backup(file: Path, config: ConfigFile = None) -> None:
    """A consistent copy of the database, also while the bot runs."""
    from storage.sqlite import path_of
    from storage.store import open_store

    url = _url_of(config)
    if file.is_dir() or file.resolve() == path_of(url).resolve():
        say(f"{file} is {'a folder' if file.is_dir() else 'the database itself'}: name a file for the copy.")
        raise typer.Exit(2)

    async def work() -> None:
        async with open_store(url) as store:
            await store.backup(file)
        say(f"The database is copied to {file}.")

    _run(work)


def _url_of(config: Path | None) -> str:
    """The address of a database that is there: these commands look after one, they never make one."""
    from storage.sqlite import path_of

    url = load_config(config).storage.url
    path = path_of(url)
    if not path.exists():
        say(f"There is no database at {path}. Run this where the bot runs, or name its --config FILE.")
        raise typer.Exit(2)
    return url


def _today() -> date:
    from bot.clock import now

    return now().date()


if __name__ == "__main__":
    main()
