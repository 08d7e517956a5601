"""What turns an answer down however well the rest fits: a narrowing that the entry knows nothing
of, and a negation that it doesn't answer."""

import math
from collections.abc import Collection

import numpy as np

from bot.embed import WordMeaning
from bot.read import Reading

NARROWING = frozenset(
    ["in", "for", "at", "near", "as", "from", "vs", "versus", "than", "like", "within", "outside"]
)
DETERMINERS = frozenset(
    ["a", "an", "the", "my", "our", "your", "their", "his", "her", "some", "any", "this", "that"]
)
NEGATIONS = frozenset(
    ["not", "never", "don't", "doesn't", "isn't", "aren't", "can't", "won't", "shouldn't", "dont"]
)
ASKING = frozenset(["what", "which", "who", "where", "when", "how", "why"])

COMMON = 300
"""Ranks of English words that narrow nothing: "in general", "for me"."""

AKIN = 0.45
"""The likeness of meaning (cosine) from which an unknown word is another word for one of the
entry's own."""

SELDOM = 1 + math.log(3)
"""How much less than a word of no phrasing a word may weigh that narrows: where three phrasings at
most use it, none of them the entry's, they met it by chance."""

SHARE = 0.2
"""The share of the question's weight that a narrowing has to hold: in a long story a place or a
person is told by the way."""


def strangers(
    reading: Reading, own: Collection[str], meaning: WordMeaning, foreign: Collection[str]
) -> tuple[str, ...]:
    """Words, as typed, that narrow the question to what the entry knows nothing of ("in Berlin",
    "for a nurse"): none of its phrasings has them, hardly a phrasing at all or boundaries alone
    (`foreign`), they resemble none of the entry's words, and weigh much.
    """
    if NARROWING.isdisjoint(reading.plain):
        return ()
    weights, rank = meaning.weights, meaning.vectors.pieces
    total = sum(weights.of.get(word, weights.rare) for word in reading.plain)

    def strange(at: int, word: str) -> bool:
        weight = weights.of.get(word, weights.rare)
        return (
            word not in own
            and (weight >= weights.rare - SELDOM or word in foreign)
            and weight >= SHARE * total
            and rank.get(word, COMMON) >= COMMON
            and _narrows(reading.plain, at)
            and not _akin(word, own, meaning)
        )

    pairs = enumerate(zip(reading.typed, reading.plain, strict=True))
    return tuple(typed for at, (typed, word) in pairs if strange(at, word))


def negated(reading: Reading, phrasing: Collection[str]) -> bool:
    """Whether it is asked what is not so ("what don't they do") though the nearest phrasing asks
    what is. A negation that begins a question ("don't they …?") asks the same as without it."""
    words = reading.plain
    asks = any(word in ASKING for word in words[:2])
    return asks and not NEGATIONS.isdisjoint(words) and NEGATIONS.isdisjoint(phrasing)


def off_topic(reading: Reading, own: Collection[str], meaning: WordMeaning) -> bool:
    """Whether the question has words that say something, none of which the knowledge base uses,
    and none of which resembles a word of the entry's."""
    rank = meaning.vectors.pieces
    telling = [word for word in reading.plain if rank.get(word, COMMON) >= COMMON]
    return bool(telling) and not any(
        word in meaning.weights.of or _akin(word, own, meaning) for word in telling
    )


def _narrows(words: tuple[str, ...], at: int) -> bool:
    before = at - 1
    while before >= 0 and words[before] in DETERMINERS:
        before -= 1
    return before >= 0 and words[before] in NARROWING


def _akin(word: str, own: Collection[str], meaning: WordMeaning) -> bool:
    vector = meaning.vectors.word(word)
    others = np.array([meaning.vectors.word(other) for other in own])
    lengths = np.sqrt(np.einsum("ij,ij->i", others, others)) * math.sqrt(float(vector @ vector))
    return bool(((others @ vector >= AKIN * lengths) & (lengths > 0)).any())
