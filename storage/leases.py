"""The table of the leases: who may dispatch on this database. The rule: one owner a name, until its time is over."""

from dataclasses import dataclass

from storage.driver import Transaction


@dataclass(frozen=True, slots=True)
class Lease:
    """`owner` may act until `until` (UTC seconds). `epoch` grows with every change of the owner."""

    name: str
    owner: str
    until: int
    epoch: int


async def get(transaction: Transaction, name: str) -> Lease | None:
    return await transaction.first(
        Lease, "SELECT name, owner, until, epoch FROM leases WHERE name = :name", {"name": name}
    )


async def take(transaction: Transaction, name: str, owner: str, now: int, until: int) -> Lease | None:
    """Take or renew the lease; None while somebody else holds it."""
    return await transaction.first(
        Lease,
        "INSERT INTO leases (name, owner, until, epoch) VALUES (:name, :owner, :until, 1)"
        " ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until,"
        " epoch = leases.epoch + CASE WHEN leases.owner = excluded.owner THEN 0 ELSE 1 END"
        " WHERE leases.owner = excluded.owner OR leases.until <= :now"
        " RETURNING name, owner, until, epoch",
        {"name": name, "owner": owner, "now": now, "until": until},
    )


async def release(transaction: Transaction, name: str, owner: str) -> None:
    """Let go. An owner that no longer holds the lease changes nothing."""
    await transaction.run(
        "UPDATE leases SET until = 0 WHERE name = :name AND owner = :owner", {"name": name, "owner": owner}
    )


async def held(transaction: Transaction, lease: Lease, now: int) -> bool:
    """Whether that very lease (not an earlier or later one) is in force now."""
    found = await get(transaction, lease.name)
    return found is not None and (found.owner, found.epoch) == (lease.owner, lease.epoch) and found.until > now
