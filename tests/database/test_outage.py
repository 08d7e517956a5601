"""The database may vanish at any moment: answers go on, what can't be saved is said, and all
recovers by itself."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from adapters.database import connect, engine
from adapters.database.store import Store, open_store
from adapters.desk import Desk
from adapters.rooms import Rooms
from bot.disclose import NOT_NOW, NOT_SAVED
from bot.encode import decode
from bot.plain import plain
from bot.remember import NotSaved
from bot.reply import Actions, Reply
from tests.database.conftest import KEY, eventually
from tests.database.outages import Held, Lacking, ReadOnly, Refused, Silent, Vanished
from tests.database.test_store import ADA, BEN, NOW, question, rows

pytestmark = pytest.mark.hurried

OUTAGES = [
    ("sqlite", Held),
    ("sqlite", Vanished),
    ("sqlite", Lacking),
    ("postgresql", Refused),
    ("postgresql", Silent),
    ("postgresql", Lacking),
    ("postgresql", ReadOnly),
]


@pytest.fixture(params=OUTAGES, ids=[f"{on}-{kind.__name__.lower()}" for on, kind in OUTAGES])
async def outage(request, tmp_path, monkeypatch):
    """What takes the database away and brings it back; waits are shortened."""
    monkeypatch.setattr(connect, "RETRY_AFTER", 0.05)
    monkeypatch.setattr(connect, "WRITE_WITHIN", 1.0)
    monkeypatch.setattr(engine, "BUSY_WITHIN", 300)
    kind, makes = request.param
    url = request.getfixturevalue(f"{kind}_url")
    line = makes(url, tmp_path)
    await line.mend()
    yield line
    await line.cut()


@pytest.fixture
async def store(outage) -> AsyncIterator[Store]:
    # In a thread: the line to the database is held by this one.
    store = await asyncio.to_thread(open_store, outage.url, KEY, 90, str)
    await store.database.open()
    yield store
    await store.close()


@pytest.fixture
def desk(garden, store) -> Desk:
    desk = Desk(garden, store.conversations, store.deliveries)
    desk.rooms = Rooms(store.records, None, store.drafts)
    return desk


def acts(reply: Reply) -> list:
    shown = [part for part in reply.parts if isinstance(part, Actions)]
    return [decode(action.does) for part in shown for action in part.actions]


async def back(store: Store) -> None:
    await eventually(lambda: not store.database.away)


async def test_answers_go_on_and_all_recovers_by_itself(outage, store, desk):
    before = await desk.ask("how much is a plot", ADA)
    [yes, *_] = acts(before)
    assert plain(await desk.act(yes, ADA)) != NOT_SAVED
    await outage.begin()
    during = await desk.ask("when is the spring fair", ADA)
    assert during.outcome == "answer"
    [yes_now, *_] = acts(during)
    told = await desk.act(yes_now, ADA)
    assert plain(told) == NOT_SAVED
    assert told.beside
    assert store.database.away
    assert plain(await desk.ask("my data", ADA)) == NOT_NOW
    assert await desk.first(ADA.tenant, "event:1")
    assert not await desk.first(ADA.tenant, "event:1")
    await outage.end()
    await back(store)
    assert plain(await desk.act(yes_now, ADA)) != NOT_SAVED
    assert len(await rows(store)) == 2  # the question asked meanwhile too


async def test_a_follow_up_is_understood_while_the_database_is_away(outage, desk):
    await outage.begin()
    await desk.ask("how much is a plot", ADA)
    asked = await desk.ask("why", ADA)
    assert "how much" in plain(asked)


async def test_only_the_first_question_waits_for_a_database_that_is_away(outage, store, desk):
    await outage.begin()
    await desk.ask("how much is a plot", ADA)  # it or its writing notices
    with pytest.raises(NotSaved):
        await store.records.rate(ADA, "0" * 32, "helpful", "yes", NOW)
    started = time.perf_counter()
    for _ in range(20):
        await desk.ask("when is the spring fair", BEN)
        await desk.first(ADA.tenant, f"event:{_}")
    assert time.perf_counter() - started < 20 * connect.READ_WITHIN


async def test_no_more_waits_than_there_is_room_for(outage, store, monkeypatch, caplog):
    monkeypatch.setattr("adapters.database.behind.MOST", 100)
    await outage.begin()
    for at in range(500):
        store.records.asked(question(at=NOW + at))
    await asyncio.sleep(0)
    assert len(store.behind._waiting) <= 100
    assert "given up" in caplog.text
    await outage.end()
    await eventually(lambda: _is_back(store))
    await store.behind.flush(10)
    assert {row["at"] for row in await rows(store)} == {NOW + at for at in range(400, 500)}


async def _is_back(store: Store) -> bool:
    await store.behind.flush(0.05)
    return not store.database.away and not store.behind._waiting


async def test_a_write_that_can_not_be_done_takes_no_other_with_it(outage, store, caplog):
    store.records.asked(question(at=NOW))
    store.records.asked(question(at="no number"))
    store.records.asked(question(at=NOW + 1))
    await store.behind.flush(10)
    assert {row["at"] for row in await rows(store)} >= {NOW, NOW + 1}


async def test_a_tenant_that_leaves_meanwhile_is_deleted_when_the_database_is_back(
    outage, store, desk, monkeypatch
):
    monkeypatch.setattr("adapters.leave.AGAIN_AFTER", (0.05,) * 400)
    await desk.ask("how much is a plot", ADA)
    await store.behind.flush(5)
    await outage.begin()
    leaving = asyncio.create_task(desk.leave(ADA.tenant))
    await eventually(lambda: store.database.away)
    assert not leaving.done()
    await outage.end()
    await leaving
    assert await rows(store) == []


async def test_readiness_tells_why_until_all_is_well_again(outage, store):
    assert await store.unready() == ""
    await outage.begin()
    store.records.asked(question())
    await eventually(lambda: store.database.away)
    assert (await store.unready()).startswith("the database is away (")
    await outage.end()
    await back(store)
    assert await store.unready() == ""
