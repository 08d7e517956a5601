"""What waits for curators, in the database.

A miss waits until a curator's change answers it, or leaves it as it is. That is written with the
change itself (`settle`), in one transaction.
"""

from collections.abc import AsyncIterator, Sequence, Set
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database import answers, suggestions
from adapters.database.behind import Behind
from adapters.database.connect import PRESS_WITHIN, WRITE_WITHIN, Database, Deadline
from adapters.database.faults import Away
from adapters.database.gone import share
from adapters.database.lapse import (
    ANSWERED,
    HANDED,
    IGNORED,
    VERDICT,
    Shared,
    give_way,
    lapse,
    nothing_shared,
)
from adapters.database.notices import notify
from adapters.database.people import Pseudonyms
from adapters.database.tables import questions, reviews, signs, wishes
from adapters.database.upsert import replacing, storable
from bot.remember import Change, NotSaved
from bot.reviews import Miss, Suggestion
from bot.utterance import Asker
from bot.waiting import Notice

LOOKED_AT = 2_000
"""Misses at most, the newest; as many suggestions that wait, the oldest."""


@dataclass(frozen=True, slots=True)
class KeptReviews:
    """`behind`: what is not written yet is written first, where somebody waits for it; `shared`:
    what answers though a team has nothing of its own."""

    database: Database
    behind: Behind
    people: Pseudonyms
    shared: Shared = nothing_shared

    async def misses(self, tenant: str) -> tuple[Miss, ...]:
        by = Deadline.after(PRESS_WITHIN / 2)
        await self.behind.flush(by.left() / 2)
        try:
            async with self.database.reading(WRITE_WITHIN, by=by) as connection:
                rows = (await connection.execute(_missed(tenant))).mappings().all()
                told = (await connection.execute(_complaints(tenant))).all()
        except Away as away:
            raise NotSaved from away
        lacked = {row.question: row.value for row in told if row.sign == "missing" and row.value}
        unhappy = {row.question for row in told}
        return tuple(_miss(row, unhappy, lacked.get(row["id"], "")) for row in rows)

    async def suggestions(self, tenant: str) -> tuple[Suggestion, ...]:
        async with self._reading() as connection:
            return tuple(await suggestions.waiting(connection, tenant, LOOKED_AT))

    async def answered(self, tenant: str) -> tuple[tuple[str, str], ...]:
        said = (
            select(questions.c.text, reviews.c.item)
            .join(questions, _of_question())
            .where(reviews.c.tenant == tenant, VERDICT == ANSWERED)
            .where(questions.c.text != "")
            .order_by(questions.c.at.desc())
            .limit(LOOKED_AT)
        )
        async with self._reading() as connection:
            found = (await connection.execute(said)).all()
        return tuple(dict.fromkeys((row.text, row.item) for row in found))

    async def untold(self, tenant: str) -> int:
        count = select(func.count()).select_from(reviews).join(questions, _of_question())
        mine = (reviews.c.tenant == tenant, VERDICT == ANSWERED, questions.c.text == "")
        async with self._reading() as connection:
            return int(await connection.scalar(count.where(*mine)) or 0)

    async def answer(self, tenant: str, miss: str) -> Change | None:
        async with self._reading() as connection:
            return await answers.answer(connection, tenant, [miss])

    async def hand(self, asker: Asker, ids: Sequence[str], to: str, at: float) -> None:
        to = storable(to)
        has = select(reviews.c.question).where(
            reviews.c.tenant == asker.tenant, reviews.c.question.in_(ids), reviews.c.handed == to
        )
        async with self._writing(asker.tenant) as connection:
            knows = to == asker.who or await connection.scalar(has.limit(1)) is not None
            done = set(await connection.scalars(answers.answered(asker.tenant)))
            left = [miss for miss in ids if miss not in done]  # somebody was faster with the others
            handed = await self._judge(connection, asker, left, at, verdict=HANDED, handed=to)
            if handed and not knows and asker.may_know(to):
                notice = Notice(asker.tenant, handed[0], to, asker.who, "")
                await notify(connection, self.people, notice, at)

    async def suggest(self, asker: Asker, suggestion: Suggestion, most: int) -> None:
        person = self.people.of(asker.tenant, asker.who)
        async with self._writing(asker.tenant) as connection:
            await suggestions.put(connection, asker, person, suggestion, most)

    async def settle(self, connection: AsyncConnection, asker: Asker, change: Change) -> None:
        """Within the transaction of a change: what it answers or ignores waits no longer, and what
        it leaves without an answer waits again. Raises Conflict and NotThere, see answers.py."""
        if before := await answers.by(connection, asker.tenant, change.settles):
            change = replace(change, settles=(*change.settles, *before))
            await give_way(connection, asker.tenant, before, change.id)
        await lapse(connection, asker.tenant, change, self.shared)
        await answers.first_to_answer(connection, asker.tenant, change)
        verdict = ANSWERED if change.item or change.edits else IGNORED
        await suggestions.settle(connection, asker.tenant, change, verdict)
        if change.settles:
            made = {"verdict": verdict, "item": change.item, "change": change.id}
            settled = await self._judge(connection, asker, change.settles, change.at, **made)
            mine = and_(wishes.c.tenant == asker.tenant, wishes.c.question.in_(settled))
            await connection.execute(update(wishes).where(mine).values(after=0.0))
        if change.quoted:
            person = self.people.of(asker.tenant, asker.who)
            quoted = questions.c.tenant == asker.tenant, questions.c.id == change.quoted
            await connection.execute(delete(questions).where(*quoted, questions.c.person == person))

    async def _judge(
        self, connection: AsyncConnection, asker: Asker, ids: Sequence[str], at: float, **made: str
    ) -> list[str]:
        """Those of the questions that are there."""
        there = set(
            await connection.scalars(
                select(questions.c.id).where(
                    questions.c.tenant == asker.tenant, questions.c.id.in_(ids)
                )
            )
        )
        judged = [question for question in ids if question in there]
        person = self.people.of(asker.tenant, asker.who)
        for question in judged:
            row: dict[str, Any] = {
                "tenant": asker.tenant,
                "question": question,
                **dict.fromkeys(("verdict", "item", "change", "handed", "lapsed"), ""),
                "person": person,
                "at": at,
            }
            await connection.execute(replacing(connection, reviews, row | made))
        return judged

    @asynccontextmanager
    async def _writing(self, tenant: str) -> AsyncIterator[AsyncConnection]:
        try:
            async with self.database.writing(by=Deadline.after(PRESS_WITHIN / 2)) as connection:
                await share(connection, tenant)
                yield connection
        except Away as away:
            raise NotSaved from away

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        by = Deadline.after(PRESS_WITHIN / 2)
        try:
            async with self.database.reading(WRITE_WITHIN, by=by) as connection:
                yield connection
        except Away as away:
            raise NotSaved from away


