"""Row numbers that are never used twice, not even after rows were erased. The rule: taken inside the transaction."""

from storage.driver import Transaction


async def take(transaction: Transaction, name: str, count: int) -> int:
    """The first of `count` new numbers in a row."""
    last = await transaction.first(
        int,
        "INSERT INTO numbers (name, last) VALUES (:name, :count)"
        " ON CONFLICT (name) DO UPDATE SET last = numbers.last + excluded.last RETURNING last",
        {"name": name, "count": count},
    )
    assert last is not None
    return last - count + 1
