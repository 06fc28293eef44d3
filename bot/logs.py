"""The log: text or JSON lines on stderr, and never a token in it, not even in a traceback."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

# In an address the colon may be written as %3A.
TOKEN = re.compile(r"(?<!\d)\d{6,12}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")

# These tell every request at INFO, with its address.
CHATTY = ("httpx", "httpcore", "aiohttp", "apscheduler", "telegram")


def redacted(text: str) -> str:
    return TOKEN.sub("<token>", text)


class TextFormatter(logging.Formatter):
    """One record a line, its traceback below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        row = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            row["traceback"] = self.formatException(record.exc_info)
        if record.stack_info:
            row["stack"] = self.formatStack(record.stack_info)
        # Before JSON escapes anything: digits of an escape would hide the beginning of a token.
        return json.dumps({name: redacted(value) for name, value in row.items()}, ensure_ascii=False)


def set_up(level: str, form: str = "text") -> None:
    """Send the log of everything to stderr, redacted in the formatter: the last place before it is written."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
