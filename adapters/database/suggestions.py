"""What people suggested, in the database.

It waits until a change takes it over, or leaves it as it is, and is kept all the same, so that it
waits again where that is taken back. All of it happens within the transactions of reviews.py.
"""

from typing import Any

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.gone import is_gone
from adapters.database.lapse import IGNORED
from adapters.database.tables import suggestions
from adapters.database.turn import take_turn
from adapters.database.upsert import inserting, storable
from bot.remember import Change, Enough
from bot.reviews import Suggestion
from bot.utterance import Asker

COLUMNS = ("id", "entry", "answer", "reason", "by", "at", "question")

WAITS = or_(suggestions.c.change == "", suggestions.c.lapsed != "")

ALIKE = ("tenant", "entry", "question", "person")
"""What those have in common that one person may have few of."""


async def waiting(connection: AsyncConnection, tenant: str, most: int) -> list[Suggestion]:
    """The oldest that wait, and the newest that are ignored."""
    mine = _of(tenant)
    oldest = mine.where(WAITS).order_by(suggestions.c.at, suggestions.c.id)
    ignored = mine.where(~WAITS, suggestions.c.verdict == IGNORED)
    newest = ignored.order_by(suggestions.c.at.desc(), suggestions.c.id)
    wait = [_suggestion(row) for row in await connection.execute(oldest.limit(most))]
    left = [_suggestion(row, row.change) for row in await connection.execute(newest.limit(most))]
    return [*wait, *left]


async def put(
    connection: AsyncConnection, asker: Asker, person: str, one: Suggestion, most: int
) -> None:
    """Raises Enough where so many of this `person`, as of `asker`, wait already."""
    row = {
        "tenant": asker.tenant,
        "person": person,
        "id": one.id,
        "entry": one.entry,
        "question": one.question,
        "answer": storable(one.answer),
        "reason": storable(one.reason),
        "by": storable(one.by),
        "at": one.at,
    }
    await take_turn(connection, f"{person} suggests")
    theirs = [suggestions.c[name] == row[name] for name in ALIKE]
    count = select(func.count()).select_from(suggestions).where(WAITS, *theirs)
    if (await connection.scalar(count) or 0) >= most:
        raise Enough
    unless = is_gone(asker.tenant, person, one.at)
    await connection.execute(inserting(connection, suggestions, row, unless))


async def settle(connection: AsyncConnection, tenant: str, change: Change, verdict: str) -> None:
    """Of what the change takes back, that waits again, or no longer; what it settles no longer."""
    mine = suggestions.c.tenant == tenant
    if change.undoes:
        back = update(suggestions).where(mine, suggestions.c.lapsed == change.undoes)
        await connection.execute(back.values(lapsed=""))
        undone = update(suggestions).where(mine, suggestions.c.change == change.undoes)
        await connection.execute(undone.where(~WAITS).values(lapsed=change.id))
    made = {"verdict": verdict, "change": change.id, "lapsed": ""}
    if change.settles:
        columns = (suggestions.c.id, suggestions.c.question)
        those = or_(*(column.in_(change.settles) for column in columns))
        await connection.execute(update(suggestions).where(mine, WAITS, those).values(made))


def _of(tenant: str) -> Select[Any]:
    columns = (suggestions.c[name] for name in (*COLUMNS, "change"))
    return select(*columns).where(suggestions.c.tenant == tenant)


def _suggestion(row: Any, ignored: str = "") -> Suggestion:
    return Suggestion(**{name: getattr(row, name) for name in COLUMNS}, ignored=ignored)
