"""Questions, and what people said of their answers, in the database.

What is kept of a question is decided where it is written, in the same transaction that reads what
its tenant has kept: no process keeps text for longer than its curators want.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database import rows
from adapters.database.behind import Behind
from adapters.database.connect import PRESS_WITHIN, WRITE_WITHIN, Database, Deadline
from adapters.database.conversations import Known
from adapters.database.erase import erase
from adapters.database.faults import Away
from adapters.database.gone import EVERYBODY, alone, is_gone, mark, share
from adapters.database.leaving import Leaving
from adapters.database.memories import Memories
from adapters.database.overlays import blank, drop
from adapters.database.people import Pseudonyms
from adapters.database.personal import drop_tenant, forget, theirs
from adapters.database.tables import questions, tenants
from adapters.database.upsert import inserting, replacing
from bot.again import asked_before
from bot.redact import redact
from bot.remember import Keeping, NotSaved, NotThere, Question, Sign
from bot.utterance import Asker

LATE = (0.05, 0.2, 0.75)
"""Seconds between looks for a question that was answered by another process just now, which may
still have to write it."""


@dataclass(frozen=True, slots=True)
class KeptRecords:
    """`default`: what is kept of tenants whose curators have not said otherwise; `known`: a text →
    those of its words that the knowledge base has; `memories`: what this process knows itself,
    to be forgotten with the rest."""

    database: Database
    behind: Behind
    people: Pseudonyms
    default: Keeping
    known: Known
    memories: Memories
    leaving: Leaving

    def asked(self, question: Question) -> None:
        async def write(connection: AsyncConnection) -> None:
            await self._ask(connection, question)

        self.behind.add(write)

    def signed(self, asker: Asker, record: str, sign: Sign, value: str, at: float) -> None:
        async def write(connection: AsyncConnection) -> None:
            await share(connection, asker.tenant)
            if await rows.shown(connection, asker.tenant, record) is not None:
                await rows.keep_sign(connection, self._sign(asker, record, sign, value, at))

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
                shown = await rows.shown(connection, asker.tenant, record)
                if shown is None:
                    return None
                if sign == "missing":
                    keeping = await self._keeping(connection, asker.tenant)
                    value = redact(value) if keeping.text else self.known(value)
                    value = value[: rows.LONGEST]
                await rows.keep_sign(connection, self._sign(asker, record, sign, value, at))
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
                    await rows.drop_text(connection, tenant)
        except Away as away:
            raise NotSaved from away
        if not keeping.text:
            await erase(self.database.url)

    async def about(self, asker: Asker) -> str:
        by = Deadline.after(PRESS_WITHIN)
        await self.behind.flush(by.left())
        tenant, person = asker.tenant, self._person(asker)
        try:
            async with self.database.reading(WRITE_WITHIN, by=by) as connection:
                found = await theirs(connection, tenant, person, asker.who)
        except Away as away:
            raise NotSaved from away
        return json.dumps(found, indent=1, ensure_ascii=False)

    async def forget(self, asker: Asker, at: float) -> int:
        self.memories.drop(asker.tenant, asker.who, at)
        by = Deadline.after(PRESS_WITHIN)
        await self.behind.flush(by.left())
        tenant, person = asker.tenant, self._person(asker)
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
        self.memories.drop(tenant, None, at)
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
        row = rows.question_row(question, self._person(question.asker), keeping)
        unless = is_gone(row["tenant"], row["person"], row["at"])
        new = inserting(connection, questions, row, unless).on_conflict_do_nothing()
        written = await connection.scalar(new.returning(questions.c.id))
        earlier = await rows.earlier(connection, row, question.asker) if written else []
        before = asked_before(question, earlier)
        if before is not None:
            values = self._sign(question.asker, before.id, "again", question.id, question.at)
            await rows.keep_sign(connection, values)

    async def _keeping(self, connection: AsyncConnection, tenant: str) -> Keeping:
        asked_for = select(tenants.c.keeps_text, tenants.c.days).where(tenants.c.tenant == tenant)
        row = (await connection.execute(asked_for)).first()
        return self.default if row is None else Keeping(bool(row.keeps_text), int(row.days))

    def _sign(self, asker: Asker, record: str, sign: Sign, value: str, at: float) -> dict[str, Any]:
        return {
            "tenant": asker.tenant,
            "question": record,
            "person": self._person(asker),
            "sign": sign,
            "value": value,
            "at": at,
        }

    def _person(self, asker: Asker) -> str:
        return self.people.of(asker.tenant, asker.who)
