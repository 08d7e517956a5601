"""What is kept between two presses: for whom, how long, how much, and by whichever process."""

from dataclasses import replace

import pytest

from adapters.database.drafts import LONGEST
from adapters.database.tables import drafts
from adapters.drafts import (
    EVERYONES,
    EVERYONES_OF_ONE,
    KEPT,
    KEPT_FOR,
    KEPT_OF_ONE,
    Attempt,
    Held,
    MemoryDrafts,
    Shown,
)
from bot.act import Edit, Improve, Tell
from bot.form import FormRefused
from bot.mark import handle
from bot.quote import Quote
from bot.remember import NotSaved
from tests.database.own import KEY_OF_BEES, bees, change
from tests.database.test_store import ADA, BEN, ELSEWHERE, NOW, rows

TAP = Quote("Where is the tap?\nBy the gate.", "https://example.org/p1", "Ben")
KINDS = [
    TAP,
    Quote("half \ud800, none \0, é, 技", "", ""),
    Shown({"title": "Tap", "answer": "By the gate."}),
    Held(
        change((KEY_OF_BEES, "", bees()), settles=("a" * 32,), item="bees", undoes="b" * 32),
        frozenset(["x?"]),
    ),
    Attempt(
        Edit(handle("tap"), "0" * 12),
        {"title": "Tap", "answer": ""},
        FormRefused("answer", "Please fill this in."),
        {"title": "Taps"},
    ),
    Attempt(Tell("0" * 32), {"missing": "the key"}, None),
]


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def kept(request, open_store_at):
    """Drafts, wherever they are kept."""
    if request.param == "memory":
        return MemoryDrafts()
    return open_store_at(request.getfixturevalue(f"{request.param}_url")).drafts


@pytest.mark.parametrize("draft", KINDS, ids=lambda one: type(one).__name__)
async def test_any_process_finds_every_draft_as_it_was_kept(open_one, draft):
    id = await open_one().drafts.keep(ADA, draft, NOW)
    other = open_one().drafts
    assert await other.find(ADA, id, NOW) == draft
    assert await other.find(BEN, id, NOW) is None
    assert await other.find(ELSEWHERE, id, NOW) is None
    assert await other.find(ADA, "0" * 32, NOW) is None


async def test_a_draft_is_kept_for_an_hour(kept):
    id = await kept.keep(ADA, TAP, NOW)
    assert await kept.find(ADA, id, NOW + KEPT_FOR) == TAP
    assert await kept.find(ADA, id, NOW + KEPT_FOR + 1) is None


async def test_what_is_kept_under_the_same_id_takes_the_place_of_what_was(kept):
    for draft in (TAP, replace(TAP, author="Eve")):
        assert await kept.keep(ADA, draft, NOW, "edit:1") == "edit:1"
    await kept.keep(BEN, TAP, NOW, "edit:1")
    assert await kept.find(ADA, "edit:1", NOW) == replace(TAP, author="Eve")


async def test_a_curator_crowds_out_their_own_drafts_alone(kept):
    others = [await kept.keep(asker, TAP, NOW) for asker in (BEN, ELSEWHERE)]
    first = await kept.keep(ADA, TAP, NOW)
    for number in range(1, KEPT_OF_ONE):
        await kept.keep(ADA, TAP, NOW + number)
    assert await kept.find(ADA, first, NOW + KEPT_OF_ONE) == TAP
    await kept.keep(ADA, TAP, NOW + KEPT_OF_ONE)
    assert await kept.find(ADA, first, NOW + KEPT_OF_ONE) is None
    for asker, id in zip((BEN, ELSEWHERE), others, strict=True):
        assert await kept.find(asker, id, NOW + KEPT_OF_ONE) == TAP


async def test_what_everyone_may_do_is_kept_of_each_and_of_all_and_crowds_out_no_curators(kept):
    typed = Attempt(Improve(handle("tap")), {"answer": "x"}, FormRefused("answer", "Enough."))
    curators = await kept.keep(ADA, TAP, NOW)
    first = await kept.keep(BEN, typed, NOW)
    for number in range(1, EVERYONES_OF_ONE + 1):
        assert await kept.find(BEN, first, NOW) == typed
        await kept.keep(BEN, typed, NOW + number)
    assert await kept.find(BEN, first, NOW) is None
    last = await kept.keep(BEN, typed, NOW + 20)
    for number in range(1, EVERYONES + 1):
        assert await kept.find(BEN, last, NOW) == typed
        await kept.keep(replace(BEN, who=str(number)), typed, NOW + 20 + number)
    assert await kept.find(BEN, last, NOW) is None
    assert await kept.find(ADA, curators, NOW) == TAP


