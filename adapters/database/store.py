"""The store: what is remembered, in one database, opened and closed as a whole."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import URL

from adapters.database.address import sqlite_file
from adapters.database.behind import Behind
from adapters.database.connect import Database
from adapters.database.conversations import KeptConversations, Known
from adapters.database.deliveries import KeptDeliveries
from adapters.database.drafts import KeptDrafts
from adapters.database.expire import Expiring
from adapters.database.faults import Away
from adapters.database.lapse import Shared, nothing_shared
from adapters.database.leaving import finish, leaving_of
from adapters.database.memories import Memories
from adapters.database.migrate import ready
from adapters.database.notices import KeptNotices
from adapters.database.overlays import KeptOverlays
from adapters.database.people import pseudonyms
from adapters.database.records import KeptRecords
from adapters.database.reviews import KeptReviews
from adapters.database.revisions import Revisions
from adapters.database.wishes import KeptWishes
from bot.remember import Keeping

CLOSE_WITHIN = 5.0
"""Seconds for what is still to be written when a process stops."""


FOLLOW_EVERY = 2.0
"""Seconds within which every process has forgotten whom another one forgot."""


@dataclass(frozen=True, slots=True)
class Store:
    """Parts that share one database."""

    database: Database
    behind: Behind
    conversations: KeptConversations
    deliveries: KeptDeliveries
    records: KeptRecords
    overlays: KeptOverlays
    reviews: KeptReviews
    wishes: KeptWishes
    notices: KeptNotices
    drafts: KeptDrafts
    memories: Memories
    expiring: Expiring

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """While it is open, deletes what is past its time and whatever left, and looks for
        what others change and whom they forget; on leaving, writes what waits."""
        await self.database.open()
        stop = asyncio.Event()
        following = asyncio.create_task(self._keep_following(stop))
        jobs = [
            asyncio.create_task(self.expiring.run()),
            asyncio.create_task(finish(self.records.leaving, self.records.leave)),
            asyncio.create_task(self.overlays.seen.keep_looking()),
        ]
        try:
            yield
        finally:
            stop.set()
            for job in jobs:
                job.cancel()
            await asyncio.gather(following, *jobs, return_exceptions=True)
            await self.close()

    async def unready(self) -> str:
        """Why nothing can be remembered now; empty where it can."""
        try:
            await self.database.check()
        except Away as away:
            return f"the database is away ({away})"
        return self.expiring.overdue()

    async def close(self, *, tidy: bool = False) -> None:
        """Write what waits, and close. `tidy`: delete first what is past its time, for commands
        that are over before the job would have its turn."""
        if tidy:
            await self.expiring.once()
        await self.behind.close(CLOSE_WITHIN)
        await self.database.close()

    async def _keep_following(self, stop: asyncio.Event) -> None:
        """Until it is told to stop: a query that is broken off costs its connection."""
        while not stop.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(FOLLOW_EVERY):
                    await stop.wait()
            if not stop.is_set():
                with suppress(Away):
                    await self.memories.follow()


def open_store(
    url: URL, people_key: str, days: int, known: Known, shared: Shared = nothing_shared
) -> Store:
    """The store at an address, its schema as needed; raises SettingsRefused. Nothing runs before
    `Store.open` is entered."""
    ready(url)
    people = pseudonyms(people_key, sqlite_file(url))
    database = Database(url)
    behind = Behind(database)
    talks = KeptConversations(database, behind, people, known)
    drafts, reviews = KeptDrafts(database, people), KeptReviews(database, behind, people, shared)
    memories = Memories(database, people, (talks, drafts.memory))
    default, leaving = Keeping(days=days), leaving_of(url)
    return Store(
        database,
        behind,
        talks,
        KeptDeliveries(database, people),
        KeptRecords(database, behind, people, default, known, memories, leaving),
        KeptOverlays(database, people, reviews, Revisions(database)),
        reviews,
        KeptWishes(database, behind, people),
        KeptNotices(database, people),
        drafts,
        memories,
        Expiring(database, default),
    )
