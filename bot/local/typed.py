"""The lines that are typed on standard input, whether it is a terminal, a pipe or a file.

One rule: the thread that reads holds no lock of Python's own input, so that the program can end while it waits.
"""

import asyncio
import codecs
import os
import sys
import threading
from collections.abc import AsyncIterator

_CHUNK = 65_536


async def typed_lines() -> AsyncIterator[str]:
    """Each line without its end, until the input ends."""
    loop = asyncio.get_running_loop()
    chunks: asyncio.Queue[bytes] = asyncio.Queue()
    threading.Thread(target=_read, args=(sys.stdin.fileno(), loop, chunks), daemon=True).start()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    begun = ""
    while chunk := await chunks.get():
        *lines, begun = (begun + decoder.decode(chunk)).split("\n")
        for line in lines:
            yield line.removesuffix("\r")
    if begun:
        yield begun


def _read(descriptor: int, loop: asyncio.AbstractEventLoop, chunks: asyncio.Queue[bytes]) -> None:
    chunk = b"\n"
    while chunk:
        try:
            chunk = os.read(descriptor, _CHUNK)
        except OSError:
            chunk = b""
        try:
            loop.call_soon_threadsafe(chunks.put_nowait, chunk)
        except RuntimeError:
            return
