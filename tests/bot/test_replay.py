"""A change is replayed before it is made: which questions would be answered otherwise."""

import pytest

from bot.extend import extend
from bot.index import Index
from bot.replay import NOTHING, Golden, Stand, replay, stand
from knowledge.overlay import EMPTY, Overlay
from knowledge.schema import Entry

GOLDEN = (
    Golden("what does a patch cost me", frozenset(["rent"])),
    Golden("when may i use the hose", frozenset(["watering"])),
    Golden("who won the world cup", frozenset()),
)


@pytest.fixture(scope="module")
def standing(garden: Index) -> Stand:
    return stand(garden, GOLDEN)


def test_every_phrasing_and_golden_question_is_asked_once(garden, standing) -> None:
    asked = [one.text for fold in standing for one in fold.asked]
    for item in garden.knowledge.items():
        for said in item.phrasings:
            assert asked.count(said) >= 1
    assert {one.text for one in GOLDEN} <= set(asked)


def test_no_phrasing_is_matched_by_itself(standing) -> None:
    for fold in standing[:-1]:
        there = {said for own in fold.index.phrasings for said in own[1:]}
        assert there.isdisjoint(one.text for one in fold.asked)


def test_nothing_changed_moves_nothing(standing) -> None:
    moves, after = replay(standing, EMPTY)
    assert moves == ()
    assert [fold.outcomes for fold in after] == [fold.outcomes for fold in standing]


def test_an_unrelated_entry_takes_no_right_answer_away(standing) -> None:
    asked = ("tuning a harpsichord", "harpsichord strings", "who tunes harpsichords")
    music = Entry(id="music", title="Harpsichords", answer="x", phrasings=asked)
    moves, _ = replay(standing, Overlay(entries=(music,)))
    assert [move for move in moves if move.lost] == []


def test_retiring_an_entry_loses_its_questions(standing) -> None:
    moves, _ = replay(standing, Overlay(retired=("rent",)))
    lost = {move.text: move for move in moves if move.lost}
    assert "what does a patch cost me" in lost
    assert lost["what does a patch cost me"].before == "rent"
    assert all(move.before != move.after for move in moves)


def test_an_entry_that_steals_questions_is_told(standing) -> None:
    thief = Entry(
        id="thief",
        title="Prices",
        answer="x",
        phrasings=(
            "what does a patch cost",
            "how much is a patch",
            "what a bed costs me",
            "cost of a plot",
        ),
    )
    moves, after = replay(standing, Overlay(entries=(thief,)))
    assert any(move.lost and move.before == "rent" for move in moves)
    again, _ = replay(after, Overlay(retired=("rent",)))
    assert all(
        move.before != NOTHING or not move.lost
        for move in again
        if move.text not in dict.fromkeys(m.text for m in moves)
    )


def test_what_stands_after_a_change_is_what_would_stand_from_scratch(garden, standing) -> None:
    overlay = Overlay(phrasings={"watering": ("is the tap open at night",)})
    _, after = replay(standing, overlay)
    scratch = stand(extend(garden, overlay), GOLDEN)
    assert [one.given for one in after[-1].outcomes] == [one.given for one in scratch[-1].outcomes]


def test_replaying_is_repeatable(standing) -> None:
    overlay = Overlay(retired=("rent",), phrasings={"watering": ("rain barrel",)})
    assert replay(standing, overlay)[0] == replay(standing, overlay)[0]
