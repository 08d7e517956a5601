"""Questions, and what people said of their answers, in the database.

What is kept of a question is decided where it is written, in the same transaction that reads what
its tenant has kept: no process keeps text for longer than its curators want.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.behind import Behind
from adapters.database.connect import PRESS_WITHIN, WRITE_WITHIN, Database, Deadline
from adapters.database.conversations import KeptConversations, Known
from adapters.database.erase import erase
from adapters.database.faults import Away
from adapters.database.gone import EVERYBODY, alone, is_gone, mark, share
from adapters.database.leaving import Leaving
from adapters.database.overlays import blank, drop
from adapters.database.people import Pseudonyms
from adapters.database.personal import drop_tenant, forget, theirs
from adapters.database.tables import (
    questions,
    signs,
    tenants,
)
from adapters.database.upsert import inserting, replacing
from bot.again import AGAIN_WITHIN, asked_before
from bot.redact import redact
from bot.remember import Keeping, NotSaved, NotThere, Question, Sign
from bot.utterance import Asker

LONGEST = 500
"""Characters of a text that are kept."""

LATE = (0.05, 0.2, 0.75)
"""Seconds between looks for a question that was answered by another process just now, which may
still have to write it."""


@dataclass(frozen=True, slots=True)
class KeptRecords:
    """`default`: what is kept of tenants whose curators have not said otherwise; `known`: a text →
    those of its words that the knowledge base has; `talks`: what this process knows of
    conversations, to be forgotten with the rest."""

    database: Database
    behind: Behind
    people: Pseudonyms
    default: Keeping
    known: Known
    talks: KeptConversations
    leaving: Leaving

    def asked(self, question: Question) -> None:
        async def write(connection: AsyncConnection) -> None:
            await self._ask(connection, question)

        self.behind.add(write)

    def signed(self, asker: Asker, record: str, sign: Sign, value: str, at: float) -> None:
        async def write(connection: AsyncConnection) -> None:
            await share(connection, asker.tenant)
            if await _shown(connection, asker.tenant, record) is not None:
                await self._keep_sign(connection, self._sign(asker, record, sign, value, at))

        self.behind.add(write)

    async def rate(
        self, asker: Asker, record: str, sign: Sign, value: str, at: float
    ) -> tuple[str, ...]:
        by = Deadline.after(PRESS_WITHIN)
        await self.behind.flush(by.left())  # the question itself may not be written yet
        for pause in (*LATE, None):
            shown = await self._rated(asker, record, sign, value, at, by)
            if shown is not None:
                return shown
            if pause is None or by.left() < pause:
                break
            await asyncio.sleep(pause)
        raise NotThere

    async def _rated(
        self, asker: Asker, record: str, sign: Sign, value: str, at: float, by: Deadline
    ) -> tuple[str, ...] | None:
        try:
            async with self.database.writing(by=by) as connection:
                await share(connection, asker.tenant)
                shown = await _shown(connection, asker.tenant, record)
                if shown is None:
                    return None
                if sign == "missing":
                    keeping = await self._keeping(connection, asker.tenant)
                    value = redact(value) if keeping.text else self.known(value)
                    value = value[:LONGEST]
                await self._keep_sign(connection, self._sign(asker, record, sign, value, at))
        except Away as away:
            raise NotSaved from away
        return shown

    async def keeping(self, tenant: str) -> Keeping:
        by = Deadline.after(PRESS_WITHIN / 2)
        try:
            async with self.database.reading(WRITE_WITHIN, by=by) as connection:
                return await self._keeping(connection, tenant)
        except Away as away:
            raise NotSaved from away

    async def keep(self, tenant: str, keeping: Keeping) -> None:
        values = {"tenant": tenant, "keeps_text": keeping.text, "days": keeping.days}
        by = Deadline.after(PRESS_WITHIN / 2)  # who changes them has read them in the other half
        try:
            async with self.database.writing(by=by) as connection:
                await alone(connection, tenant)
                await connection.execute(replacing(connection, tenants, values))
                if not keeping.text:
                    await _drop_text(connection, tenant)
        except Away as away:
            raise NotSaved from away
        if not keeping.text:
            await erase(self.database.url)

    async def about(self, asker: Asker) -> str:
        by = Deadline.after(PRESS_WITHIN)
        await self.behind.flush(by.left())
        tenant, person = asker.tenant, self.people.of(asker.tenant, asker.who)
        try:
            async with self.database.reading(WRITE_WITHIN, by=by) as connection:
                found = await theirs(connection, tenant, person, asker.who)
        except Away as away:
            raise NotSaved from away
        return json.dumps(found, indent=1, ensure_ascii=False)

    async def forget(self, asker: Asker, at: float) -> int:
        self.talks.drop(asker.tenant, asker.who, at)
        by = Deadline.after(PRESS_WITHIN)
        await self.behind.flush(by.left())
        tenant, person = asker.tenant, self.people.of(asker.tenant, asker.who)
        try:
            async with self.database.writing(by=by) as connection:
                await alone(connection, tenant)
                count = await forget(connection, tenant, person, asker.who)
                await blank(connection, tenant, person)
                await mark(connection, tenant, person, at)
        except Away as away:
            raise NotSaved from away
        await erase(self.database.url)
        return count

    async def leave(self, tenant: str, at: float) -> None:
        self.talks.drop(tenant, None, at)
        await self.behind.flush(WRITE_WITHIN)
        try:
            async with self.database.writing() as connection:
                await alone(connection, tenant)
                await drop_tenant(connection, tenant)
                await drop(connection, tenant)
                await mark(connection, tenant, EVERYBODY, at)
        except Away as away:
            self.leaving.note(tenant, at)
            raise NotSaved from away
        self.leaving.strike(tenant)
        await erase(self.database.url)

    async def _ask(self, connection: AsyncConnection, question: Question) -> None:
        await share(connection, question.asker.tenant)
        keeping = await self._keeping(connection, question.asker.tenant)
        row = self._row(question, keeping)
        unless = is_gone(row["tenant"], row["person"], row["at"])
        new = inserting(connection, questions, row, unless).on_conflict_do_nothing()
        written = await connection.scalar(new.returning(questions.c.id))
        earlier = await self._earlier(connection, row) if written else []
        before = asked_before(question, [_question(one, question.asker) for one in earlier])
        if before is not None:
            values = self._sign(question.asker, before.id, "again", question.id, question.at)
            await self._keep_sign(connection, values)

    async def _keep_sign(self, connection: AsyncConnection, values: dict[str, Any]) -> None:
        unless = is_gone(values["tenant"], values["person"], values["at"])
        await connection.execute(replacing(connection, signs, values, unless))

    async def _earlier(
        self, connection: AsyncConnection, row: dict[str, Any]
    ) -> Sequence[RowMapping]:
        """The person's questions before this one, newest first."""
        last = (
            select(questions)
            .where(
                questions.c.tenant == row["tenant"],
                questions.c.person == row["person"],
                questions.c.at >= row["at"] - 2 * AGAIN_WITHIN,
                questions.c.at < row["at"],
            )
            .order_by(questions.c.at.desc())
            .limit(4)
        )
        return (await connection.execute(last)).mappings().all()

    async def _keeping(self, connection: AsyncConnection, tenant: str) -> Keeping:
        asked_for = select(tenants.c.keeps_text, tenants.c.days).where(tenants.c.tenant == tenant)
        row = (await connection.execute(asked_for)).first()
        return self.default if row is None else Keeping(bool(row.keeps_text), int(row.days))

    def _row(self, question: Question, keeping: Keeping) -> dict[str, Any]:
        return {
            "tenant": question.asker.tenant,
            "id": question.id,
            "person": self.people.of(question.asker.tenant, question.asker.who),
            "at": question.at,
            "platform": question.asker.platform,
            "outcome": question.outcome,
            "entries": list(question.entries),
            "boundary": question.boundary,
            "candidates": [list(one) for one in question.candidates],
            "knowledge": question.knowledge,
            "words": " ".join(question.words)[:LONGEST],
            "text": redact(question.text)[:LONGEST] if keeping.text else "",
            "took": question.took,
            "picked": question.picked,
        }

    def _sign(self, asker: Asker, record: str, sign: Sign, value: str, at: float) -> dict[str, Any]:
        return {
            "tenant": asker.tenant,
            "question": record,
            "person": self.people.of(asker.tenant, asker.who),
            "sign": sign,
            "value": value,
            "at": at,
        }


async def _shown(connection: AsyncConnection, tenant: str, record: str) -> tuple[str, ...] | None:
    """The entries of a question; None where it is not there. It stays until the transaction
    ends."""
    asked_for = select(questions.c.entries).where(
        questions.c.tenant == tenant, questions.c.id == record
    )
    entries = await connection.scalar(asked_for.with_for_update())
    return None if entries is None else tuple(map(str, entries))


async def _drop_text(connection: AsyncConnection, tenant: str) -> None:
    await connection.execute(
        update(questions)
        .where(questions.c.tenant == tenant, func.length(questions.c.text) > 0)
        .values(text="")
    )
    await connection.execute(
        update(signs).where(signs.c.tenant == tenant, signs.c.sign == "missing").values(value="")
    )


def _question(row: RowMapping, asker: Asker) -> Question:
    return Question(
        id=row["id"],
        asker=asker,
        at=row["at"],
        outcome=row["outcome"],
        entries=tuple(row["entries"]),
        candidates=tuple((one, confidence) for one, confidence in row["candidates"]),
        words=tuple(row["words"].split()),
        picked=row["picked"],
    )
