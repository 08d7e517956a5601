"""Changes are tried in threads of their own, for one team after the other."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

import adapters.rehearse
from adapters.rehearse import Rehearsals
from bot.index import Index
from bot.replay import replay
from bot.stand import Golden, Stand, stand
from knowledge.overlay import EMPTY, Overlay

GOLDEN = (Golden("what does a patch cost me", frozenset(["rent"])),)
RETIRED = Overlay(retired=("rent",))
GROWN = Overlay(phrasings={"watering": ("is the tap open at night",)})


@pytest.fixture
def rehearsals() -> Rehearsals:
    return Rehearsals(GOLDEN)


@pytest.fixture
def stood(monkeypatch: pytest.MonkeyPatch) -> list[Index]:
    """The bases of which it was found out how things stand."""
    bases: list[Index] = []

    def counted(index: Index, golden: tuple[Golden, ...], told: Callable[[float], None]) -> Stand:
        bases.append(index)
        return stand(index, golden, told)

    monkeypatch.setattr(adapters.rehearse, "stand", counted)
    return bases


@pytest.fixture
def replayed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Overlay, Overlay]]:
    """From what to what things were replayed."""
    pairs: list[tuple[Overlay, Overlay]] = []

    def counted(standing: Stand, overlay: Overlay, *others: object) -> object:
        pairs.append((standing.overlay, overlay))
        return replay(standing, overlay, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(adapters.rehearse, "replay", counted)
    return pairs


async def test_what_would_be_lost_is_told(rehearsals, garden):
    tried = await rehearsals.rehearse("slack:T1", garden, EMPTY, RETIRED, ())
    assert [move.text for move in tried.moves if move.lost] == ["what does a patch cost me"]
    assert 0 < tried.recomputed <= tried.asked


async def test_attached_misses_are_asked_too(rehearsals, garden):
    attached = [Golden("when may i use the hose", frozenset(["watering"]), "watering")]
    alone = await rehearsals.rehearse("slack:T1", garden, EMPTY, GROWN)
    both = await rehearsals.rehearse("slack:T1", garden, EMPTY, GROWN, attached)
    assert both.asked == alone.asked + 1
    gone = await rehearsals.rehearse(
        "slack:T1", garden, GROWN, Overlay(retired=("watering",)), attached
    )
    assert "when may i use the hose" in {move.text for move in gone.moves}


async def test_how_things_stand_is_found_out_once_for_all_teams(rehearsals, garden, stood):
    rehearsals.warm(garden)
    rehearsals.warm(garden)
    await asyncio.gather(
        *(rehearsals.rehearse(f"slack:T{n}", garden, EMPTY, RETIRED) for n in range(3))
    )
    assert stood == [garden]


async def test_what_a_team_has_is_replayed_once(rehearsals, garden, replayed):
    await rehearsals.rehearse("slack:T1", garden, GROWN, RETIRED)
    assert replayed == [(EMPTY, GROWN), (GROWN, RETIRED)]
    await rehearsals.rehearse("slack:T1", garden, RETIRED, EMPTY)  # it was done
    await rehearsals.rehearse("slack:T1", garden, RETIRED, GROWN)  # that wasn't, and another is
    assert replayed[2:] == [(RETIRED, EMPTY), (RETIRED, GROWN)]
    await rehearsals.rehearse("slack:T2", garden, RETIRED, GROWN)
    assert replayed[4:] == [(EMPTY, RETIRED), (RETIRED, GROWN)]


async def test_teams_that_try_nothing_for_long_are_forgotten(garden, replayed):
    rehearsals = Rehearsals(GOLDEN, held=2)
    for tenant in ("slack:T1", "slack:T2", "slack:T3", "slack:T1"):
        await rehearsals.rehearse(tenant, garden, GROWN, RETIRED)
    assert replayed == [(EMPTY, GROWN), (GROWN, RETIRED)] * 4


async def test_another_base_stands_anew(rehearsals, garden, stood, replayed):
    await rehearsals.rehearse("slack:T1", garden, GROWN, RETIRED)
    other = replace(garden, version="other")
    assert not rehearsals.ready(other)
    await rehearsals.rehearse("slack:T1", other, GROWN, RETIRED)
    assert stood == [garden, other]
    assert replayed == [(EMPTY, GROWN), (GROWN, RETIRED)] * 2


async def test_it_is_ready_when_the_base_stands(rehearsals, garden):
    assert not rehearsals.ready(garden)
    rehearsals.warm(garden)
    await rehearsals.rehearse("slack:T1", garden, EMPTY, EMPTY)
    assert rehearsals.ready(garden)


async def test_what_goes_wrong_is_told_to_who_tried_it_alone(rehearsals, garden, monkeypatch):
    def broken(*_: object) -> object:
        raise ArithmeticError("this one")

    with monkeypatch.context() as patched:
        patched.setattr(adapters.rehearse, "replay", broken)
        with pytest.raises(ArithmeticError, match="this one"):
            await rehearsals.rehearse("slack:T1", garden, EMPTY, RETIRED)
    assert (await rehearsals.rehearse("slack:T1", garden, EMPTY, RETIRED)).moves


async def test_a_base_that_could_not_be_asked_is_asked_again(rehearsals, garden, monkeypatch):
    def broken(*_: object) -> object:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(adapters.rehearse, "stand", broken)
        with pytest.raises(MemoryError):
            await rehearsals.rehearse("slack:T1", garden, EMPTY, RETIRED)
        assert not rehearsals.ready(garden)
    assert (await rehearsals.rehearse("slack:T1", garden, EMPTY, RETIRED)).moves


async def test_who_stops_waiting_stops_nobody_else(rehearsals, garden, stood, monkeypatch):
    goes_on = threading.Event()
    found_out = adapters.rehearse.stand

    def slow(*given: object) -> Stand:
        goes_on.wait(10)
        return found_out(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(adapters.rehearse, "stand", slow)
    first, second = (
        asyncio.create_task(rehearsals.rehearse(tenant, garden, EMPTY, RETIRED))
        for tenant in ("slack:T1", "slack:T2")
    )
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(first, 0.05)
    goes_on.set()
    assert (await second).moves
    assert (await rehearsals.rehearse("slack:T1", garden, EMPTY, RETIRED)).moves
    assert stood == [garden]


async def test_rehearsals_of_one_team_come_one_after_the_other(rehearsals, garden, monkeypatch):
    at_once, most = 0, 0

    def counted(*given: object) -> object:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        done = replay(*given)  # type: ignore[arg-type]
        at_once -= 1
        return done

    monkeypatch.setattr(adapters.rehearse, "replay", counted)
    changes = [RETIRED, GROWN, Overlay(retired=("pets",))]
    tried = await asyncio.gather(
        *(rehearsals.rehearse("slack:T1", garden, EMPTY, overlay) for overlay in changes)
    )
    assert most == 1
    alone = Rehearsals(GOLDEN)
    for overlay, one in zip(changes, tried, strict=True):
        assert (await alone.rehearse("slack:T1", garden, EMPTY, overlay)).moves == one.moves
