"""A SQLite file and a real PostgreSQL: each test with `store` runs on both."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from adapters.database.address import address
from adapters.database.store import Store, open_store
from tests.servers import KEY, fresh_database


async def eventually(holds: Callable[[], Any], within: float = 20) -> None:
    """Wait until it holds; `holds` may have to be awaited."""
    async with asyncio.timeout(within):
        while not (await held if inspect.isawaitable(held := holds()) else held):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """The address of a database without a schema."""
    if request.param == "sqlite":
        yield address(f"sqlite:///{tmp_path}/tpm.db")
        return
    with fresh_database(request.getfixturevalue("postgres_server")) as url:
        yield address(url.render_as_string(hide_password=False))


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
