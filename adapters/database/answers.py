"""What answers misses, as far as that holds."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database import rows
from adapters.database.lapse import ANSWERED, VERDICT
from adapters.database.tables import changes, reviews
from bot.remember import Change, NotThere, beaten


def answered(tenant: str) -> Select[Any]:
    """The ids of a tenant's questions that a change answers."""
    return select(reviews.c.question).where(reviews.c.tenant == tenant, VERDICT == ANSWERED)


async def answer(connection: AsyncConnection, tenant: str, ids: Sequence[str]) -> Change | None:
    """The last change that answers one of these questions, with what does by it."""
    by = and_(changes.c.tenant == reviews.c.tenant, changes.c.id == reviews.c.change)
    last = (
        select(changes, reviews.c.item)
        .join(changes, by)
        .where(reviews.c.tenant == tenant, VERDICT == ANSWERED)
        .where(reviews.c.question.in_(ids))
        .order_by(changes.c.number.desc())
        .limit(1)
    )
    found = (await connection.execute(last)).mappings().first()
    return None if found is None else rows.change(found, found["item"])


async def by(connection: AsyncConnection, tenant: str, ids: Sequence[str]) -> Sequence[str]:
    """The questions that these changes answer."""
    if not ids:
        return ()
    return (await connection.scalars(answered(tenant).where(reviews.c.change.in_(ids)))).all()


async def first_to_answer(connection: AsyncConnection, tenant: str, change: Change) -> None:
    """Raises Conflict where another change answers what this one settles; NotThere where this one
    only leaves it as it is."""
    other = await answer(connection, tenant, change.settles) if change.settles else None
    if other is None:
        return
    if not change.edits:
        raise NotThere("waiting")
    raise beaten(change, other)
