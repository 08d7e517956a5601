"""Ways in which a database goes away and comes back while a bot works with it."""

import sqlite3
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.database.cut import Line


class Refused(Line):
    """Gone: connections break, and new ones are refused."""

    async def begin(self) -> None:
        await self.cut()

    async def end(self) -> None:
        await self.mend()


class Silent(Line):
    """Still there, but nothing comes through."""

    async def begin(self) -> None:
        self.hang()

    async def end(self) -> None:
        await self.cut()  # what hangs for long is cut by somebody in between
        await self.mend()


class Held:
    """A SQLite file that another process holds on to: nobody else may write."""

    def __init__(self, url, _: Path) -> None:
        self.url = url

    async def mend(self) -> None:
        pass

    async def cut(self) -> None:
        pass

    async def begin(self) -> None:
        self._holder = sqlite3.connect(self.url.database, isolation_level=None)
        self._holder.execute("BEGIN IMMEDIATE")

    async def end(self) -> None:
        self._holder.rollback()
        self._holder.close()


class Vanished(Held):
    """A SQLite file that somebody moved away: whoever has it open could still write to it."""

    async def begin(self) -> None:
        self._moved = [Path(self.url.database + more) for more in ("", "-wal", "-shm")]
        self._moved = [file for file in self._moved if file.exists()]
        for file in self._moved:
            file.rename(file.with_name(f"{file.name}.moved"))

    async def end(self) -> None:
        for file in self._moved:
            moved = file.with_name(f"{file.name}.moved")
            if moved.exists():
                moved.rename(file)


class Lacking(Held):
    """A database that can be reached and lacks a table, as while a backup is restored."""

    async def begin(self) -> None:
        run(self.url, "ALTER TABLE questions RENAME TO put_aside")

    async def end(self) -> None:
        run(self.url, "ALTER TABLE put_aside RENAME TO questions")


class ReadOnly(Held):
    """A PostgreSQL that takes no writes: a copy that waits for its turn, or a full disk."""

    async def begin(self) -> None:
        self._switch("ALTER DATABASE {} SET default_transaction_read_only = on")

    async def end(self) -> None:
        self._switch("ALTER DATABASE {} RESET default_transaction_read_only")

    def _switch(self, statement: str) -> None:
        with speak(self.url, options="-c default_transaction_read_only=off") as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self.url.database)))
        end_connections(self.url)


def run(url, statement: str) -> None:
    """Run it from beside the bot."""
    if url.get_backend_name() == "sqlite":
        connection = sqlite3.connect(url.database, timeout=5)
        connection.execute(statement)
        connection.commit()
        connection.close()
        return
    with speak(url) as connection:
        connection.execute(statement)


def end_connections(url) -> None:
    """Everybody else's, by the server's own hand."""
    with speak(url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def speak(url, **more: Any) -> psycopg.Connection:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True, **more)
