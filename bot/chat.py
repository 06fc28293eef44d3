"""The local chat: the same bot, with a Telegram of its own on this machine in place of the real one."""

from pathlib import Path

from pydantic import SecretStr

from bot.app import running
from bot.config import Config, Storage, Telegram
from bot.local.server import LocalTelegram
from bot.local.terminal import run_terminal
from bot.stopping import settle_down, until_stopped

# Shaped like a real one, and of no use anywhere else.
LOCAL_TOKEN = "100000:local"  # noqa: S105


async def talk(*, port: int, data: Path, terminal: bool) -> None:
    """Serve the chat page until Ctrl-C, or chat in the terminal until its end. Raises PortTaken."""
    data.mkdir(parents=True, exist_ok=True)
    async with LocalTelegram(port=0 if terminal else port, page=not terminal) as telegram:
        settings = local_config(telegram.api_url, data)
        async with running(settings, LOCAL_TOKEN) as bot:
            settle_down()
            if terminal:
                await run_terminal(telegram)
            else:
                print(f"Chat with the bot at {telegram.page_url}  (stop with Ctrl-C)", flush=True)  # noqa: T201
                await until_stopped(bot.ended)


def local_config(api_url: str, data: Path) -> Config:
    """The configuration of a local chat: the keeper's, but never their Telegram and never their database."""
    return Config(
        telegram=Telegram(token=SecretStr(LOCAL_TOKEN), api_url=api_url),
        storage=Storage(url=f"sqlite:///{data / 'local-chat.db'}"),
    )
