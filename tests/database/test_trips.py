"""How often an answer waits for a database that is far away."""

import asyncio

import pytest

from adapters.database.store import open_store
from adapters.desk import Desk
from tests.database.conftest import KEY
from tests.database.cut import Line
from tests.database.test_store import ADA


@pytest.fixture
async def line(postgresql_url, tmp_path):
    line = Line(postgresql_url, tmp_path)
    await line.mend()
    yield line
    await line.cut()


@pytest.mark.parametrize(
    ("asked", "outcome", "trips"),
    [
        ("how much is a plot", "answer", 2),  # both at once
        ("can i sell at the fair", "choices", 2 + 4),  # on disk, and not for whom is forgotten
    ],
)
async def test_an_answer_waits_for_one_trip_and_choices_for_a_transaction_more(
    line, garden, asked, outcome, trips
):
    store = await asyncio.to_thread(open_store, line.url, KEY, 90, str)
    # Without questions that are remembered, which are written beside answers.
    desk = Desk(garden, store.conversations, store.deliveries)

    async def answered(key: str) -> int:
        before = line.trips
        assert await desk.first(ADA.tenant, key, ADA)
        assert (await desk.ask(asked, ADA)).outcome == outcome
        return line.trips - before

    for key in ("1", "2", "3"):  # connections are made meanwhile
        await answered(key)
        await store.behind.flush(5)
    assert await answered("4") == trips
    await store.close()


async def test_a_conversation_that_came_with_a_delivery_is_taken_once(desk):
    assert await desk.first(ADA.tenant, "1", ADA)
    await desk.ask("how much is a plot", ADA)
    reply = await desk.ask("why", ADA)
    assert any("how much" in str(part) for part in reply.parts)
