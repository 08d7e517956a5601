"""Drafts in the database, so that any process goes on with what another one began.

A person who was told that something is kept finds it for an hour. While the database is away, and
where a draft is longer than LONGEST, it is in the memory of the process that was told.
"""

import json
from dataclasses import dataclass, field

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.connect import PRESS_WITHIN, WRITE_WITHIN, Database, Deadline
from adapters.database.faults import Away
from adapters.database.gone import alone, is_gone
from adapters.database.people import Pseudonyms
from adapters.database.spell import read, spelled
from adapters.database.tables import drafts
from adapters.database.upsert import replacing
from adapters.drafts import KEPT_A_TENANT, KEPT_FOR, Draft, MemoryDrafts, new_id
from bot.remember import NotSaved
from bot.utterance import Asker

LONGEST = 250_000
"""Characters of a draft; taking back what was imported may be longer."""


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
                await _make_room(connection, asker.tenant)
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


async def _make_room(connection: AsyncConnection, tenant: str) -> None:
    """The oldest go where there are too many."""
    newest = select(drafts.c.person, drafts.c.id).where(drafts.c.tenant == tenant)
    newest = newest.order_by(drafts.c.expires.desc(), drafts.c.id)
    surplus = tuple_(drafts.c.person, drafts.c.id).in_(newest.offset(KEPT_A_TENANT))
    await connection.execute(delete(drafts).where(drafts.c.tenant == tenant, surplus))
