"""What turns an answer down however well the rest fits: a narrowing that the entry knows nothing
of, and a negation that it doesn't answer."""

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from bot.embed import WordMeaning
from bot.normalise import words as split_words
from bot.read import ASKING, Reading

NARROWING = frozenset(
    ["in", "for", "at", "near", "as", "from", "vs", "versus", "than", "like", "within", "outside"]
)
ACTING = frozenset(
    ["do", "does", "did", "can", "could", "is", "are", "was", "should", "must", "will", "would",
     "of", "may", "has", "have"]
)  # fmt: skip
"""Words that whoever acts follows."""

DETERMINERS = frozenset(
    ["a", "an", "the", "my", "our", "your", "their", "his", "her", "some", "any", "this", "that"]
)
NEGATIONS = frozenset(
    ["not", "never", "don't", "doesn't", "isn't", "aren't", "can't", "won't", "shouldn't", "dont"]
)
NAMING = frozenset(["list", "name", "tell", "show", "give"])

COMMON = 300
"""Ranks of English words that narrow nothing: "in general", "for me"."""

AKIN = 0.45
"""The likeness of meaning (cosine) from which an unknown word is another word for one of the
entry's own."""

USUAL = math.log(5)
"""What a word weighs that every fifth phrasing uses: it belongs to what the knowledge is about."""

SELDOM = 1 + math.log(3)
"""How much less than a word of no phrasing a word may weigh that narrows: where three phrasings at
most use it, none of them the entry's, they met it by chance."""

SHARE = 0.2
"""The share of the question's weight that a narrowing has to hold: in a long story a place or a
person is told by the way."""


@dataclass(frozen=True, slots=True)
class Gates:
    """Words that the gates know: those that belong to boundaries more than to entries
    (`foreign`), what people do for a living, and when things are."""

    foreign: frozenset[str]
    people: frozenset[str]
    times: frozenset[str]


def strangers(
    reading: Reading, own: Collection[str], meaning: WordMeaning, gates: Gates
) -> tuple[str, ...]:
    """Words, as typed, that narrow the question to what the entry knows nothing of ("in Berlin",
    "for a nurse"), or name somebody else in place of what the knowledge is about ("do nurses …"):
    none of its phrasings has them, hardly a phrasing at all or boundaries alone, they resemble none
    of the entry's words, and weigh much.
    """
    weights, rank = meaning.weights, meaning.vectors.pieces

    def heavy(weight: float) -> bool:
        return weight >= SHARE * sum(weights.of.get(word, weights.rare) for word in reading.plain)

    def replaced() -> bool:
        """Beside what all of the knowledge is about, somebody is told of and not meant instead."""
        return all(
            weights.of.get(word, weights.rare) > USUAL
            for word in reading.concepts
            if len(word) > 1 and rank.get(word, COMMON) >= COMMON
        )

    def strange(at: int, word: str) -> bool:
        weight = weights.of.get(word, weights.rare)
        return (
            word not in own
            and (weight >= weights.rare - SELDOM or word in gates.foreign)
            and heavy(weight)
            and rank.get(word, COMMON) >= COMMON
            and word not in gates.times
            and (
                (_follows(reading.plain, at, NARROWING) and not _akin(word, own, meaning))
                or (
                    _follows(reading.plain, at, ACTING)
                    and _is_one(word, gates.people)
                    and replaced()
                )
            )
        )

    pairs = enumerate(zip(reading.typed, reading.plain, strict=True))
    return tuple(typed for at, (typed, word) in pairs if strange(at, word))


def negated(reading: Reading, phrasing: str) -> bool:
    """Whether it is asked what is not so ("what don't they do") though the nearest phrasing asks
    what is. A negation that begins a question ("don't they …?") asks the same as without it."""
    words = reading.plain
    asks = any(word in ASKING or word in NAMING for word in words[:2])
    return asks and not NEGATIONS.isdisjoint(words) and NEGATIONS.isdisjoint(split_words(phrasing))


def off_topic(reading: Reading, own: Collection[str], meaning: WordMeaning) -> bool:
    """Whether the question has words that say something, none of which the knowledge base uses,
    and none of which resembles a word of the entry's."""
    rank = meaning.vectors.pieces
    telling = [word for word in reading.plain if rank.get(word, COMMON) >= COMMON]
    return bool(telling) and not any(
        word in meaning.weights.of or _akin(word, own, meaning) for word in telling
    )


def _follows(words: tuple[str, ...], at: int, what: Collection[str]) -> bool:
    before = at - 1
    while before >= 0 and words[before] in DETERMINERS:
        before -= 1
    return before >= 0 and words[before] in what


def _is_one(word: str, people: Collection[str]) -> bool:
    return word in people or (word.endswith("s") and word[:-1] in people)


def _akin(word: str, own: Collection[str], meaning: WordMeaning) -> bool:
    [vector] = meaning.vectors.words([word])
    others = meaning.vectors.words(own)
    lengths = np.sqrt(np.einsum("ij,ij->i", others, others)) * math.sqrt(float(vector @ vector))
    return bool(((others @ vector >= AKIN * lengths) & (lengths > 0)).any())
