"""Who is to be told of answers, in the database.

Whoever is to be told is struck off the list before anybody tells them: a process that dies in
between tells them never, and nobody is told twice. What there is no answer to stays on it.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.behind import Behind
from adapters.database.connect import PRESS_WITHIN, WRITE_WITHIN, Database, Deadline
from adapters.database.faults import Away
from adapters.database.gone import is_gone, share
from adapters.database.lapse import ANSWERED, VERDICT
from adapters.database.people import Pseudonyms
from adapters.database.tables import questions, reviews, wishes
from adapters.database.told import AGAIN_AFTER, AT_ONCE, TRIES, reviewed
from adapters.database.upsert import inserting
from bot.remember import NotSaved, NotThere
from bot.utterance import Asker
from bot.waiting import Wish

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
                rows = (await connection.execute(_settled(platform, at))).mappings()
                return tuple(map(_wish, rows))
        except Away as away:
            raise NotSaved from away

    async def take(self, wish: Wish) -> bool:
        try:
            async with self.database.writing() as connection:
                struck = await connection.execute(delete(wishes).where(self._this(wish)))
        except Away as away:
            raise NotSaved from away
        return struck.rowcount == 1

    async def later(self, wish: Wish, at: float) -> None:
        postponed = update(wishes).where(self._this(wish)).values(after=at + AGAIN_AFTER)
        try:
            async with self.database.writing() as connection:
                await connection.execute(postponed)
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

    def _this(self, wish: Wish) -> ColumnElement[bool]:
        person = self.people.of(wish.tenant, wish.who)
        whose = wishes.c.question == wish.question, wishes.c.person == person
        return and_(wishes.c.tenant == wish.tenant, *whose)


def _settled(platform: str, at: float) -> Select[Any]:
    """Wishes of all tenants of a platform whose question a curator has answered by now."""
    return (
        reviewed(wishes, platform, at)
        .add_columns(reviews.c.item)
        .where(VERDICT == ANSWERED, reviews.c.at <= at - SETTLED)
        .limit(AT_ONCE)
    )


def _wish(row: RowMapping) -> Wish:
    names = ("tenant", "question", "who", "said", "item", "tries")
    return Wish(**{name: row[name] for name in names})
