"""What has to be done one after the other, done so by all processes."""

import hashlib

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


async def take_turn(connection: AsyncConnection, of: str) -> None:
    """One transaction at a time of the same name; on SQLite there is one writer as it is."""
    if connection.dialect.name == "sqlite":
        return
    await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": turn(of)})


def turn(of: str) -> int:
    """The number of the lock that such a transaction holds on PostgreSQL."""
    digest = hashlib.sha256(of.encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
