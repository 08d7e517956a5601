"""What a change changed is taken back, field by field; what was changed since stays."""

import json

import pytest

from bot.history import overtaken
from bot.plain import plain
from bot.readable import Beneath
from bot.remember import Change, Conflict, Edit, applied
from bot.restore import undone
from knowledge.schema import KnowledgeBase

RENT = "amended/rent"
OWN = "entry/own-000000000000"
BEES = {"id": "own-000000000000", "title": "Bees", "answer": "By the wall.", "phrasings": ["bees"]}


def piece(**fields) -> str:
    return json.dumps(fields, sort_keys=True)


def done(*edits: tuple[str, str, str]) -> Change:
    made = tuple(Edit(*one) for one in edits)
    return Change("0" * 32, 0.0, "Ada", "Edited “Rent”", made)


def left(change: Change, there: dict[str, str]) -> dict[str, str]:
    return applied(there, undone(change, there, "1" * 32, 1.0).edits)


def test_an_edit_is_taken_back_and_the_later_check_stays():
    edit = done((RENT, "", piece(words="It is $60.")))
    now = {RENT: piece(words="It is $60.", checked="2026-01-02", review_after="2026-07-01")}
    assert left(edit, now) == {RENT: piece(checked="2026-01-02", review_after="2026-07-01")}


def test_a_check_is_taken_back_and_the_later_edit_stays():
    check = done((RENT, piece(owner="Ada"), piece(owner="Ada", checked="2026-01-02")))
    now = {RENT: piece(owner="Ada", checked="2026-01-02", words="It is $60.")}
    assert left(check, now) == {RENT: piece(owner="Ada", words="It is $60.")}


def test_nothing_is_left_of_an_amendment_that_says_nothing_any_more():
    assert left(done((RENT, "", piece(owner="Ben"))), {RENT: piece(owner="Ben")}) == {}


def test_a_field_that_was_changed_since_is_in_the_way_and_both_texts_are_shown():
    edit = done((RENT, piece(words="It is $50."), piece(words="It is $60.", title="Rent")))
    now = {RENT: piece(words="It is $70.", title="Rent", owner="Ben")}
    with pytest.raises(Conflict) as raised:
        undone(edit, now, "1" * 32, 1.0)
    shown = plain(overtaken(raised.value, None, KnowledgeBase(), Beneath()))
    assert "Answer: It is $70." in shown
    assert "Answer: It is $50." in shown
    assert "owner" not in shown.lower()
    assert "title" not in shown.lower()


def test_phrasings_that_were_added_are_taken_back_and_later_ones_stay():
    key = "phrasings/rent"
    more = done((key, '["a", "b"]', '["a", "c", "d"]'))
    assert left(more, {key: '["a", "c", "d", "e"]'}) == {key: '["a", "e", "b"]'}


def test_what_a_boundary_lost_by_a_change_comes_back_and_what_it_lost_since_does_not():
    key = "amended/pets"
    taught = done((key, "", piece(without=["a", "b"])))
    now = {key: piece(without=["a", "b", "c"], words="Ask Ben.")}
    assert left(taught, now) == {key: piece(without=["c"], words="Ask Ben.")}


def test_a_way_of_asking_for_an_own_entry_is_taken_back_and_the_later_one_stays():
    before, after = piece(**BEES), piece(**{**BEES, "phrasings": ["bees", "hives"]})
    now = piece(**{**BEES, "phrasings": ["bees", "hives", "honey"], "title": "Honey"})
    restored = piece(**{**BEES, "phrasings": ["bees", "honey"], "title": "Honey"})
    assert left(done((OWN, before, after)), {OWN: now}) == {OWN: restored}


def test_what_is_taken_back_already_is_not_taken_back_again():
    key = "phrasings/rent"
    more = done((key, "", '["a"]'))
    with pytest.raises(Conflict):
        undone(more, {key: '["b"]'}, "1" * 32, 1.0)


def test_a_creation_is_taken_back_with_what_was_checked_and_added_since():
    made = done((OWN, "", piece(**BEES)))
    now = {
        OWN: piece(**BEES, checked="2026-01-02"),
        "phrasings/own-000000000000": '["hives"]',
        "phrasings/rent": '["fees"]',
    }
    assert left(made, now) == {"phrasings/rent": '["fees"]'}
    back = undone(made, now, "1" * 32, 1.0)
    assert left(back, left(made, now)) == now  # brought back as it was


def test_an_entry_that_was_edited_since_is_not_taken_away():
    made = done((OWN, "", piece(**BEES)))
    with pytest.raises(Conflict):
        undone(made, {OWN: piece(**{**BEES, "answer": "By the gate."})}, "1" * 32, 1.0)


def test_an_entry_that_was_written_anew_since_it_was_retired_stays():
    retired = done(("retired/own-000000000000", "", "true"), (OWN, piece(**BEES), ""))
    now = {
        "retired/own-000000000000": "true",
        OWN: piece(**{**BEES, "answer": "By the gate."}),
    }
    with pytest.raises(Conflict):
        undone(retired, now, "1" * 32, 1.0)


def test_what_knowledge_could_not_hold_is_not_left():
    edit = done((OWN, piece(**BEES), piece(**{**BEES, "phrasings": ["hives"], "answer": "A."})))
    now = {OWN: piece(**{**BEES, "phrasings": ["hives"], "answer": "A.", "owner": "Ben"})}
    assert left(edit, now) == {OWN: piece(**BEES, owner="Ben")}
