"""What all tests share: the small knowledge base and a desk over it."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

# Before numpy is imported: on few cores its threads wait for one another more than they work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

from adapters.database.memory import MemoryConversations, MemoryDeliveries
from adapters.database.store import Store
from adapters.desk import Desk
from adapters.models.static import static_vectors
from adapters.settings import Settings
from adapters.wiring import staff
from bot.index import Index, build_index
from knowledge.loader import BUILT_IN, load
from tests.servers import (  # noqa: F401
    KEY,
    postgres_server,
    postgres_template,
    postgresql_url,
    sqlite_url,
)

# A busy machine makes no example wrong, nor the making of one.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")

GARDEN = Path(__file__).parent / "knowledge_small"


@pytest.fixture(scope="session")
def garden() -> Index:
    """The index of the small knowledge base that the tests own."""
    return build_index(load([GARDEN]), static_vectors())


@pytest.fixture(scope="session")
def tpm() -> Index:
    """The index of the built-in knowledge base, without the encoder."""
    return build_index(load([BUILT_IN]), static_vectors())


@pytest.fixture(autouse=True)
def _told_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds to be told of an answer."""
    monkeypatch.setattr("adapters.telling.EVERY", 0.05)


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
    url = request.getfixturevalue(f"{request.param}_url")
    named = {
        "database_url": url.render_as_string(hide_password=False),
        "tpm_people_key": KEY,
    }
    desk, store = staff(garden, Settings.model_validate(named))
    async with store.open():
        yield desk, store
