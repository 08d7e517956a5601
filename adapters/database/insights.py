"""What a tenant's people asked in a day, a week and a month, counted by the database.

Each query counts once for all periods, in slices of time that they are made of (bot/insight.py),
and reads an index rather than the rows, where it can.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

from sqlalchemy import ColumnElement, Select, Table, case, cast, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Integer, Text

from adapters.database.connect import Away, Database
from adapters.database.tables import questions, signs
from bot.cluster import cluster
from bot.index import Index
from bot.insight import AGES, Figures, Insight, Period, within
from bot.remember import NotSaved
from bot.reply import Reply
from bot.report import report

WITHIN = 30.0
"""Seconds."""

TENTHS = 10_000
"""Of a millisecond, in a second."""

PERIODS: tuple[Period, ...] = get_args(Period)

Row = tuple[Any, ...]


def reporter(
    database: Database, index: Callable[[], Index]
) -> Callable[[str, float], Awaitable[Reply]]:
    """Makes the chat's report of a tenant."""

    async def tell(tenant: str, at: float) -> Reply:
        return report(await insights(database, tenant, index(), at))

    return tell


async def insights(database: Database, tenant: str, index: Index, at: float) -> tuple[Insight, ...]:
    """The day, the week and the month that end at `at`; raises NotSaved."""
    try:
        async with database.reading(WITHIN) as connection:
            slices = await _slices(connection, tenant, at)
    except Away as away:
        raise NotSaved from away
    return tuple(_insight(tenant, period, slices, index) for period in PERIODS)


def _insight(tenant: str, period: Period, slices: Mapping[int, Figures], index: Index) -> Insight:
    now, before = within(period, slices)
    return Insight(
        tenant=tenant,
        period=period,
        now=now,
        before=before,
        unknowns=cluster(now.unknowns, index),
        missing=cluster(now.missing, index),
        never=tuple(one.title for one in index.knowledge.entries if one.id not in now.entries),
        titles={item.id: item.title for item in index.items},
    )


async def _slices(connection: AsyncConnection, tenant: str, at: float) -> dict[int, Figures]:
    asked = (questions.c.tenant == tenant, *_lately(questions, at))
    typed = questions.c.picked.is_(False)
    kinds = _counted(
        asked,
        _slice(questions, at),
        questions.c.outcome,
        questions.c.picked,
        questions.c.boundary,
        cast(questions.c.entries, Text),
    )
    unknown = (questions.c.outcome == "unknown", questions.c.boundary == "")
    said = case((questions.c.text != "", questions.c.text), else_=questions.c.words)
    unknowns = _counted((*asked, typed, *unknown), _slice(questions, at), said)
    bucket = cast(questions.c.took * TENTHS, Integer)
    took = _counted((*asked, typed), _slice(questions, at), bucket)
    telling = signs.c.sign.in_(("helpful", "missing"))
    signed = _counted(
        (signs.c.tenant == tenant, *_lately(signs, at)),
        _slice(signs, at),
        signs.c.sign,
        case((telling, signs.c.value), else_=""),
    )
    return _figures(
        await _rows(connection, kinds),
        await _rows(connection, unknowns),
        await _rows(connection, took),
        await _rows(connection, signed),
    )


def _lately(table: Table, at: float) -> tuple[ColumnElement[bool], ...]:
    return table.c.at > at - AGES[-1], table.c.at <= at


def _slice(table: Table, at: float) -> ColumnElement[int]:
    """The place in AGES of the slice that a row belongs to."""
    last = len(AGES) - 1
    return case(*((table.c.at > at - age, n) for n, age in enumerate(AGES[:-1])), else_=last)


def _counted(
    conditions: Iterable[ColumnElement[bool]], *columns: ColumnElement[Any]
) -> Select[Any]:
    places = [literal_column(str(at + 1), Integer) for at in range(len(columns))]
    return select(*columns, func.count()).where(*conditions).group_by(*places)


async def _rows(connection: AsyncConnection, query: Select[Any]) -> Sequence[Row]:
    return [tuple(row) for row in await connection.execute(query)]


def _figures(
    kinds: Iterable[Row], unknowns: Iterable[Row], took: Iterable[Row], signed: Iterable[Row]
) -> dict[int, Figures]:
    """Picked entries count as asked for, and nowhere else."""
    outcomes, entries, boundaries = _counters(), _counters(), _counters()
    for at, outcome, picked, boundary, shown, count in kinds:
        if not picked:
            outcomes[at][outcome] += count
            boundaries[at][boundary] += count if boundary else 0
        for entry in json.loads(shown) if outcome == "answer" else ():
            entries[at][entry] += count
    return {
        at: Figures(
            outcomes=outcomes[at],
            signs={(sign, value): n for where, sign, value, n in signed if where == at},
            entries=entries[at],
            boundaries=+boundaries[at],
            unknowns={said: n for where, said, n in unknowns if where == at and said},
            took={bucket: n for where, bucket, n in took if where == at},
        )
        for at in range(len(AGES))
    }


def _counters() -> defaultdict[int, Counter[str]]:
    return defaultdict(Counter)
