"""Whether a database takes writes: one that can be read may lack a table, a right, or room."""

from sqlalchemy import delete, false, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.tables import deliveries, metadata
from adapters.database.upsert import replacing

OURS = {"tenant": "probe", "delivery": "probe", "expires": 0.0}
"""A row of no tenant's, gone before anybody could see it."""


async def probe(connection: AsyncConnection) -> None:
    """Write to every table without leaving anything; raises whatever keeps us from it."""
    for table in metadata.sorted_tables:
        nothing = select(table).where(false())
        await connection.execute(table.insert().from_select(list(table.c.keys()), nothing))
    await connection.execute(replacing(connection, deliveries, OURS))
    ours = deliveries.c.tenant == OURS["tenant"], deliveries.c.delivery == OURS["delivery"]
    await connection.execute(delete(deliveries).where(*ours))
