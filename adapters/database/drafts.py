"""Drafts in the database, so that any process goes on with what another one began.

A person who was told that something is kept finds it for an hour. While the database is away, and
where a draft is longer than LONGEST, it is in the memory of the process that was told.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from sqlalchemy import ColumnElement, Text, cast, delete, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.connect import PRESS_WITHIN, WRITE_WITHIN, Database, Deadline
from adapters.database.faults import Away
from adapters.database.gone import alone, is_gone
from adapters.database.people import Pseudonyms
from adapters.database.spell import read, spelled
from adapters.database.tables import drafts
from adapters.database.upsert import replacing
from adapters.drafts import (
    EVERYONES,
    EVERYONES_OF_ONE,
    KEPT_FOR,
    KEPT_OF_ONE,
    Draft,
    MemoryDrafts,
    is_everyones,
    new_id,
)
from bot.act import Everyones
from bot.encode import word
from bot.remember import NotSaved
from bot.utterance import Asker

LONGEST = 250_000
"""Characters of a draft; taking back what was imported may be longer."""

_WRITTEN = cast(drafts.c.draft, Text)
_EVERYONES = or_(
    *(_WRITTEN.like(f'{{"attempt": {{"does": "{word(kind)}:%') for kind in get_args(Everyones))
)
"""As `is_everyones`, of what is spelled, by how that begins: PostgreSQL opens no JSON that has half
a character anywhere in it."""


@dataclass(frozen=True, slots=True)
class KeptDrafts:
    """`memory`: what could not be written, of this process."""

    database: Database
    people: Pseudonyms
    memory: MemoryDrafts = field(default_factory=MemoryDrafts)

    async def keep(self, asker: Asker, draft: Draft, at: float, id: str = "") -> str:
        new, written = id or new_id(), spelled(draft)
        person = self.people.of(asker.tenant, asker.who)
        row = {
            "tenant": asker.tenant,
            "person": person,
            "id": new,
            "draft": written,
            "expires": at + KEPT_FOR,
        }
        try:
            if len(json.dumps(written)) > LONGEST:
                return await self.memory.keep(asker, draft, at, new)
            by = Deadline.after(PRESS_WITHIN / 2)
            async with self.database.writing(on_disk=False, by=by) as connection:
                await alone(connection, asker.tenant)
                unless = is_gone(asker.tenant, person, at)
                await connection.execute(replacing(connection, drafts, row, unless))
                await _make_room(connection, asker.tenant, person, is_everyones(draft))
        except Away:
            return await self.memory.keep(asker, draft, at, new)
        self.memory.strike(asker, new)
        return new

    async def find(self, asker: Asker, id: str, at: float) -> Draft | None:
        known = await self.memory.find(asker, id, at)
        if known is not None:
            return known
        asked_for = select(drafts.c.draft).where(
            drafts.c.tenant == asker.tenant,
            drafts.c.person == self.people.of(asker.tenant, asker.who),
            drafts.c.id == id,
            drafts.c.expires >= at,
        )
        by = Deadline.after(PRESS_WITHIN / 2)
        try:
            async with self.database.reading(WRITE_WITHIN, by=by) as connection:
                found = await connection.scalar(asked_for)
        except Away as away:
            raise NotSaved from away
        return None if found is None else read(found)


async def _make_room(
    connection: AsyncConnection, tenant: str, person: str, everyones: bool
) -> None:
    """The oldest go where there are too many: of a curator those of their own alone."""
    alike = [drafts.c.tenant == tenant, _EVERYONES if everyones else ~_EVERYONES]
    own = [*alike, drafts.c.person == person]
    await _keep_newest(connection, own, EVERYONES_OF_ONE if everyones else KEPT_OF_ONE)
    if everyones:
        await _keep_newest(connection, alike, EVERYONES)


async def _keep_newest(
    connection: AsyncConnection, among: Sequence[ColumnElement[bool]], most: int
) -> None:
    newest = select(drafts.c.person, drafts.c.id).where(*among)
    newest = newest.order_by(drafts.c.expires.desc(), drafts.c.id)
    surplus = tuple_(drafts.c.person, drafts.c.id).in_(newest.offset(most))
    await connection.execute(delete(drafts).where(*among, surplus))
