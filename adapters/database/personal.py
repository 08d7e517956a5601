"""What is kept of a person, or of a whole tenant, told and deleted."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.tables import (
    changes,
    conversations,
    deliveries,
    drafts,
    gone,
    notices,
    questions,
    reviews,
    signs,
    suggestions,
    tenants,
    wishes,
)

PERSONAL = (
    *(questions, signs, conversations, drafts, suggestions, wishes, notices, reviews),
    *(changes, gone),
)
"""Tables that name a person."""

TENANTS = (
    *(signs, reviews, wishes, notices, suggestions, questions),
    *(drafts, conversations, deliveries, tenants, gone),
)
"""Tables of which a tenant that leaves leaves nothing, in an order that keys allow; and pieces."""


async def theirs(
    connection: AsyncConnection, tenant: str, person: str, who: str
) -> dict[str, list[dict[str, Any]]]:
    """All rows that are a person's, by table; `who`: as of an Asker."""
    found = {}
    for table in PERSONAL:
        named = [table.c[name] == who for name in ("handed", "giver") if name in table.c]
        mine = select(table).where(table.c.tenant == tenant, or_(table.c.person == person, *named))
        rows = (await connection.execute(mine)).mappings()
        found[table.name] = [_told(row) for row in rows]
    return found


async def forget(connection: AsyncConnection, tenant: str, person: str, who: str) -> int:
    """Delete what is a person's; how many questions that were. `who`: as of an Asker."""
    asked = select(questions.c.id).where(questions.c.tenant == tenant, questions.c.person == person)
    # (that they asked again is told by the later question's id)
    derived = or_(signs.c.person == person, signs.c.question.in_(asked), signs.c.value.in_(asked))
    await connection.execute(delete(signs).where(signs.c.tenant == tenant, derived))
    count = 0
    handed = (reviews.c.tenant == tenant, reviews.c.handed == who)
    await connection.execute(delete(reviews).where(*handed))
    for table, name, own in ((reviews, "person", person), (notices, "giver", who)):
        theirs = (table.c.tenant == tenant, table.c[name] == own)
        await connection.execute(update(table).where(*theirs).values({name: ""}))
    for table in (wishes, notices, suggestions, drafts, conversations, questions):
        found = await connection.execute(
            delete(table).where(table.c.tenant == tenant, table.c.person == person)
        )
        count = int(found.rowcount)
    return count


async def drop_tenant(connection: AsyncConnection, tenant: str) -> None:
    """Delete all that is a tenant's, but for what it has of its own (overlays.py)."""
    for table in TENANTS:
        await connection.execute(delete(table).where(table.c.tenant == tenant))


def _told(row: RowMapping) -> dict[str, Any]:
    """A row for whom it is about: times as dates."""
    times = {"at", "expires"}
    return {
        name: datetime.fromtimestamp(value, UTC).isoformat() if name in times else value
        for name, value in row.items()
    }
