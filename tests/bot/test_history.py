"""One change, as curators look at it."""

from bot.history import SHOWN, past
from bot.plain import plain
from bot.readable import Beneath
from bot.remember import Change, Edit
from knowledge.schema import KnowledgeBase


def change(pieces: int) -> Change:
    edits = tuple(Edit(f"phrasings/{n}", "", '["a way"]') for n in range(pieces))
    return Change("0" * 32, 0.0, "the terminal", "Imported ours", edits)


def test_of_a_change_of_very_many_pieces_some_are_shown_and_the_rest_is_counted():
    shown = plain(past(change(1_500), {}, KnowledgeBase(), Beneath()))
    assert shown.count("before:") == SHOWN
    assert "And 1,490 more pieces." in shown


def test_a_change_of_few_pieces_is_shown_in_full():
    assert "more pieces" not in plain(past(change(SHOWN), {}, KnowledgeBase(), Beneath()))
