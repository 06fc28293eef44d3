"""When to stop: at Ctrl-C, at the service manager's TERM, or when the bot can't go on."""

import asyncio
import contextlib
import gc
import signal


def settle_down() -> None:
    """After the start: what is loaded by now stays for good, so the collector need never look at it again."""
    gc.collect()
    gc.freeze()
    gc.enable()


async def until_stopped(ended: asyncio.Event) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    waits = [asyncio.create_task(event.wait()) for event in (stop, ended)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
