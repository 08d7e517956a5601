"""Each tenant's index: the base's, or that extended by what the tenant has of its own.

Built in a thread, when first asked for or asked for again after a change, and swapped as a whole:
whoever holds one goes on with it. Where there is a sentence encoder, which takes its time for new
phrasings, an index without it is there first.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot.extend import extend
from bot.index import Index
from bot.remember import NotSaved
from knowledge.overlay import together

log = logging.getLogger(__name__)

HELD = 500
"""Tenants whose own indexes stay in memory; the least recently used go first."""

BUILT_AT_ONCE = 2
"""Indexes: more would only take turns."""

FRESH_WITHIN = 0.25
"""Seconds that a question waits for an index with a change in it, where there is one without."""


class Pieces(Protocol):
    """What tenants have of their own, with the revision that it is at."""

    async def revision(self, tenant: str) -> str:
        """Empty where the tenant has nothing of its own; asked at every question. Raises
        NotSaved."""

    async def pieces(self, tenant: str) -> tuple[str, Mapping[str, str]]:
        """A revision and its pieces, which may be newer; raises NotSaved."""


@dataclass(frozen=True, slots=True)
class Own:
    """A tenant's index, with the revision and the base that it was made from."""

    revision: str
    base: Index
    index: Index


class Indexes:
    """One build at a time for each tenant, without the encoder, and one with it for all."""

    def __init__(self, pieces: Pieces, held: int = HELD) -> None:
        self._pieces = pieces
        self._most = held
        self._held: OrderedDict[str, Own] = OrderedDict()
        self._builds: dict[str, asyncio.Task[None]] = {}
        self._refining: dict[str, asyncio.Task[None]] = {}
        self._turns = asyncio.Semaphore(BUILT_AT_ONCE)
        self._turn = asyncio.Semaphore(1)

    async def of(self, tenant: str, base: Index) -> Index:
        """The tenant's index over the base. Where the database is away it is the last one, else
        the base."""
        before = self._there(tenant, base)
        try:
            revision = await self._pieces.revision(tenant)
        except NotSaved:
            return base if before is None else before.index
        if not revision:
            self._held.pop(tenant, None)
            return base
        if before is None or before.revision != revision:
            build = self._begun(self._builds, tenant, self._build(tenant, base))
            await asyncio.wait([build], timeout=None if before is None else FRESH_WITHIN)
        now = self._there(tenant, base) or before
        return base if now is None else now.index

    def _there(self, tenant: str, base: Index) -> Own | None:
        own = self._held.get(tenant)
        if own is None or own.base is not base:
            return None
        self._held.move_to_end(tenant)
        return own

    def _begun(
        self,
        tasks: dict[str, asyncio.Task[None]],
        tenant: str,
        work: Coroutine[None, None, None],
    ) -> asyncio.Task[None]:
        """The tenant's task that is under way, or a new one."""
        if tenant in tasks:
            work.close()
            return tasks[tenant]
        tasks[tenant] = asyncio.create_task(work)
        tasks[tenant].add_done_callback(lambda _: tasks.pop(tenant))
        return tasks[tenant]

    async def _build(self, tenant: str, base: Index) -> None:
        """Until it is of the last revision."""
        async with self._turns:
            while True:
                own = await self._made(tenant, base, replace(base, encoder=None))
                if own is None:
                    return
                self._hold(tenant, own)
                if await self._is_last(tenant, own):
                    break
        if base.encoder is not None and own.index is not base:
            self._begun(self._refining, tenant, self._refine(tenant, base))

    async def _refine(self, tenant: str, base: Index) -> None:
        """The same with the encoder, until it is of the last revision, or nobody asks any more."""
        async with self._turn:
            while tenant in self._held:
                own = await self._made(tenant, base, base)
                if own is None:
                    return
                if await self._is_last(tenant, own):
                    self._hold(tenant, own)
                    return

    async def _made(self, tenant: str, base: Index, of: Index) -> Own | None:
        """None where the database is away: the last one is used until it is back. What can't be
        used is left out as a whole until it is changed."""
        try:
            revision, found = await self._pieces.pieces(tenant)
        except NotSaved:
            return None
        try:
            return Own(revision, base, await asyncio.to_thread(_extended, of, found))
        except Exception:
            log.exception("What a tenant has of its own can't be used")
            before = self._there(tenant, base)
            return Own(revision, base, base if before is None else before.index)

    async def _is_last(self, tenant: str, own: Own) -> bool:
        try:
            return await self._pieces.revision(tenant) == own.revision
        except NotSaved:
            return True

    def _hold(self, tenant: str, own: Own) -> None:
        self._held[tenant] = own
        self._held.move_to_end(tenant)
        while len(self._held) > self._most:
            self._held.popitem(last=False)


def _extended(base: Index, found: Mapping[str, str]) -> Index:
    return extend(base, together(found))
