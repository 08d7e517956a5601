"""An entry that others name may become a boundary in a later folder."""

from knowledge.loader import BUILT_IN, load
from knowledge.overlay import Amendment, Overlay, lay
from knowledge.schema import Entry


def test_an_entry_of_the_built_in_knowledge_may_become_a_boundary(folder):
    ours = folder(
        "boundaries:\n  - id: salary\n    title: Pay\n    says: Ask us.\n    phrasings: [pay]\n"
    )
    loaded = load([BUILT_IN, ours])
    assert "salary" in {boundary.id for boundary in loaded.boundaries}


def laid(**amended: Amendment):
    base = load([BUILT_IN])
    items = {item.id: item for item in lay(base, Overlay(amended=amended)).items()}
    return {item.id: item for item in base.items()}, items


def test_what_is_amended_is_all_that_changes():
    before, after = laid(salary=Amendment(words="Ask us.", owner="Ops"))
    assert after["salary"] == before["salary"].model_copy(
        update={"answer": "Ask us.", "owner": "Ops"}
    )
    assert after | {"salary": before["salary"]} == before


def test_a_boundary_says_what_it_is_amended_to_say():
    base = load([BUILT_IN])
    boundary = base.boundaries[0]
    _, after = laid(**{boundary.id: Amendment(words="Ask them.")})
    assert after[boundary.id] == boundary.model_copy(update={"says": "Ask them."})


def test_a_boundary_that_is_left_with_no_phrasing_is_out_of_use():
    base = load([BUILT_IN])
    first = base.boundaries[0]
    some, every = Amendment(without=first.phrasings[1:]), Amendment(without=first.phrasings)
    assert laid(**{first.id: some})[1][first.id].phrasings == first.phrasings[:1]
    assert first.id not in laid(**{first.id: every})[1]


def test_an_amendment_of_what_is_not_there_any_more_does_nothing():
    before, after = laid(nothing=Amendment(words="Ask us."))
    assert before == after


def test_an_own_entry_stands_with_no_topic_where_the_base_has_no_such_one():
    own = Entry(id="tea", title="Tea", answer="Here.", phrasings=("tea",), topic="kitchen")
    laid = lay(load([BUILT_IN]), Overlay(entries=(own,)))
    assert laid.entries[-1] == own.model_copy(update={"topic": None})
