"""Writes that nobody waits for: kept in memory, bounded, and written soon, many at once.

While the database is away they wait; where too many do, the oldest are given up, and the log says
how many. What a person was told of never goes this way.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.connect import Database
from adapters.database.faults import Away, Refused

log = logging.getLogger(__name__)

FAULTY = (Refused, SQLAlchemyError, ValueError, TypeError)
"""What a write raises that can't be done, now or later."""

Write = Callable[[AsyncConnection], Awaitable[None]]
Done = Callable[[], None]

MOST = 10_000
"""Writes that wait at most."""

AT_ONCE = 200
"""Writes in one transaction."""

AGAIN_AFTER = 0.5
"""Seconds before another try while the database is away."""


class Behind:
    """Takes writes and does them in order, in a task of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[tuple[Write, Done]] = deque()
        self._watched: set[asyncio.Future[None]] = set()
        self._lost = 0
        self._task: asyncio.Task[None] | None = None

    def add(self, write: Write, done: Done = lambda: None) -> None:
        """Do it soon, then call `done`, which is called too where it is given up. A write may be
        done twice: it must come to the same."""
        if len(self._waiting) >= MOST:
            _, given_up = self._waiting.popleft()
            given_up()
            self._lost += 1
            if self._lost & (self._lost - 1) == 0:  # at 1, 2, 4, 8 …: not once for each
                log.error("%d writes were given up: too many wait for the database", self._lost)
        self._waiting.append((write, done))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    async def flush(self, within: float) -> None:
        """Wait until all is written that was taken, for so many seconds at most; not for a
        database that is away."""
        if not self._waiting or self._database.away:
            return
        watched = asyncio.get_running_loop().create_future()
        self._watched.add(watched)
        try:
            await asyncio.wait([watched], timeout=within)
        finally:
            self._watched.discard(watched)

    async def close(self, within: float) -> None:
        """Write what waits, for so many seconds at most."""
        await self.flush(within)
        if self._task is not None and not self._task.done():
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._waiting:
            log.error("Stopping with %d writes given up", len(self._waiting))

    async def _work(self) -> None:
        while self._waiting:
            batch = [self._waiting[at] for at in range(min(AT_ONCE, len(self._waiting)))]
            try:
                await self._write([write for write, _ in batch])
            except FAULTY:
                batch = batch[:1] if await self._settled(batch[0][0]) else []
            except Away:
                self._tell_watchers()
                await asyncio.sleep(AGAIN_AFTER)
                continue
            for one in batch:
                if self._waiting and self._waiting[0] is one:  # not given up meanwhile
                    self._waiting.popleft()
                    one[1]()
        self._tell_watchers()

    def _tell_watchers(self) -> None:
        for watched in self._watched:
            if not watched.done():
                watched.set_result(None)

    async def _write(self, batch: list[Write]) -> None:
        async with self._database.writing(on_disk=False) as connection:
            for write in batch:
                await write(connection)

    async def _settled(self, write: Write) -> bool:
        """Done alone, or given up, so that one that can't be written doesn't take others with
        it; not yet where the database went away meanwhile."""
        try:
            await self._write([write])
        except FAULTY as error:
            # Its kind alone: the text, and a traceback's last line, may quote what was asked.
            kind = str(error) if isinstance(error, Refused) else type(error).__name__
            log.error("Something could not be remembered (%s)", kind)
        except Away:
            return False
        return True