def _of_question() -> ColumnElement[bool]:
    return and_(reviews.c.tenant == questions.c.tenant, reviews.c.question == questions.c.id)


def _unhappy(tenant: str) -> ColumnElement[bool]:
    no = and_(signs.c.sign == "helpful", signs.c.value == "no")
    return and_(signs.c.tenant == tenant, or_(no, signs.c.sign.in_(("missing", "none", "again"))))


def _missed(tenant: str) -> Select[Any]:
    """Questions of which nothing was known, those whose answer didn't help, and those that a
    boundary turned down where somebody wants to be told of an answer, newest first, but for those
    that are answered by now."""
    columns = questions.c
    unknown = and_(columns.outcome == "unknown", columns.boundary == "", columns.picked.is_(False))
    unhappy = columns.id.in_(select(signs.c.question).where(_unhappy(tenant)))
    wished = columns.id.in_(select(wishes.c.question).where(wishes.c.tenant == tenant))
    said = case((columns.text != "", columns.text), else_=columns.words)
    return (
        select(
            columns.id, columns.at, columns.entries, columns.boundary, said.label("said"),
            VERDICT.label("verdict"), reviews.c.handed, reviews.c.change,
        )
        .outerjoin(reviews, _of_question())
        .where(columns.tenant == tenant, or_(unknown, unhappy, wished), VERDICT != ANSWERED)
        .order_by(columns.at.desc(), columns.id)
        .limit(LOOKED_AT)
    )  # fmt: skip


def _complaints(tenant: str) -> Select[Any]:
    recent = select(signs.c.question, signs.c.sign, signs.c.value).where(_unhappy(tenant))
    return recent.order_by(signs.c.at.desc()).limit(10 * LOOKED_AT)


def _miss(row: RowMapping, unhappy: Set[str], lacked: str) -> Miss:
    return Miss(
        id=row["id"],
        said=row["said"],
        at=row["at"],
        entries=tuple(filter(None, (row["boundary"], *row["entries"]))),
        unhappy=row["id"] in unhappy,
        lacked=lacked,
        handed=row["handed"] if row["verdict"] == HANDED else "",
        ignored=row["change"] or IGNORED if row["verdict"] == IGNORED else "",
    )
