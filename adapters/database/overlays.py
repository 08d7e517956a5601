"""What tenants have of their own over the shared knowledge, in the database, piece by piece.

A change is done in one transaction, of which a tenant has one at a time: each piece still has to be
as the curator saw it. Its id is the tenant's new revision, by which every process notices it; one
that changes no piece is in the history alone.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database import rows
from adapters.database.connect import READ_WITHIN, WRITE_WITHIN, Database
from adapters.database.faults import Away
from adapters.database.listen import tell
from adapters.database.people import Pseudonyms
from adapters.database.reviews import KeptReviews
from adapters.database.revisions import Revisions
from adapters.database.tables import changes, pieces, revisions
from adapters.database.turn import take_turn
from adapters.database.upsert import insert, replacing, storable
from bot.remember import Change, Check, Edit, NotSaved, applied
from bot.utterance import Asker
from knowledge.overlay import Overlay, together

AT_ONCE = 500
"""Keys in one query."""


@dataclass(frozen=True, slots=True)
class KeptOverlays:
    """`reviews`: what waits for changes; `seen`: the revisions as this process knows them."""

    database: Database
    people: Pseudonyms
    reviews: KeptReviews
    seen: Revisions

    async def overlay(self, tenant: str) -> Overlay:
        _, found = await self.pieces(tenant, WRITE_WITHIN)
        return await asyncio.to_thread(together, found)

    async def change(self, asker: Asker, change: Change, check: Check | None = None) -> None:
        """Also raises ValueError where a piece is none. What is done already is not done again: a
        line that breaks may leave open whether it was."""
        together({edit.key: edit.after for edit in change.edits if edit.after})
        try:
            async with self.database.writing() as connection:
                await take_turn(connection, asker.tenant)
                if await _is_done(connection, asker.tenant, change.id):
                    return
                before = {} if check is None else await _all(connection, asker.tenant)
                await _edit(connection, asker.tenant, change.edits)
                await self._note(connection, asker, change)
                await self.reviews.settle(connection, asker, change)
                if check is not None and change.edits:
                    check(before, applied(before, change.edits))
        except Away as away:
            raise NotSaved from away
        if change.edits:
            self.seen.learn(asker.tenant, change.id)

    async def history(self, tenant: str, limit: int) -> tuple[Change, ...]:
        last = select(changes).where(changes.c.tenant == tenant)
        last = last.order_by(changes.c.number.desc()).limit(limit)
        try:
            async with self.database.reading(WRITE_WITHIN) as connection:
                return tuple(map(rows.change, (await connection.execute(last)).mappings()))
        except Away as away:
            raise NotSaved from away

    async def revision(self, tenant: str) -> str:
        """The tenant's last change; empty where it has nothing of its own. Raises NotSaved."""
        try:
            return await self.seen.of(tenant)
        except Away as away:
            raise NotSaved from away

    async def pieces(
        self, tenant: str, within: float = 2 * READ_WITHIN
    ) -> tuple[str, dict[str, str]]:
        """A revision and its pieces by key, in the keys' order; they may be newer than it. Raises
        NotSaved."""
        mine = select(pieces.c.key, pieces.c.piece).where(pieces.c.tenant == tenant)
        try:
            async with self.database.reading(within) as connection:
                revision = await connection.scalar(
                    select(revisions.c.change).where(revisions.c.tenant == tenant)
                )
                found = {row.key: row.piece for row in await connection.execute(mine)}
        except Away as away:
            raise NotSaved from away
        self.seen.learn(tenant, revision or "")
        return revision or "", dict(sorted(found.items()))

    async def _note(self, connection: AsyncConnection, asker: Asker, change: Change) -> None:
        tenant = asker.tenant
        last = select(func.max(changes.c.number)).where(changes.c.tenant == tenant)
        row = {
            "tenant": tenant,
            "id": change.id,
            "number": (await connection.scalar(last) or 0) + 1,
            "person": self.people.of(tenant, asker.who),
            "by": storable(change.by),
            "at": change.at,
            "said": storable(change.said),
            "edits": [
                {"key": edit.key, "before": edit.before, "after": edit.after}
                for edit in change.edits
                if edit.before != edit.after
            ],
            "reason": storable(change.reason),
            "undoes": change.undoes,
        }
        await connection.execute(changes.insert().values(row))
        if not change.edits:
            return
        now = {"tenant": tenant, "change": change.id}
        await connection.execute(replacing(connection, revisions, now))
        await tell(connection)


async def blank(connection: AsyncConnection, tenant: str, person: str) -> None:
    """Take a person out of the history; what they changed stays."""
    theirs = (changes.c.tenant == tenant, changes.c.person == person)
    await connection.execute(update(changes).where(*theirs).values(person="", by=""))


async def drop(connection: AsyncConnection, tenant: str) -> None:
    """Delete all that the tenant has of its own; no change comes after it unseen."""
    await take_turn(connection, tenant)
    for table in (pieces, changes, revisions):
        await connection.execute(delete(table).where(table.c.tenant == tenant))
    await tell(connection)


async def _is_done(connection: AsyncConnection, tenant: str, id: str) -> bool:
    same = select(changes.c.id).where(changes.c.tenant == tenant, changes.c.id == id)
    return await connection.scalar(same) is not None


async def _edit(connection: AsyncConnection, tenant: str, edits: Sequence[Edit]) -> None:
    there = await _there(connection, tenant, [edit.key for edit in edits])
    left = applied(there, edits)
    for keys in _some([key for key in there if key not in left]):
        await connection.execute(
            delete(pieces).where(pieces.c.tenant == tenant, pieces.c.key.in_(keys))
        )
    new = [
        {"tenant": tenant, "key": key, "piece": piece}
        for key, piece in left.items()
        if there.get(key) != piece
    ]
    if new:
        write = insert(connection, pieces)
        write = write.on_conflict_do_update(
            index_elements=["tenant", "key"], set_={"piece": write.excluded.piece}
        )
        await connection.execute(write, new)


async def _all(connection: AsyncConnection, tenant: str) -> dict[str, str]:
    mine = select(pieces.c.key, pieces.c.piece).where(pieces.c.tenant == tenant)
    return {row.key: row.piece for row in await connection.execute(mine)}


async def _there(connection: AsyncConnection, tenant: str, keys: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in _some(list(dict.fromkeys(keys))):
        asked_for = select(pieces.c.key, pieces.c.piece).where(
            pieces.c.tenant == tenant, pieces.c.key.in_(some)
        )
        found |= {row.key: row.piece for row in await connection.execute(asked_for)}
    return found


def _some(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
