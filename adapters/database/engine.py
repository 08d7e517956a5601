"""How connections are made and tuned, and looked at before each use."""

import select
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.database.address import sqlite_file

BUSY_WITHIN = 1_500
"""Milliseconds to wait for what another writer holds."""

CHECKPOINT_AFTER = 8_000
"""Pages of 4 KB by which SQLite's log may grow before a commit has to tidy it up, and waits for the
disk: at its own 1,000 that would be one question in a hundred."""

POSTGRES = {
    "connect_timeout": 3,
    "application_name": "tpm",
    # Nothing prepared: behind a pooler the next transaction may meet another server process.
    "prepare_threshold": None,
    # So that nobody in between forgets a connection that lies idle, and an end of it is seen.
    "keepalives_idle": 60,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
"""What connections to PostgreSQL are told."""


def open_engine(url: URL, connections: int, turn_within: float) -> AsyncEngine:
    """An engine for so many connections; no exception of it shows what was to be written."""
    size = {
        "pool_size": connections,
        "max_overflow": 0,
        "pool_timeout": turn_within,
        "pool_use_lifo": True,  # what was used last is the readiest
    }
    file = sqlite_file(url)
    if file is None:
        engine = create_async_engine(url, hide_parameters=True, connect_args=POSTGRES, **size)
        _listen(engine, connect=_tune_postgres, checkout=_check_postgres, begin=_begin_postgres)
    else:
        engine = create_async_engine(url, hide_parameters=True, **size)
        watch = _File(file)
        _listen(engine, do_connect=watch.must_be_there, connect=watch.opened)
        _listen(engine, checkout=watch.check, connect=_tune_sqlite, begin=_begin_sqlite)
    return engine


def _listen(engine: AsyncEngine, **hooks: Any) -> None:
    for name, hook in hooks.items():
        event.listen(engine.sync_engine, name, hook)


# SQLite


class _File:
    """A file that is deleted or replaced is still there for whoever has it open: what they write is
    lost. So each connection is held against the file that has the name now."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def must_be_there(self, *_: object) -> None:
        """SQLite itself would make an empty one."""
        self._file.stat()

    def opened(self, _: object, record: Any) -> None:
        record.info["file"] = self._identity()

    def check(self, _: object, record: Any, __: object) -> None:
        if record.info.get("file") != self._identity():
            raise DisconnectionError

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def _tune_sqlite(connection: Any, _: object) -> None:
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


def _begin_sqlite(connection: Any) -> None:
    """A writer takes its turn at the start: later it could only fail. A statement alone does so by
    itself."""
    asked = connection.get_execution_options()
    synced = "FULL" if asked.get("on_disk") else "NORMAL"
    if asked.get("writes") and connection.info.get("synced") != synced:
        # (it can't be changed within a transaction)
        connection.exec_driver_sql(f"PRAGMA synchronous = {synced}")
        connection.info["synced"] = synced
    if not asked.get("alone"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if asked.get("writes") else "BEGIN")


# PostgreSQL


def _tune_postgres(connection: Any, _: object) -> None:
    """Whoever waits longer for a lock fails by themselves; the database isn't away for that."""
    connection.autocommit = True  # else it would end with the first transaction that does
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = {BUSY_WITHIN}")
    cursor.close()
    connection.autocommit = False


def _check_postgres(connection: Any, _: object, __: object) -> None:
    """A server that ends a connection which lies idle says so on it: that can be read without
    asking, which would take a trip to the server before each query."""
    ours = connection.driver_connection.pgconn
    readable = select.poll()
    readable.register(ours.socket, select.POLLIN)
    try:
        while readable.poll(0):
            ours.consume_input()
    except Exception:
        raise DisconnectionError from None


def _begin_postgres(connection: Any) -> None:
    asked = connection.get_execution_options()
    if asked.get("writes") and not asked.get("on_disk"):
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
