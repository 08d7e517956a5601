"""What a tenant's people asked in a day, a week and a month, counted by the database.

Each query counts once for all periods, and reads an index rather than the rows, where it can: in
its order, so that alike rows come together without being sorted.
"""

import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    case,
    cast,
    func,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Integer, Text

from adapters.database.behind import Behind
from adapters.database.connect import WRITE_WITHIN, Database
from adapters.database.faults import Away
from adapters.database.tables import questions, signs
from bot.cluster import LOOKED_AT, cluster
from bot.index import Index
from bot.insight import AGES, SECONDS, Figures, Insight, Period, compare
from bot.remember import NotSaved
from bot.reply import Reply
from bot.report import report

TENTHS = 10_000
"""Of a millisecond, in a second."""

PERIODS: tuple[Period, ...] = get_args(Period)

Row = tuple[Any, ...]


def reporter(
    database: Database, behind: Behind, index: Callable[[str], Awaitable[Index]]
) -> Callable[[str, float], Awaitable[Reply]]:
    """Makes the chat's report of a tenant; `index`: what its questions are answered from."""

    async def tell(tenant: str, at: float) -> Reply:
        await behind.flush(WRITE_WITHIN)
        return report(await insights(database, tenant, await index(tenant), at))

    return tell


async def insights(database: Database, tenant: str, index: Index, at: float) -> tuple[Insight, ...]:
    """The day, the week and the month that end at `at`; raises NotSaved."""
    try:
        async with database.counting() as connection:
            since = await _since(connection, tenant, at)
    except Away as away:
        raise NotSaved from away
    figures = [compare(period, since) for period in PERIODS]
    unknowns = cluster([now.unknowns for now, _ in figures], index)
    missing = cluster([now.missing for now, _ in figures], index)
    return tuple(
        Insight(
            tenant=tenant,
            period=period,
            now=now,
            before=before,
            unknowns=unknown,
            missing=lacking,
            never=tuple(one.title for one in index.knowledge.entries if one.id not in now.entries),
            titles={item.id: item.title for item in index.items},
        )
        for period, (now, before), unknown, lacking in zip(
            PERIODS, figures, unknowns, missing, strict=True
        )
    )


async def _since(connection: AsyncConnection, tenant: str, at: float) -> dict[float, Figures]:
    """Figures of all that is younger than each of AGES."""
    columns = questions.c
    tenants, typed = columns.tenant == tenant, columns.picked.is_(False)
    kind = (columns.outcome, columns.picked, columns.boundary, type_coerce(columns.entries, Text))
    telling = signs.c.sign.in_(("helpful", "missing"))
    value = case((telling, signs.c.value), else_="")
    counted = (
        _counted(questions, at, kind, tenants),
        _counted(questions, at, (cast(columns.took * TENTHS, Integer),), tenants, typed),
        _counted(signs, at, (signs.c.sign, value), signs.c.tenant == tenant),
    )
    kinds, took, signed = [
        [tuple(row) for row in await connection.execute(query)] for query in counted
    ]
    unknowns: dict[float, dict[str, int]] = {}
    for age in SECONDS.values():
        found = await connection.execute(_unknowns(connection, tenant, at, age))
        unknowns[age] = {row.said: row.times for row in found}
    return {
        age: _figures(
            _at(kinds, number), _at(took, number), _at(signed, number), unknowns.get(age, {})
        )
        for number, age in enumerate(AGES)
    }


def _unknowns(connection: AsyncConnection, tenant: str, at: float, age: float) -> Select[str, int]:
    """What was asked most of what was not known, with how often; in what is kept most of all
    questions differ, so no more of them than are looked at leave the database."""
    columns = questions.c
    said = case((columns.text != "", columns.text), else_=columns.words).label("said")
    by_name = said.collate("BINARY" if connection.dialect.name == "sqlite" else "C")
    return (
        select(by_name.label("said"), func.count().label("times"))
        .where(columns.tenant == tenant, columns.outcome == "unknown", columns.picked.is_(False))
        .where(columns.boundary == "", columns.at > at - age, columns.at <= at, said != "")
        .group_by(literal_column("1", Text))
        .order_by(func.count().desc(), literal_column("1", Text))
        .limit(LOOKED_AT)
    )


def _counted(
    table: Table, at: float, keys: Sequence[ColumnElement[Any]], *conditions: ColumnElement[bool]
) -> Select[Any]:
    """How many rows have the same keys, and are younger than each of AGES."""
    counts = (func.count().filter(table.c.at > at - age) for age in AGES)
    places = (literal_column(str(place + 1), Integer) for place in range(len(keys)))
    lately = (table.c.at > at - AGES[-1], table.c.at <= at)
    return select(*keys, *counts).where(*conditions, *lately).group_by(*places)


def _at(rows: Iterable[Row], number: int) -> list[Row]:
    """Keys with one of their counts, where it isn't nought."""
    last = number - len(AGES)
    return [(*row[: -len(AGES)], row[last]) for row in rows if row[last]]


def _figures(
    kinds: Iterable[Row], took: Iterable[Row], signed: Iterable[Row], unknowns: Mapping[str, int]
) -> Figures:
    """Picked entries count as asked for, and nowhere else."""
    outcomes: Counter[str] = Counter()
    entries: Counter[str] = Counter()
    boundaries: Counter[str] = Counter()
    for outcome, picked, boundary, shown, count in kinds:
        if not picked:
            outcomes[outcome] += count
            boundaries[boundary] += count if boundary else 0
        for entry in json.loads(shown) if outcome == "answer" else ():
            entries[entry] += count
    return Figures(
        outcomes=dict(outcomes),
        signs={(sign, value): count for sign, value, count in signed},
        entries=dict(entries),
        boundaries=dict(+boundaries),
        unknowns=unknowns,
        took=dict(took),
    )
