"""Whoever presses something hears of it in time, whatever the database does: saved, or not."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from adapters.beside import nobody
from adapters.database.connect import PRESS_WITHIN
from adapters.database.store import Store, open_store
from adapters.rooms import Rooms
from bot.act import KeepText, Rate
from bot.remember import NotSaved
from tests.database.conftest import KEY, eventually
from tests.database.outages import Held, Silent, speak
from tests.database.test_store import ADA, BEN, NOW, question

pytestmark = pytest.mark.hurried

SLACK = 0.4
"""Seconds that a press may take longer than what sleeps for as long as it may take."""


class Locked(Held):
    """A PostgreSQL on which somebody changes a table, and doesn't finish."""

    async def begin(self) -> None:
        self._holder = speak(self.url)
        self._holder.execute("BEGIN; LOCK TABLE questions IN ACCESS EXCLUSIVE MODE")

    async def end(self) -> None:
        self._holder.close()


KINDS = [("sqlite", Held), ("postgresql", Silent), ("postgresql", Locked)]


@pytest.fixture(params=KINDS, ids=[kind.__name__.lower() for _, kind in KINDS])
async def hindrance(request, tmp_path):
    kind, makes = request.param
    line = makes(request.getfixturevalue(f"{kind}_url"), tmp_path)
    await line.mend()
    yield line
    await line.cut()


@pytest.fixture
async def store(hindrance) -> AsyncIterator[Store]:
    store = await asyncio.to_thread(open_store, hindrance.url, KEY, 90, str)
    yield store
    await store.close()


async def everybody() -> bool:
    return True


@pytest.mark.parametrize("presses", [1, 40])
async def test_a_press_takes_no_longer_than_platforms_wait(hindrance, store, garden, presses):
    asked = question()
    store.records.asked(asked)
    await store.records.rate(ADA, asked.id, "helpful", "yes", NOW)
    await hindrance.begin()
    store.records.asked(question(BEN))  # hangs, and the press behind it
    await asyncio.sleep(0)
    rooms = Rooms(store.records, None, store.drafts)

    async def press(number: int) -> float:
        begun = time.perf_counter()
        act, curates = [(Rate(asked.id, True), nobody), (KeepText(True), everybody)][number % 2]
        with suppress(NotSaved):  # settings are in another table, which may be free
            await rooms.act(act, ADA, curates, "", NOW, garden)
            assert isinstance(act, KeepText)
        return time.perf_counter() - begun

    async def sleep() -> float:
        begun = time.perf_counter()
        await asyncio.sleep(PRESS_WITHIN)
        return time.perf_counter() - begun

    slept, *took = await asyncio.gather(sleep(), *(press(number) for number in range(presses)))
    assert max(took) < slept + SLACK
    await hindrance.end()
    await eventually(lambda: not store.database.away)