@pytest.mark.parametrize(("more", "there"), [(KEPT - 1, True), (KEPT, False)])
async def test_a_process_without_a_database_keeps_so_many_drafts(more, there):
    kept = MemoryDrafts()
    first = await kept.keep(ADA, TAP, NOW)
    for number in range(more):
        await kept.keep(replace(ADA, tenant=str(number)), TAP, NOW + 1)
    assert (await kept.find(ADA, first, NOW + 1) == TAP) is there


@pytest.mark.parametrize("broken", ["replacing", "_make_room"])
async def test_a_fault_in_the_middle_of_keeping_leaves_all_as_it_was(store, monkeypatch, broken):
    await store.drafts.keep(ADA, TAP, NOW, "edit:1")
    before = await rows(store, drafts)

    def fails(*_):
        raise RuntimeError("a fault nobody thought of")

    with monkeypatch.context() as patch:
        patch.setattr(f"adapters.database.drafts.{broken}", fails)
        with pytest.raises(RuntimeError):
            await store.drafts.keep(ADA, replace(TAP, author="Eve"), NOW, "edit:1")
    assert await rows(store, drafts) == before
    assert await store.drafts.find(ADA, "edit:1", NOW) == TAP


async def test_while_the_database_is_away_the_process_that_was_told_remembers(open_one):
    one, other = open_one(), open_one()
    before = await one.drafts.keep(ADA, TAP, NOW)
    one.database.away = "pulled"
    id = await one.drafts.keep(ADA, TAP, NOW)
    assert await one.drafts.find(ADA, id, NOW) == TAP
    with pytest.raises(NotSaved):  # it is there, and can't be seen now
        await one.drafts.find(ADA, before, NOW)
    one.database.away = ""
    assert await one.drafts.find(ADA, id, NOW) == TAP
    assert await one.drafts.find(ADA, before, NOW) == TAP
    assert await other.drafts.find(ADA, id, NOW) is None
    await one.drafts.keep(ADA, replace(TAP, author="Eve"), NOW, id)
    assert await one.drafts.find(ADA, id, NOW) == replace(TAP, author="Eve")


@pytest.mark.parametrize("how", ["forget", "leave"])
async def test_whoever_is_forgotten_by_one_process_is_by_the_memory_of_all(open_one, how):
    one, other = open_one(), open_one()
    other.database.away = "pulled"
    ids = [await other.drafts.keep(asker, TAP, NOW) for asker in (ADA, ELSEWHERE)]
    other.database.away = ""
    if how == "forget":
        await one.records.forget(ADA, NOW + 1)
    else:
        await one.records.leave(ADA.tenant, NOW + 1)
    await other.memories.follow()
    assert await other.drafts.find(ADA, ids[0], NOW) is None
    assert await other.drafts.find(ELSEWHERE, ids[1], NOW) == TAP
    late = await other.drafts.keep(ADA, TAP, NOW)  # from before, and late
    assert await other.drafts.find(ADA, late, NOW) is None


async def test_a_draft_that_is_too_long_is_in_the_memory_of_its_process(open_one):
    one, other = open_one(), open_one()
    long = Held(change((KEY_OF_BEES, "", "x" * LONGEST)))
    id = await one.drafts.keep(ADA, long, NOW)
    assert await one.drafts.find(ADA, id, NOW) == long
    assert await other.drafts.find(ADA, id, NOW) is None
    assert await rows(one, drafts) == []


@pytest.mark.parametrize(
    "written",
    [{}, {"held": {}}, {"quote": {"words": "x"}}, {"attempt": {"does": "fly"}}, {"other": {}}, 3],
)
async def test_what_another_version_wrote_is_no_draft_any_more(store, monkeypatch, written):
    monkeypatch.setattr("adapters.database.drafts.spelled", lambda _: written)
    id = await store.drafts.keep(ADA, TAP, NOW)
    assert await store.drafts.find(ADA, id, NOW) is None
