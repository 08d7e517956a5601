"""What all tests share: the small knowledge base and a desk over it."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

# Before numpy is imported: on few cores its threads wait for one another more than they work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest

from adapters.database import connect
from adapters.database.behind import Behind
from adapters.database.memory import MemoryConversations, MemoryDeliveries
from adapters.database.store import Store
from adapters.desk import Desk
from adapters.models.static import static_vectors
from bot.index import Index, build_index
from knowledge.loader import load
from tests import examples
from tests.indexes import Indexes
from tests.offices import staffed
from tests.servers import (  # noqa: F401
    postgres_databases,
    postgres_server,
    postgresql_url,
    sqlite_template,
    sqlite_url,
)

examples.load()

GARDEN = Path(__file__).parent / "knowledge_small"


@pytest.fixture(scope="session")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Indexes:
    """Indexes that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return Indexes(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def garden() -> Index:
    """The index of the small knowledge base that the tests own."""
    return build_index(load([GARDEN]), static_vectors())


@pytest.fixture(scope="session")
def tpm(indexes: Indexes) -> Index:
    """The index of the built-in knowledge base, without the encoder."""
    return indexes.built_in()


@pytest.fixture(scope="session")
def full(indexes: Indexes) -> Index:
    """The same with the encoder."""
    return indexes.with_encoder()


@pytest.fixture(params=["tpm", "full"], ids=["lean", "full"])
def level(request: pytest.FixtureRequest) -> Index:
    """The index of the built-in knowledge base at each level in turn."""
    index: Index = request.getfixturevalue(request.param)
    return index


@pytest.fixture(autouse=True)
def _told_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds to be told of an answer."""
    monkeypatch.setattr("adapters.telling.EVERY", 0.05)


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A database that answers is given the time that a busy machine needs. Where it doesn't answer,
    a test is of how soon that is noticed, and says so (`hurried`): it waits as people do, but a
    second at least."""
    bounded = connect._bounded
    if request.node.get_closest_marker("hurried") is not None:
        monkeypatch.setattr(connect, "_bounded", lambda seconds: bounded(max(seconds, 1.0)))
    else:
        monkeypatch.setattr(connect, "_bounded", lambda seconds: bounded(20 * seconds))
        flush = Behind.flush
        monkeypatch.setattr(Behind, "flush", lambda self, within: flush(self, 20 * within))
        monkeypatch.setattr("adapters.desk.FORM_WITHIN", 30.0)


@pytest.fixture
def desk(garden: Index) -> Desk:
    """A desk over the small knowledge base, with nothing remembered yet."""
    return Desk(garden, MemoryConversations(), MemoryDeliveries())


@pytest.fixture(params=["sqlite", "postgresql"])
async def office(
    garden: Index, request: pytest.FixtureRequest
) -> AsyncIterator[tuple[Desk, Store]]:
    """A desk over the small knowledge base with the store that it remembers in, as people run it,
    on both databases."""
    async with staffed(garden, request.getfixturevalue(f"{request.param}_url")) as office:
        yield office
