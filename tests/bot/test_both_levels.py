"""What changes nothing about a question's meaning changes nothing at either level, with the encoder
and without it: asked are the golden questions, which are no phrasings."""

from random import Random

import pytest

from bot.decide import Answer, decide
from bot.index import Index
from bot.match import Match, match
from bot.normalise import words
from knowledge.golden import read_talks
from knowledge.loader import BUILT_IN
from tests.bot.rewording import GRAMMAR, SLIPS, with_synonyms

QUESTIONS = [one.text for talk in read_talks([BUILT_IN / "questions.jsonl"]) for one in talk]

COMMON = 300
"""Ranks of English words that carry no content."""

AROUND = ("{}???", "hey, {} lol", "quick question: {}", "{}, thanks!")


@pytest.fixture(scope="module")
def once() -> dict[tuple[int, str], Match]:
    """What was matched, by index and question, so that each is matched once."""
    return {}


@pytest.fixture
def answered(level: Index, once: dict[tuple[int, str], Match]) -> dict[str, Match]:
    """The questions that are answered, each with its match."""
    for said in QUESTIONS:
        once.setdefault((id(level), said), match(said, level))
    found = {said: once[id(level), said] for said in QUESTIONS}
    answers = {said: one for said, one in found.items() if isinstance(decide(one), Answer)}
    assert len(answers) > 80  # else the tests below would show nothing
    return answers


@pytest.mark.parametrize("around", AROUND)
def test_case_punctuation_and_filler_change_nothing(level, answered, around):
    for said, before in answered.items():
        after = match(around.format(said.upper()), level)
        assert (after.candidates, decide(after)) == (before.candidates, decide(before)), said


def test_a_synonym_never_changes_the_entry(level, answered):
    dice = Random(1)
    for said, before in answered.items():
        reworded = list(with_synonyms(said, level.knowledge.synonyms))
        for other in dice.sample(reworded, min(len(reworded), 2)):
            after = match(other, level)
            assert after.entry is not None
            assert before.entry is not None
            assert after.entry.id == before.entry.id, other


@pytest.mark.parametrize(
    ("shortest", "longest", "mended", "all_of_them"),
    [
        (5, 99, 0.995, 0.99),  # 1.000, 0.998
        (3, 4, 0.98, 0.96),  # 1.000, 0.974: "cod" for "code" is a word, and "sl" may be one
    ],
)
def test_a_typo_that_is_no_word_hardly_ever_changes_the_entry(
    level, answered, shortest, longest, mended, all_of_them
):
    """What is a word itself, as "wrote" for "write", is believed; so is what has two letters."""
    dice = Random(1)
    same: dict[bool, list[bool]] = {True: [], False: []}
    for said, before in answered.items():
        for typed, slipped in slips(said, shortest, longest, level, dice):
            after = match(slipped, level)
            assert after.entry is not None
            assert before.entry is not None
            read = level.lexicon.repair(typed) != typed
            same[read].append(after.entry.id == before.entry.id)
    both = same[True] + same[False]
    assert len(both) > 200
    assert sum(same[True]) >= mended * len(same[True])
    assert sum(both) >= all_of_them * len(both)


def slips(
    said: str, shortest: int, longest: int, level: Index, dice: Random
) -> list[tuple[str, str]]:
    """One slip for each content word of so many letters: the word as typed, and the question."""
    rank, found = level.words.vectors.pieces, []
    for at, word in enumerate(asked := words(said)):
        content = rank.get(word, COMMON) >= COMMON and word not in GRAMMAR
        if content and word.isascii() and word.isalpha() and shortest <= len(word) <= longest:
            for slip in SLIPS.values():
                typed = slip(word, dice.randrange(1, len(word) - 1), dice)
                if typed != word:
                    found.append((typed, " ".join((*asked[:at], typed, *asked[at + 1 :]))))
    return found
