"""What waits for curators, and who is to be told, on both databases: kept whole, or not at all."""

import asyncio

import pytest

from adapters.database.tables import changes, notices, pieces, reviews, suggestions, wishes
from adapters.database.told import AGAIN_AFTER, TRIES
from adapters.database.wishes import SETTLED
from bot.remember import Keeping, NotSaved
from bot.reviews import Suggestion
from bot.utterance import Asker
from tests.database.own import KEY_OF_BEES, bees, change
from tests.database.test_store import ADA, NOW, question, rows

BEN = Asker(ADA.tenant, "slack:T1:U2", "slack:T1:D2", name="Ben")
SUGGESTION = Suggestion("a" * 32, "rent", "It is $1.", "I asked.", "Ada", NOW)


@pytest.fixture
async def missed(store):
    """A question that nothing was known of, with its text, and somebody who wants to be told."""
    await store.records.keep(ADA.tenant, Keeping(text=True))
    asked = question(outcome="unknown", entries=(), text="where do the bees live")
    store.records.asked(asked)
    await store.wishes.wish(ADA, asked.id, NOW)
    return asked


def answering(asked, **more):
    return change((KEY_OF_BEES, "", bees()), settles=(asked.id,), item="bees", **more)


async def everything(store) -> dict[str, list]:
    tables = (pieces, changes, reviews, suggestions, wishes, notices)
    return {table.name: await rows(store, table) for table in tables}


async def test_a_change_and_what_it_answers_are_written_together(store, missed):
    await store.reviews.suggest(BEN, SUGGESTION, 3)
    await store.overlays.change(BEN, answering(missed))
    assert await store.reviews.misses(ADA.tenant) == ()
    assert await store.reviews.answered(ADA.tenant) == (("where do the bees live", "bees"),)
    assert len(await store.reviews.suggestions(ADA.tenant)) == 1  # of something else


@pytest.mark.parametrize("broken", ["settle", "_judge", "_note"])
async def test_a_fault_in_the_middle_of_a_change_leaves_all_as_it_was(
    store, missed, monkeypatch, broken
):
    where = type(store.overlays if broken == "_note" else store.reviews)
    before = await everything(store)

    async def fails(*_, **__):
        raise RuntimeError("a fault nobody thought of")

    with monkeypatch.context() as patch:
        patch.setattr(where, broken, fails)
        with pytest.raises(RuntimeError):
            await store.overlays.change(BEN, answering(missed))
    assert await everything(store) == before
    await store.overlays.change(BEN, answering(missed))
    assert await store.reviews.misses(ADA.tenant) == ()


async def test_what_is_taken_back_waits_again_and_nobody_is_told(store, missed):
    done = answering(missed)
    await store.overlays.change(BEN, done)
    await store.overlays.change(BEN, change((KEY_OF_BEES, bees(), ""), undoes=done.id))
    assert [miss.id for miss in await store.reviews.misses(ADA.tenant)] == [missed.id]
    assert await store.wishes.due("slack", NOW + 10 * SETTLED) == ()
    assert len(await rows(store, wishes)) == 1  # who wants to know still does


def waits(misses) -> list[str]:
    return [miss.id for miss in misses if not miss.ignored]


RETIRED = ("retired/bees", "", "true")


async def test_what_a_retired_entry_answered_waits_again_with_the_same_change(store, missed):
    await store.overlays.change(BEN, answering(missed))
    out = change((KEY_OF_BEES, bees(), ""), RETIRED)
    await store.overlays.change(BEN, out)
    assert waits(await store.reviews.misses(ADA.tenant)) == [missed.id]
    assert await store.reviews.answered(ADA.tenant) == ()
    assert await store.wishes.due("slack", NOW + 10 * SETTLED) == ()
    back = change((KEY_OF_BEES, "", bees()), ("retired/bees", "true", ""), undoes=out.id)
    await store.overlays.change(BEN, back)
    assert waits(await store.reviews.misses(ADA.tenant)) == []
    assert len(await store.wishes.due("slack", NOW + 10 * SETTLED)) == 1


async def test_a_shared_entry_that_is_retired_leaves_what_it_answered_too(store, missed):
    await store.overlays.change(
        BEN, change(("phrasings/rent", "", '["bees"]'), settles=(missed.id,), item="rent")
    )
    await store.overlays.change(BEN, change(("retired/rent", "", "true")))
    assert waits(await store.reviews.misses(ADA.tenant)) == [missed.id]


async def test_what_is_taken_back_twice_is_answered_as_at_first(store, missed):
    done = answering(missed)
    undo = change((KEY_OF_BEES, bees(), ""), undoes=done.id)
    for one in (done, undo, change((KEY_OF_BEES, "", bees()), undoes=undo.id)):
        await store.overlays.change(BEN, one)
    assert waits(await store.reviews.misses(ADA.tenant)) == []
    assert await store.reviews.answered(ADA.tenant) == (("where do the bees live", "bees"),)


async def test_an_entry_that_becomes_a_boundary_still_answers(store, missed):
    await store.overlays.change(BEN, answering(missed))
    other = '{"id": "bees", "phrasings": ["bees"], "says": "No.", "title": "Bees"}'
    await store.overlays.change(
        BEN, change((KEY_OF_BEES, bees(), ""), ("boundary/bees", "", other))
    )
    assert waits(await store.reviews.misses(ADA.tenant)) == []


