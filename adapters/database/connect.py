"""Connections to the database: bounded in time, and given up at once while it is away.

The first operation that fails marks the database as away; from then on every other fails without
trying, while one task tries again every second. So a database that vanishes delays one question by
`READ_WITHIN` seconds, and no other.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, event, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from adapters.database.address import is_sqlite

log = logging.getLogger(__name__)

READ_WITHIN = 0.25
"""Seconds for what an answer waits for."""

WRITE_WITHIN = 2.0
"""Seconds for what a person waits for who pressed something, and for batches: platforms want to
hear of a press within 3."""

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

BUSY_WITHIN = 1_500
"""Milliseconds that SQLite waits for another writer."""


CHECKPOINT_AFTER = 8_000
"""Pages of 4 KB by which SQLite's log may grow before a commit has to tidy it up, and waits for the
disk: at its own 1,000 that would be one question in a hundred."""


class Away(Exception):
    """The database can't be reached now; the text says why, for operators."""


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

    @asynccontextmanager
    async def reading(self, within: float = READ_WITHIN) -> AsyncIterator[AsyncConnection]:
        """A transaction that reads; raises Away."""
        async with self._readers, self._within(within), self._opened().begin() as connection:
            yield connection

    @asynccontextmanager
    async def counting(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that reads much; raises Away."""
        async with (
            self._counters,
            self._within(COUNT_WITHIN),
            self._opened().begin() as connection,
        ):
            yield connection

    @asynccontextmanager
    async def writing(
        self, within: float = WRITE_WITHIN, *, on_disk: bool = True
    ) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes, done when it is left without an exception; raises Away.

        It outlives the process in any case, and where it is to be `on_disk` a power cut too: what
        nobody was told of needn't wait for that.
        """
        engine = self._opened().execution_options(writes=True, on_disk=on_disk)
        async with self._writers, self._within(within), engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        if self._returning is not None:
            self._returning.cancel()
            await asyncio.gather(self._returning, return_exceptions=True)
            self._returning = None
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None

    @asynccontextmanager
    async def _within(self, seconds: float) -> AsyncIterator[None]:
        if self.away:
            raise Away(self.away)
        try:
            async with _bounded(seconds):
                yield
        except (IntegrityError, ProgrammingError, DataError):
            raise  # the query's own fault, not the connection's
        except TimeoutError:
            raise self._lost(f"no answer within {seconds:g} s") from None
        except (DBAPIError, PoolTimeout, OSError) as error:
            raise self._lost(type(getattr(error, "orig", None) or error).__name__) from error

    def _lost(self, why: str) -> Away:
        if not self.away:
            log.error("The database is away (%s); questions are answered without it", why)
            self.away = why
            self._returning = asyncio.create_task(self._return())
        return Away(why)

    async def _return(self) -> None:
        """Try until the database is back, and takes writes: one that is locked, full or a copy
        may well be read."""
        while True:
            await asyncio.sleep(RETRY_AFTER)
            engine = self._opened().execution_options(writes=True)
            try:
                async with _bounded(WRITE_WITHIN), engine.begin() as connection:
                    await connection.execute(text("DELETE FROM deliveries WHERE tenant IS NULL"))
            except (DBAPIError, PoolTimeout, OSError, TimeoutError):
                continue
            self.away = ""
            log.info("The database is back")
            return

    def _opened(self) -> AsyncEngine:
        if self._engine is None:
            self._engine = _engine(self.url)
        return self._engine


@asynccontextmanager
async def _bounded(seconds: float) -> AsyncIterator[None]:
    async with asyncio.timeout(seconds + SECOND_CALL), asyncio.timeout(seconds):
        yield


def _engine(url: URL) -> AsyncEngine:
    size = {
        "pool_size": READERS + WRITERS + COUNTERS + 1,
        "max_overflow": 0,
        "pool_timeout": WRITE_WITHIN,
    }
    if not is_sqlite(url):
        about = {"connect_timeout": 3, "application_name": "tpm"}
        engine = create_async_engine(url, pool_recycle=300, connect_args=about, **size)
        event.listen(engine.sync_engine, "begin", _begin_postgres)
        return engine
    engine = create_async_engine(url, **size)
    event.listen(engine.sync_engine, "connect", _tune)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _tune(connection: Any, _: object) -> None:
    """WAL, where readers go on beside a writer, is the file's own property: migrate.py."""
    connection.isolation_level = None  # sqlite3 would begin transactions by itself, and too late
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_WITHIN}",
        "synchronous = FULL",
        f"wal_autocheckpoint = {CHECKPOINT_AFTER}",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    """A writer takes its turn at the start: later it could only fail."""
    asked = connection.get_execution_options()
    if not asked.get("writes"):
        connection.exec_driver_sql("BEGIN")
        return
    synced = "FULL" if asked.get("on_disk") else "NORMAL"
    if connection.info.get("synced") != synced:  # (it can't be changed within a transaction)
        connection.exec_driver_sql(f"PRAGMA synchronous = {synced}")
        connection.info["synced"] = synced
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_postgres(connection: Any) -> None:
    asked = connection.get_execution_options()
    if asked.get("writes") and not asked.get("on_disk"):
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
