"""The only place that reads the clock. The rule: everybody else is given the time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """This instant, as an aware UTC datetime."""
    return datetime.fromtimestamp(time.time(), UTC)
