"""Asking again in other words tells that the answer before did not help."""

from dataclasses import replace

import pytest

from bot.again import asked_before
from bot.remember import Question
from bot.utterance import NOBODY

PAY = Question("1", NOBODY, 1_000.0, "answer", ("salary",),
               candidates=(("salary", 0.7), ("raise", 0.2)), words=("much", "money"))  # fmt: skip
RAISE = Question("2", NOBODY, 1_020.0, "answer", ("raise",),
                 candidates=(("raise", 0.8), ("salary", 0.1)), words=("more", "money"))  # fmt: skip
OFFER = replace(RAISE, outcome="choices", entries=("raise", "bonus"))
PICK = Question("3", NOBODY, 1_025.0, "answer", ("raise",), picked=True)


def test_another_answer_that_was_possible_before_is_a_sign_of_the_first():
    assert asked_before(RAISE, [PAY]) == PAY


def test_a_choice_that_was_taken_counts_for_the_question_that_offered_it():
    assert asked_before(PICK, [OFFER, PAY]) == PAY


def test_who_took_a_choice_and_asks_again_was_not_helped_by_it():
    first = replace(OFFER, at=1_000.0, entries=("salary", "bonus"))
    taken = replace(PICK, at=1_005.0, entries=("salary",))
    assert asked_before(RAISE, [taken, first]) == taken


@pytest.mark.parametrize(
    ("after", "earlier"),
    [
        (RAISE, []),
        (replace(RAISE, at=1_121.0), [PAY]),
        (replace(RAISE, outcome="unknown"), [PAY]),
        (replace(RAISE, entries=("salary",)), [PAY]),  # the same answer
        (replace(RAISE, entries=("agile",)), [PAY]),  # none that was possible
        (PICK, [PAY]),  # something related, looked at
        (PICK, [replace(OFFER, words=("pets",), candidates=(("pets", 0.4),)), PAY]),
        (replace(RAISE, words=("what", "which", "of"), candidates=(("raise", 0.9),)), [PAY]),
        (replace(RAISE, words=("what",)), [replace(PAY, outcome="unknown", words=("what", "is"))]),
    ],
)
def test_what_is_another_question_is_none(after, earlier):
    assert asked_before(after, earlier) is None


def test_two_questions_without_a_common_word_are_alike_where_each_was_taken_for_the_other():
    assert asked_before(replace(RAISE, words=("increase",)), [PAY]) == PAY
