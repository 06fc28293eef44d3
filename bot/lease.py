"""Two copies on one database: only the one that holds the lease dispatches.

The rule: every claim names the lease, so a copy that lost it while it slept claims nothing.
"""

import asyncio
import logging
import os
import secrets
import socket

from bot.clock import Clock
from storage.errors import StorageError
from storage.leases import Lease
from storage.store import Store

log = logging.getLogger(__name__)

NAME = "dispatch"
LASTS_S = 15
RENEW_S = 5


def owner_of_this_process() -> str:
    """ "host pid nonce": tells whether the owner of a lease still lives, when it lived on this machine."""
    return f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"


def is_gone(owner: str) -> bool:
    """Whether that owner ran on this machine and certainly runs no more."""
    host, _, rest = owner.rpartition(" ")[0].rpartition(" ")
    if host != socket.gethostname() or not rest.isdecimal():
        return False
    if int(rest) == os.getpid():
        return True
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


class DispatchLease:
    """This process's claim to be the one that dispatches."""

    def __init__(self, store: Store, clock: Clock, owner: str | None = None) -> None:
        self._store = store
        self._clock = clock
        self._owner = owner or owner_of_this_process()
        self._lease: Lease | None = None
        self._told = False

    def current(self) -> Lease | None:
        """The lease if it is in force now."""
        lease = self._lease
        return lease if lease is not None and lease.until > self._clock().timestamp() else None

    async def held(self) -> Lease | None:
        """The lease in force, renewed first when it has run out (the machine may have slept)."""
        if self.current() is None:
            await self.renew()
        return self.current()

    async def renew(self) -> bool:
        """Take the lease or hold it for longer. A database that does not answer only costs a turn."""
        try:
            self._lease = await self._take()
        except StorageError as error:
            log.error("The lease could not be renewed: %s", error)
            return self.current() is not None
        if self._lease is None and not self._told:
            log.warning("Another copy of Retro Coach works on this database; this one waits until it ends.")
        self._told = self._lease is None
        return self._lease is not None

    async def _take(self) -> Lease | None:
        taken = await self._store.take_lease(NAME, self._owner, self._clock(), LASTS_S)
        if taken is not None:
            return taken
        other = await self._store.lease(NAME)
        if other is None or not is_gone(other.owner):
            return None
        await self._store.release_lease(NAME, other.owner)
        return await self._store.take_lease(NAME, self._owner, self._clock(), LASTS_S)

    async def wait(self) -> None:
        """Return when this process holds the lease."""
        while not await self.renew():
            await asyncio.sleep(RENEW_S)

    async def release(self) -> None:
        """Let go at once, so that the next copy need not wait."""
        self._lease = None
        try:
            await self._store.release_lease(NAME, self._owner)
        except StorageError as error:
            log.error("The lease could not be released: %s", error)
