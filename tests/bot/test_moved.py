"""What a change would move is told: what is lost first, and nothing twice."""

from bot import history
from bot.loss import Move
from bot.moved import BESIDE, lost, moved
from bot.plain import plain_part
from knowledge.overlay import Overlay
from knowledge.schema import Entry

TITLES = {"rent": "“Rent”", "tools": "“Tools”", "pets": "the boundary “Pets”"}


def told(*moves: Move) -> str:
    return "\n".join(map(plain_part, moved(moves, TITLES)))


def test_losses_are_told_apart_from_all_else():
    said = told(
        Move("b", "tools", "choices", lost=False),
        Move("c", "tools", "choices", lost=False),
        Move("a", "rent", "tools", lost=True),
    )
    losses, others = said.split(BESIDE)
    assert "1 question goes from “Rent” to “Tools”: “a”" in losses
    assert "2 questions go from “Tools” to a choice: “b”, “c”" in others


def test_where_nothing_is_lost_nothing_is_set_apart():
    assert BESIDE not in told(Move("b", "tools", "choices", lost=False))


def test_a_question_is_told_and_counted_once():
    twice = (
        Move("is it dear", "rent", "choices", lost=False),
        Move("Is it dear?", "rent", "tools", lost=True, kind="golden"),
    )
    assert lost(twice) == "1 right answer would be lost"
    assert told(*twice).count("dear") == 1
    assert "to “Tools”" in told(*twice)


def test_what_is_not_listed_is_counted_in_questions():
    kinds = [Move(f"q{n}", f"own-{n}", "tools", lost=True) for n in range(6)]
    assert "And 1 more question goes elsewhere." in told(*kinds)
    assert "And 2 more questions go elsewhere." in told(*kinds, Move("q", "x", "tools", lost=True))


def test_what_shares_a_title_is_told_apart(garden):
    pets = Entry(id="own-1", title="Pets", answer="x", phrasings=("dogs and cats",))
    titles = history.titles(garden, Overlay(entries=(pets,)))
    assert (titles["pets"], titles["own-1"]) == ("the boundary “Pets”", "the entry “Pets”")
    tools = Entry(id="own-2", title="Rakes", answer="x", phrasings=("one more rake",))
    titles = history.titles(garden, Overlay(entries=(tools,)))
    assert titles["rakes"] == "the entry “Rakes” (rakes)"
    assert titles["rent"] == "“Rent for a plot”"
