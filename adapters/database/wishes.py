"""Who is to be told of answers, in the database.

Whoever is to be told is struck off the list before anybody tells them: a process that dies in
between tells them never, and nobody is told twice.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, RowMapping, Select, and_, case, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.behind import Behind
from adapters.database.connect import PRESS_WITHIN, WRITE_WITHIN, Database, Deadline
from adapters.database.faults import Away
from adapters.database.gone import is_gone, share
from adapters.database.people import Pseudonyms
from adapters.database.reviews import ANSWERED
from adapters.database.tables import questions, reviews, wishes
from adapters.database.upsert import inserting
from bot.remember import NotSaved, NotThere, Wish
from bot.utterance import Asker

TOLD_AT_ONCE = 20
AGAIN_AFTER = 600.0
"""Seconds until the next try to tell somebody."""
TRIES = 3

SETTLED = 60.0
"""Seconds after which an answer is told: what is taken back at once is told to nobody."""


@dataclass(frozen=True, slots=True)
class KeptWishes:
    """`behind`: the question itself may not be written yet."""

    database: Database
    behind: Behind
    people: Pseudonyms

    async def wish(self, asker: Asker, record: str, at: float) -> None:
        by = Deadline.after(PRESS_WITHIN)
        await self.behind.flush(by.left() / 2)
        try:
            async with self.database.writing(by=by) as connection:
                if not await self._put(connection, asker.tenant, record, asker.who, at):
                    raise NotThere
        except Away as away:
            raise NotSaved from away

    async def due(self, platform: str, at: float) -> tuple[Wish, ...]:
        try:
            async with self.database.reading(WRITE_WITHIN) as connection:
                rows = (await connection.execute(_come_true(platform, at))).mappings().all()
            if not rows:
                return ()
            async with self.database.writing() as connection:
                return tuple([_wish(row) for row in rows if await _strike(connection, row)])
        except Away as away:
            raise NotSaved from away

    async def again(self, wish: Wish, at: float) -> None:
        if wish.tries + 1 >= TRIES:
            return
        try:
            async with self.database.writing() as connection:
                asked = wish.tenant, wish.question, wish.who
                await self._put(connection, *asked, at, at + AGAIN_AFTER, wish.tries + 1)
        except Away as away:
            raise NotSaved from away

    async def _put(
        self, connection: AsyncConnection, tenant: str, question: str, who: str, at: float,
        after: float = 0.0, tries: int = 0,
    ) -> bool:  # fmt: skip
        """Whether the question is there; a wish that is there stays as it is."""
        await share(connection, tenant)
        asked = select(questions.c.id).where(
            questions.c.tenant == tenant, questions.c.id == question
        )
        if await connection.scalar(asked.with_for_update()) is None:
            return False
        person = self.people.of(tenant, who)
        row = {
            "tenant": tenant,
            "question": question,
            "person": person,
            "who": who,
            "after": after,
            "tries": tries,
        }
        new = inserting(connection, wishes, row, is_gone(tenant, person, at))
        await connection.execute(new.on_conflict_do_nothing())
        return True


def _come_true(platform: str, at: float) -> Select[Any]:
    """Wishes of all tenants of a platform whose question is answered by now."""
    of_platform = or_(wishes.c.tenant == platform, wishes.c.tenant.startswith(f"{platform}:"))
    said = case((questions.c.text != "", questions.c.text), else_=questions.c.words)
    return (
        select(wishes, said.label("said"), reviews.c.item)
        .join(reviews, _both(reviews.c.tenant, reviews.c.question))
        .join(questions, _both(questions.c.tenant, questions.c.id))
        .where(of_platform, wishes.c.after <= at)
        .where(reviews.c.verdict == ANSWERED, reviews.c.at <= at - SETTLED)
        .limit(TOLD_AT_ONCE)
    )  # fmt: skip


def _both(tenant: Column[str], question: Column[str]) -> ColumnElement[bool]:
    return and_(wishes.c.tenant == tenant, wishes.c.question == question)


async def _strike(connection: AsyncConnection, row: RowMapping) -> bool:
    """Whether this process is the one that tells them."""
    this = (wishes.c[name] == row[name] for name in ("tenant", "question", "person"))
    return (await connection.execute(delete(wishes).where(*this))).rowcount == 1


def _wish(row: RowMapping) -> Wish:
    names = ("tenant", "question", "who", "said", "item", "tries")
    return Wish(**{name: row[name] for name in names})
