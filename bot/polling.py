"""What the poller's errors mean for the keeper, said once each.

The rule: a 409 ends this copy's polling; everything else is waited for.
"""

import logging
from collections.abc import Callable

from telegram.error import Conflict, TelegramError

from storage.errors import StorageError

log = logging.getLogger(__name__)

SECOND_POLLER = (
    "Another program asks Telegram for messages with the same token, so this copy stops asking."
    " End the other one, or give each its own token; then start again."
)


class PollingErrors:
    """The error callback of the poller. `give_up` is called, once, at Telegram's 409."""

    def __init__(self, give_up: Callable[[], None]) -> None:
        self._give_up = give_up
        self._last = ""

    def __call__(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            self._conflict()
            return
        words = str(error.__cause__) if isinstance(error.__cause__, StorageError) else error.message
        if words != self._last:
            log.warning("No messages at the moment: %s", words)
        self._last = words

    def _conflict(self) -> None:
        if self._last != SECOND_POLLER:
            self._last = SECOND_POLLER
            log.error(SECOND_POLLER)
            self._give_up()
