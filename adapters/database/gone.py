"""Who was forgotten, and tenants that left: what was asked before is not written any more.

Writes wait in the queues of several processes. Each looks here in its own transaction, so that none
brings back what was deleted meanwhile. On PostgreSQL a lock a tenant keeps those apart that would
not see one another; on SQLite there is one writer at a time.
"""

import hashlib

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.tables import gone
from adapters.database.upsert import replacing

EVERYBODY = ""
"""Stands for a person's code where a whole tenant left."""

SHARED = "shared"
"""Where a connection notes its transaction and the tenants that this one shares."""

KEPT_FOR = 7 * 86_400.0
"""Seconds: no process holds a write back for longer."""


async def share(connection: AsyncConnection, tenant: str) -> None:
    """Before a write of what may be deleted: wait for whoever deletes there. Once a transaction is
    enough: many writes are in one."""
    if connection.dialect.name != "postgresql":
        return
    began = connection.sync_connection and connection.sync_connection.get_transaction()
    of, shared = connection.info.get(SHARED, (None, frozenset()))
    if of is began and tenant in shared:
        return
    await connection.execute(select(func.pg_advisory_xact_lock_shared(_lock(tenant))))
    connection.info[SHARED] = began, (shared if of is began else frozenset()) | {tenant}


async def alone(connection: AsyncConnection, tenant: str) -> None:
    """Before deleting: wait for writes under way there, and let those that come after see it."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(_lock(tenant))))


async def mark(connection: AsyncConnection, tenant: str, person: str, at: float) -> None:
    """From now on nothing from before `at` is written of them."""
    values = {"tenant": tenant, "person": person, "at": at, "expires": at + KEPT_FOR}
    await connection.execute(replacing(connection, gone, values))


def is_gone(tenant: str, person: str, at: float) -> ColumnElement[bool]:
    """Whether what they did then is not to be written any more."""
    return exists(
        select(gone.c.at).where(
            gone.c.tenant == tenant, gone.c.person.in_([person, EVERYBODY]), gone.c.at >= at
        )
    )


def _lock(tenant: str) -> int:
    """A number of 64 bits."""
    return int.from_bytes(hashlib.sha256(tenant.encode()).digest()[:8], signed=True)
