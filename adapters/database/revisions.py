"""Each tenant's last change, as a process knows it: looked for every second, and at once where
PostgreSQL tells."""

import asyncio
from contextlib import suppress

from sqlalchemy import select

from adapters.database.connect import WRITE_WITHIN, Database
from adapters.database.faults import Away
from adapters.database.listen import listen
from adapters.database.tables import revisions

EVERY = 1.0
"""Seconds between two looks: a change is to be known everywhere within 2."""


class Revisions:
    """In memory while somebody keeps looking; else the database is asked each time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, str] | None = None
        self._learned = 0

    async def of(self, tenant: str) -> str:
        """The id of the tenant's last change, or empty; raises Away."""
        if self._known is not None:
            return self._known.get(tenant, "")
        asked_for = select(revisions.c.change).where(revisions.c.tenant == tenant)
        async with self._database.reading() as connection:
            return str(await connection.scalar(asked_for) or "")

    def learn(self, tenant: str, change: str) -> None:
        """Take note of what this process has seen or done itself."""
        self._learned += 1
        if self._known is not None:
            self._known[tenant] = change

    async def look(self) -> None:
        """Read them all; raises Away."""
        learned = self._learned
        asked_for = select(revisions.c.tenant, revisions.c.change)
        async with self._database.reading(WRITE_WITHIN) as connection:
            found = {row.tenant: row.change for row in await connection.execute(asked_for)}
        if self._learned == learned:  # else this may be older than what was learned meanwhile
            self._known = found

    async def keep_looking(self) -> None:
        """For good; what is known stays while the database is away."""
        told = asyncio.Event()
        listening = None
        if not self._database.sqlite:
            listening = asyncio.create_task(listen(self._database.url, told.set))
        try:
            while True:
                told.clear()
                with suppress(Away):
                    await self.look()
                with suppress(TimeoutError):
                    async with asyncio.timeout(EVERY):
                        await told.wait()
        finally:
            self._known = None
            if listening is not None:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)
