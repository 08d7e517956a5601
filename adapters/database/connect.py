"""Connections to the database: bounded in time, and given up at once while it is away.

The first operation that fails marks the database as away; from then on every other fails without
trying, while one task tries again every second. So a database that vanishes delays one question by
`READ_WITHIN` seconds, and no other.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import QueuePool

from adapters.database.address import is_sqlite
from adapters.database.engine import open_engine
from adapters.database.faults import Away, Busy, Refused, fault
from adapters.database.probe import probe

log = logging.getLogger(__name__)

READ_WITHIN = 0.25
"""Seconds for what an answer waits for."""

WRITE_WITHIN = 2.0
"""Seconds for a write, and for what is read for a person who pressed something."""

PRESS_WITHIN = 2.2
"""Seconds for all that a person waits for who pressed something: platforms want to hear of a press
within 3."""

OPEN_WITHIN = 10.0
"""Seconds for making all connections, which takes several trips to the server each."""

COUNT_WITHIN = 30.0
"""Seconds for what a curator or an operator waits for."""

RETRY_AFTER = 1.0
"""Seconds between two tries while the database is away."""

SECOND_CALL = 0.02
"""Seconds from the first call to give up to the second: psycopg takes the first as a wish to cancel
the query in the server, and would wait up to 10 s for a server that is silent."""

READERS, WRITERS, COUNTERS = 2, 3, 1
"""Connections that a process uses at once; SQLite has one writer, and no fair turns of its own.
Counters are readers that take their time, and for which no answer waits."""

WRONG = (SQLAlchemyError, OSError, UnicodeError)
"""What a database's driver may raise."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time of the event loop's by which somebody has to be told."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        return cls(asyncio.get_running_loop().time() + seconds)

    def left(self) -> float:
        """Seconds, none where it has passed."""
        return max(self.at - asyncio.get_running_loop().time(), 0.0)


class Database:
    """One database. `away` says why it can't be reached, and is empty where it can."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.away = ""
        self._engine: AsyncEngine | None = None
        self._returning: asyncio.Task[None] | None = None
        # Whoever waits here waits for us, not for the database: it isn't away for that.
        self._readers = asyncio.Semaphore(READERS)
        self._writers = asyncio.Semaphore(1 if self.sqlite else WRITERS)
        self._counters = asyncio.Semaphore(COUNTERS)

    @property
    def sqlite(self) -> bool:
        return is_sqlite(self.url)

    @property
    def _alone(self) -> dict[str, Any]:
        """How each statement is a transaction by itself, at whose beginning and end the database
        needn't be asked too: on PostgreSQL each is a trip to its server."""
        return {"alone": True} if self.sqlite else {"isolation_level": "AUTOCOMMIT"}

    @asynccontextmanager
    async def reading(
        self, within: float = READ_WITHIN, *, by: Deadline | None = None
    ) -> AsyncIterator[AsyncConnection]:
        """What reads; raises Away. `by`: see `writing`."""
        async with (
            _turn(self._readers, within, by) as left,
            self._transaction(left, **self._alone) as connection,
        ):
            yield connection

    @asynccontextmanager
    async def counting(self) -> AsyncIterator[AsyncConnection]:
        """What reads much; raises Away."""
        async with (
            self._counters,
            self._transaction(COUNT_WITHIN, **self._alone) as connection,
        ):
            yield connection

    @asynccontextmanager
    async def writing(
        self, within: float = WRITE_WITHIN, *, on_disk: bool = True, by: Deadline | None = None
    ) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes, done when it is left without an exception; raises Away.

        It outlives the process in any case, and where it is to be `on_disk` a power cut too: what
        nobody was told of needn't wait for that. `by`: when to give up, the wait for others of
        this process included.
        """
        options = {"writes": True, "on_disk": on_disk}
        async with (
            _turn(self._writers, within, by) as left,
            self._transaction(left, **options) as connection,
        ):
            yield connection

    @asynccontextmanager
    async def stating(
        self, within: float = WRITE_WITHIN, *, on_disk: bool = True
    ) -> AsyncIterator[AsyncConnection]:
        """As `writing`, for one statement alone; on PostgreSQL that statement itself says where it
        needn't be on disk."""
        options = self._alone | ({"writes": True, "on_disk": on_disk} if self.sqlite else {})
        async with self._writers, self._transaction(within, **options) as connection:
            yield connection

    async def check(self) -> None:
        """Raises Away where nothing can be written now."""
        async with self.writing(on_disk=False) as connection:
            await probe(connection)

    async def open(self) -> None:
        """Make the connections before anybody waits for them; never raises."""
        usual = READERS + (1 if self.sqlite else WRITERS)
        try:
            async with _bounded(OPEN_WITHIN), AsyncExitStack() as opened:
                for _ in range(usual):
                    await opened.enter_async_context(self._opened().connect())
        except TimeoutError:
            self._lost(Away(f"no answer within {OPEN_WITHIN:g} s"))
        except WRONG as error:
            self._lost(fault(error))

    async def close(self) -> None:
        if self._returning is not None:
            self._returning.cancel()
            await asyncio.gather(self._returning, return_exceptions=True)
            self._returning = None
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None

    @asynccontextmanager
    async def _transaction(self, within: float, **options: Any) -> AsyncIterator[AsyncConnection]:
        if self.away:
            raise Away(self.away)
        engine = self._opened().execution_options(**options)
        try:
            async with _bounded(within), engine.begin() as connection:
                yield connection
        except (TimeoutError, PoolTimeout):
            raise self._lost(Away(f"no answer within {within:g} s")) from None
        except WRONG as error:
            raise self._lost(fault(error)) from None

    def _lost(self, why: Away) -> Away:
        """Take note where it is the database that fails."""
        if not self.away and not isinstance(why, Busy | Refused):
            log.error("The database is away (%s); questions are answered without it", why)
            self.away = str(why)
            self._returning = asyncio.create_task(self._return())
        return why

    async def _return(self) -> None:
        """Try until the database is back, and takes writes: one that is locked, full or a copy
        may well be read."""
        while True:
            await asyncio.sleep(RETRY_AFTER)
            await self._forget_connections()
            engine = self._opened().execution_options(writes=True)
            try:
                async with _bounded(WRITE_WITHIN), engine.begin() as connection:
                    await probe(connection)
            except (*WRONG, TimeoutError):
                continue
            self.away = ""
            log.info("The database is back")
            return

    async def _forget_connections(self) -> None:
        """Those from before are of no use; but one in use is closed by whoever uses it."""
        pool = self._opened().pool
        if isinstance(pool, QueuePool) and not pool.checkedout():
            await self._opened().dispose()

    def _opened(self) -> AsyncEngine:
        if self._engine is None:
            connections = READERS + WRITERS + COUNTERS + 1
            self._engine = open_engine(self.url, connections, WRITE_WITHIN)
        return self._engine


@asynccontextmanager
async def _turn(
    turns: asyncio.Semaphore, within: float, by: Deadline | None
) -> AsyncIterator[float]:
    """A turn, and the seconds there are for it; raises Busy where it doesn't come by then."""
    try:
        async with asyncio.timeout(None if by is None else by.left()):
            await turns.acquire()
    except TimeoutError:
        raise Busy("too many wait for their turn") from None
    try:
        yield within if by is None else min(within, by.left())
    finally:
        turns.release()


@asynccontextmanager
async def _bounded(seconds: float) -> AsyncIterator[None]:
    async with asyncio.timeout(seconds + SECOND_CALL), asyncio.timeout(seconds):
        yield
