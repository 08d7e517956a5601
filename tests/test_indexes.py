"""Each tenant's index: made of its own pieces, aside, one at a time, and given up for others."""

import asyncio
import threading

import numpy as np
import pytest

from adapters import indexes as module
from adapters.indexes import Indexes
from adapters.models.static import static_vectors
from bot.extend import extend
from bot.index import build_index
from bot.match import match
from bot.remember import NotSaved
from tests.database.conftest import eventually
from tests.database.own import KEY_OF_BEES, bees

OTHERS = "the others"


class Kept:
    """Pieces in memory; `away` as while a database is."""

    def __init__(self) -> None:
        self.away = False
        self.read: list[str] = []
        self._kept: dict[str, tuple[str, dict[str, str]]] = {}

    def put(self, tenant: str, revision: str, **answers: str) -> None:
        self._kept[tenant] = (revision, {KEY_OF_BEES: bees(**answers)})

    async def revision(self, tenant: str) -> str:
        if self.away:
            raise NotSaved
        return self._kept.get(tenant, ("", {}))[0]

    async def pieces(self, tenant: str) -> tuple[str, dict[str, str]]:
        if self.away:
            raise NotSaved
        self.read.append(tenant)
        return self._kept.get(tenant, ("", {}))


class Slow:
    """Extends an index no sooner than it may; knows how often, and where it did."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.threads: list[int] = []

    def __call__(self, base, overlay):
        self.threads.append(threading.get_ident())
        assert self.may.wait(20)
        return extend(base, overlay)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def slow(monkeypatch):
    slow = Slow()
    monkeypatch.setattr(module, "extend", slow)
    yield slow
    slow.may.set()


def answer(index) -> str:
    return index.items[index.position["bees"]].answer


async def test_a_tenant_with_nothing_of_its_own_costs_nothing(kept, garden):
    assert await Indexes(kept).of("t", garden) is garden
    assert kept.read == []


async def test_what_a_tenant_has_of_its_own_is_found(kept, garden):
    kept.put("t", "1")
    index = await Indexes(kept).of("t", garden)
    assert match("where do the bees live", index).entry.id == "bees"
    assert "bees" not in garden.position


async def test_an_index_is_made_aside_and_once_for_all_who_wait(kept, garden, slow):
    kept.put("t", "1")
    indexes = Indexes(kept)
    asked = [asyncio.create_task(indexes.of("t", garden)) for _ in range(5)]
    await eventually(lambda: slow.threads)
    assert await indexes.of(OTHERS, garden) is garden  # nobody else waits
    slow.may.set()
    assert len({id(index) for index in await asyncio.gather(*asked)}) == 1
    assert len(slow.threads) == 1
    assert threading.get_ident() not in slow.threads


async def test_whoever_has_an_index_keeps_it_and_nobody_waits_long_for_the_next(
    kept, garden, monkeypatch
):
    kept.put("t", "1")
    indexes = Indexes(kept)
    held = await indexes.of("t", garden)
    slow = Slow()
    monkeypatch.setattr(module, "extend", slow)
    monkeypatch.setattr(module, "FRESH_WITHIN", 0.01)
    kept.put("t", "2", answer="In the east.")
    assert await indexes.of("t", garden) is held
    assert await indexes.of("t", garden) is held
    slow.may.set()
    monkeypatch.setattr(module, "FRESH_WITHIN", 20)
    assert answer(await indexes.of("t", garden)) == "In the east."
    assert answer(held) == "By the west wall."
    assert len(slow.threads) == 1


async def test_a_change_while_an_index_is_made_is_in_the_next(kept, garden, slow):
    kept.put("t", "1")
    indexes = Indexes(kept)
    asked = asyncio.create_task(indexes.of("t", garden))
    await eventually(lambda: slow.threads)
    kept.put("t", "2", answer="In the east.")
    slow.may.set()
    assert answer(await asked) == "In the east."


async def test_the_least_recently_used_leave_memory(kept, garden):
    for number in range(4):
        kept.put(f"t{number}", "1")
    indexes = Indexes(kept, held=2)
    for tenant in ("t0", "t1", "t0", "t2", "t0", "t3", "t0"):
        await indexes.of(tenant, garden)
    assert kept.read == ["t0", "t1", "t2", "t3"]
    await indexes.of("t1", garden)
    assert kept.read[-1] == "t1"


async def test_while_the_database_is_away_the_last_one_is_used_else_the_base(kept, garden):
    kept.put("t", "1")
    indexes = Indexes(kept)
    last = await indexes.of("t", garden)
    kept.put("t", "2")
    kept.put("other", "1")
    kept.away = True
    assert await indexes.of("t", garden) is last
    assert await indexes.of("other", garden) is garden
    kept.away = False
    assert await indexes.of("t", garden) is not last
    assert await indexes.of("other", garden) is not garden


async def test_what_can_not_be_used_is_told_to_the_log_once_and_the_last_one_goes_on(
    kept, garden, caplog
):
    kept.put("t", "1")
    indexes = Indexes(kept)
    last = await indexes.of("t", garden)
    kept._kept["t"] = ("2", {"entry/bees": '{"id": "bees"}'})
    assert await indexes.of("t", garden) is last
    assert await indexes.of("t", garden) is last
    assert len(caplog.records) == 1
    kept.put("t", "3")
    assert answer(await indexes.of("t", garden)) == "By the west wall."


async def test_another_base_is_extended_anew(kept, garden):
    kept.put("t", "1")
    indexes = Indexes(kept)
    before = await indexes.of("t", garden)
    other = build_index(garden.knowledge, static_vectors())
    after = await indexes.of("t", other)
    assert after is not before
    assert await indexes.of("t", other) is after


class Encoder:
    """Stands for a sentence encoder that takes its time."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.may.set()

    def sentences(self, tokens):
        assert self.may.wait(20)
        rows = np.ones((len(tokens), 16), np.float32)
        for at, words in enumerate(tokens):
            for word in words:
                rows[at, sum(map(ord, word)) % 16] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


async def test_an_index_without_the_encoder_is_there_first(kept, garden):
    encoder = Encoder()
    base = build_index(garden.knowledge, static_vectors(), encoder)
    encoder.may.clear()
    kept.put("t", "1")
    indexes = Indexes(kept)
    first = await indexes.of("t", base)
    assert (first.encoder, answer(first)) == (None, "By the west wall.")
    encoder.may.set()

    async def is_whole() -> bool:
        return (await indexes.of("t", base)).encoder is not None

    await eventually(is_whole)
    assert len(kept.read) == 2
