"""Who is to be told what a curator handed to them, in the database. They are struck off before they
are told, as those who wait for an answer are (wishes.py)."""

from dataclasses import dataclass

from sqlalchemy import RowMapping, and_, delete, exists, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.connect import WRITE_WITHIN, Database
from adapters.database.faults import Away
from adapters.database.gone import share
from adapters.database.lapse import HANDED, VERDICT
from adapters.database.people import Pseudonyms
from adapters.database.tables import notices, questions, reviews
from adapters.database.told import AGAIN_AFTER, AT_ONCE, TRIES, reviewed
from adapters.database.upsert import replacing
from bot.remember import NotSaved
from bot.waiting import Notice


@dataclass(frozen=True, slots=True)
class KeptNotices:
    """They are written with what is handed (reviews.py)."""

    database: Database
    people: Pseudonyms

    async def due(self, platform: str, at: float) -> tuple[Notice, ...]:
        theirs = and_(VERDICT == HANDED, reviews.c.handed == notices.c.who)
        asked_for = reviewed(notices, platform, at).where(theirs).limit(AT_ONCE)
        try:
            async with self.database.reading(WRITE_WITHIN) as connection:
                rows = (await connection.execute(asked_for)).mappings().all()
            if not rows:
                return ()
            async with self.database.writing() as connection:
                return tuple([_notice(row) for row in rows if await _strike(connection, row)])
        except Away as away:
            raise NotSaved from away

    async def again(self, notice: Notice, at: float) -> bool:
        if notice.tries + 1 >= TRIES:
            return False
        try:
            async with self.database.writing() as connection:
                await share(connection, notice.tenant)
                later = at + AGAIN_AFTER
                await notify(connection, self.people, notice, later, notice.tries + 1)
        except Away as away:
            raise NotSaved from away
        return True


async def notify(
    connection: AsyncConnection, people: Pseudonyms, notice: Notice, after: float, tries: int = 0
) -> None:
    """Remember whom to tell; nobody of a question that is not there."""
    row = {
        "tenant": notice.tenant,
        "question": notice.question,
        "person": people.of(notice.tenant, notice.who),
        "who": notice.who,
        "giver": notice.giver,
        "after": after,
        "tries": tries,
    }
    there = select(questions.c.id).where(
        questions.c.tenant == notice.tenant, questions.c.id == notice.question
    )
    await connection.execute(replacing(connection, notices, row, not_(exists(there))))


async def _strike(connection: AsyncConnection, row: RowMapping) -> bool:
    """Whether this process is the one that tells them."""
    this = (notices.c[name] == row[name] for name in ("tenant", "question", "who"))
    return (await connection.execute(delete(notices).where(*this))).rowcount == 1


def _notice(row: RowMapping) -> Notice:
    names = ("tenant", "question", "who", "giver", "said", "tries")
    return Notice(**{name: row[name] for name in names})