async def test_ignoring_changes_no_piece_and_no_revision(store, missed):
    await store.overlays.change(BEN, change((KEY_OF_BEES, "", bees())))
    before = await store.overlays.revision(ADA.tenant)
    ignoring = change(settles=(missed.id,))
    await store.overlays.change(BEN, ignoring)
    assert await store.overlays.revision(ADA.tenant) == before
    [miss] = await store.reviews.misses(ADA.tenant)
    assert miss.ignored == ignoring.id
    await store.overlays.change(BEN, change(undoes=ignoring.id))
    assert waits(await store.reviews.misses(ADA.tenant)) == [missed.id]


async def test_a_fault_while_something_is_handed_over_leaves_all_as_it_was(
    store, missed, monkeypatch
):
    before = await everything(store)

    async def fails(*_, **__):
        raise RuntimeError("a fault nobody thought of")

    with monkeypatch.context() as patch:
        patch.setattr("adapters.database.reviews.notify", fails)
        with pytest.raises(RuntimeError):
            await store.reviews.hand(BEN, [missed.id], ADA.who, NOW)
    assert await everything(store) == before
    await store.reviews.hand(BEN, [missed.id], ADA.who, NOW)
    [notice] = await store.notices.due("slack", NOW)
    assert (notice.who, notice.giver, notice.said) == (ADA.who, BEN.who, "where do the bees live")


async def test_of_many_who_look_at_once_one_tells_what_was_handed(store, missed):
    await store.reviews.hand(BEN, [missed.id], ADA.who, NOW)
    found = await asyncio.gather(*(store.notices.due("slack", NOW) for _ in range(8)))
    assert sum(map(len, found)) == 1


async def test_of_many_who_look_at_once_one_tells(store, missed):
    await store.overlays.change(BEN, answering(missed))
    at = NOW + 2 * SETTLED
    found = await asyncio.gather(*(store.wishes.due("slack", at) for _ in range(8)))
    taken = await asyncio.gather(*(store.wishes.take(wish) for [wish] in found))
    assert sum(taken) == 1


async def test_whoever_could_not_be_told_is_tried_again_but_not_for_ever(store, missed):
    await store.overlays.change(BEN, answering(missed))
    at = NOW + 2 * SETTLED
    for number in range(TRIES):
        [wish] = await store.wishes.due("slack", at)
        assert wish.tries == number
        assert await store.wishes.take(wish)
        await store.wishes.again(wish, at)
        assert await store.wishes.due("slack", at) == ()  # not at once
        at += AGAIN_AFTER
    assert await store.wishes.due("slack", at + 10 * AGAIN_AFTER) == ()
    assert await rows(store, wishes) == []


async def test_whoever_is_forgotten_is_told_nothing_and_suggested_nothing(store, missed):
    await store.reviews.suggest(ADA, SUGGESTION, 3)
    await store.records.forget(ADA, NOW + 1)
    assert await rows(store, wishes) == await rows(store, suggestions) == []
    await store.reviews.suggest(ADA, SUGGESTION, 3)  # from before, and late
    assert await store.reviews.suggestions(ADA.tenant) == ()


async def test_a_curator_who_is_forgotten_leaves_the_verdict_without_a_name(store, missed):
    await store.overlays.change(BEN, change(settles=(missed.id,)))
    await store.records.forget(BEN, NOW + 1)
    [row] = await rows(store, reviews)
    assert (row["verdict"], row["person"]) == ("ignored", "")


async def test_what_a_question_led_to_goes_with_it(store, missed):
    await store.reviews.hand(BEN, [missed.id], "Ben", NOW)
    await store.records.forget(ADA, NOW + 1)
    assert await rows(store, reviews) == []


async def test_halves_of_characters_and_nuls_can_be_suggested_and_handed(store, missed):
    odd = Suggestion("b" * 32, "rent", "a\ud800b\x00", "\x00", "\udfff", NOW)
    await store.reviews.suggest(ADA, odd, 3)
    await store.reviews.hand(BEN, [missed.id], "B\x00n\ud800", NOW)
    [kept] = await store.reviews.suggestions(ADA.tenant)
    assert kept.answer == "a?b"
    [miss] = await store.reviews.misses(ADA.tenant)
    assert miss.handed == "Bn?"


async def test_where_the_database_is_away_nothing_is_said_to_be_saved(store, missed):
    store.database.away = "pulled"
    try:
        for doing in (
            store.reviews.misses(ADA.tenant),
            store.reviews.suggestions(ADA.tenant),
            store.reviews.answered(ADA.tenant),
            store.reviews.hand(BEN, [missed.id], "Ben", NOW),
            store.reviews.suggest(BEN, SUGGESTION, 3),
            store.wishes.wish(BEN, missed.id, NOW),
            store.wishes.due("slack", NOW),
            store.notices.due("slack", NOW),
            store.overlays.change(BEN, answering(missed)),
        ):
            with pytest.raises(NotSaved):
                await doing
    finally:
        store.database.away = ""
