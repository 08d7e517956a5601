"""What a tenant's people asked in a period, counted by the database."""

import json
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlalchemy import Select, case, cast, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Integer, Text

from adapters.database.connect import Away, Database
from adapters.database.tables import questions, signs
from bot.cluster import LOOKED_AT, cluster
from bot.index import Index
from bot.insight import SECONDS, Figures, Insight, Period
from bot.remember import NotSaved
from bot.reply import Reply
from bot.report import report

WITHIN = 30.0


def reporter(
    database: Database, index: Callable[[], Index]
) -> Callable[[str, float], Awaitable[Reply]]:
    """Makes the chat's report of a tenant's last week."""

    async def tell(tenant: str, at: float) -> Reply:
        return report(await insight(database, tenant, index(), "week", at))

    return tell


async def insight(
    database: Database, tenant: str, index: Index, period: Period, at: float
) -> Insight:
    """The period that ends at `at`, and the one before; raises NotSaved."""
    length = SECONDS[period]
    try:
        async with database.reading(WITHIN) as connection:
            now = await _figures(connection, tenant, at - length, at)
            before = await _figures(connection, tenant, at - 2 * length, at - length)
    except Away as away:
        raise NotSaved from away
    never = (one.title for one in index.knowledge.entries if one.id not in now.entries)
    titles = {item.id: item.title for item in index.items}
    groups = cluster(now.unknowns, index)
    return Insight(tenant, period, now, before, groups, tuple(never), titles)


async def tenants_asking(database: Database) -> list[str]:
    """All tenants with questions, for the operator who chooses one: the one query that names no
    tenant, and tells nothing else. Raises NotSaved."""
    try:
        async with database.reading(WITHIN) as connection:
            found = await connection.scalars(
                select(questions.c.tenant).distinct().order_by(questions.c.tenant)
            )
            return list(found)
    except Away as away:
        raise NotSaved from away


async def _figures(connection: AsyncConnection, tenant: str, since: float, until: float) -> Figures:
    within = (questions.c.tenant == tenant, questions.c.at >= since, questions.c.at < until)
    typed = (*within, questions.c.picked.is_(False))
    said = case((questions.c.text != "", questions.c.text), else_=questions.c.words).label("said")
    unknown = (
        _counted(said, *typed, questions.c.outcome == "unknown", questions.c.boundary == "")
        .order_by(literal_column("2").desc())
        .limit(LOOKED_AT)
    )
    bucket = cast(questions.c.took * 10_000, Integer)
    # As text, since JSON has no order to group by.
    entries = _counted(cast(questions.c.entries, Text), *within, questions.c.outcome == "answer")
    signed = (
        select(
            signs.c.sign, case((signs.c.sign == "helpful", signs.c.value), else_=""), func.count()
        )
        .where(signs.c.tenant == tenant, signs.c.at >= since, signs.c.at < until)
        .group_by(literal_column("1"), literal_column("2"))
    )
    return Figures(
        outcomes=dict(await _rows(connection, _counted(questions.c.outcome, *typed))),
        signs={(sign, value): n for sign, value, n in await _rows(connection, signed)},
        entries=_each(await _rows(connection, entries)),
        boundaries=dict(
            await _rows(
                connection, _counted(questions.c.boundary, *typed, questions.c.boundary != "")
            )
        ),
        unknowns={text: n for text, n in await _rows(connection, unknown) if text},
        took=dict(await _rows(connection, _counted(bucket, *typed))),
    )


def _counted(what: Any, *conditions: Any) -> Select[Any]:
    return select(what, func.count()).where(*conditions).group_by(literal_column("1"))


async def _rows(connection: AsyncConnection, query: Select[Any]) -> Sequence[tuple[Any, ...]]:
    return [tuple(row) for row in await connection.execute(query)]


def _each(rows: Sequence[tuple[Any, ...]]) -> dict[str, int]:
    """Answers with several entries count for each."""
    counts: Counter[str] = Counter()
    for entries, count in rows:
        for entry in json.loads(entries):
            counts[entry] += count
    return dict(counts)
