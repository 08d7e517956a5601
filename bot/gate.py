"""What turns an answer down however well the rest fits: a narrowing that the entry knows nothing
of, and a negation that it doesn't answer."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.embed import WordMeaning
from bot.normalise import words as split_words
from bot.read import ASKING, AUXILIARIES, DETERMINERS, Reading
from bot.sparse import Mask

NARROWING = frozenset(
    ["in", "for", "at", "near", "as", "from", "vs", "versus", "than", "like", "within", "outside"]
)
ACTING = AUXILIARIES | {"is", "are", "was", "of", "has", "have"}
"""Words that whoever acts follows."""

NEGATIONS = frozenset(
    ["not", "never", "cannot", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't",
     "can't", "couldn't", "won't", "wouldn't", "shouldn't", "needn't", "mustn't", "dont",
     "except"]
)  # fmt: skip
NEEDLESS = frozenset(["unnecessary", "unneeded", "irrelevant", "useless", "pointless"])
"""Words that turn a question around however it begins: "is sql unnecessary"."""

ASIDE = frozenset(["if", "when", "because", "since", "but", "although", "though", "while"])
"""Words that begin a clause beside the question: what isn't so there is told and not asked."""

ANYTHING = frozenset(["things", "thing", "stuff", "anything", "something", "everything", "all"])
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
    weights, rank, plain = meaning.weights, meaning.vectors.pieces, reading.plain

    def heavy(weight: float) -> bool:
        return weight >= SHARE * sum(weights.of.get(word, weights.rare) for word in plain)

    def describes(at: int, word: str) -> bool:
        """Whether it is a kind of what the entry does know: "for a normal visit"."""
        if at + 1 == len(plain) or plain[at - 1] not in ("a", "an"):
            return False
        after = plain[at + 1]
        somebody = is_one(word, gates.people) or is_one(after, gates.people)
        return after in own and tells(after, rank) and not somebody

    def strange(at: int, word: str) -> bool:
        weight = weights.of.get(word, weights.rare)
        return (
            word not in own
            and (weight >= weights.rare - SELDOM or word in gates.foreign)
            and heavy(weight)
            and tells(word, rank)
            and word not in gates.times
            and (
                (
                    _follows(plain, at, NARROWING)
                    and not _akin(word, own, meaning)
                    and not describes(at, word)
                )
                or (
                    _follows(plain, at, ACTING)
                    and is_one(word, gates.people)
                    and replaced(reading, meaning)
                )
            )
        )

    pairs = enumerate(zip(reading.typed, plain, strict=True))
    return tuple(typed for at, (typed, word) in pairs if strange(at, word))


def replaced(reading: Reading, meaning: WordMeaning) -> bool:
    """Whether nothing is told of that all of the knowledge is about: beside it, somebody is told of
    and not meant instead."""
    weights, rank = meaning.weights, meaning.vectors.pieces
    return all(
        weights.of.get(word, weights.rare) > USUAL
        for word in reading.concepts
        if len(word) > 1 and tells(word, rank)
    )


def negated(reading: Reading, phrasing: str) -> bool:
    """Whether it is asked what is not so ("what don't they do", "skills not needed") though the
    nearest phrasing asks what is. A negation that begins a question ("don't they …?") asks the same
    as without it, and one beside the question ("if I don't …") is told and not asked."""
    said = reading.plain
    negations = NEGATIONS | NEEDLESS
    if negations.isdisjoint(said):
        return False
    at = next(at for at, word in enumerate(said) if word in negations)
    if not ASIDE.isdisjoint(said[said[0] == "when" : at]):  # which asks, where it begins
        return False
    asks = said[at] in NEEDLESS or any(word in ASKING or word in NAMING for word in said[:2])
    return (asks or _names(said, at)) and negations.isdisjoint(split_words(phrasing))


def _names(said: tuple[str, ...], negation: int) -> bool:
    """Whether it only names what is not so: "skills not needed", "things they never do"."""
    asked = said[:-1] if said[-1] == "do" else said
    if not (ASKING | AUXILIARIES).isdisjoint(asked) or said[0] in DETERMINERS:
        return False
    before = said[:negation]
    many = 0 < negation < 4 and before[-1].isalpha() and before[-1].endswith("s")
    return (many and ACTING.isdisjoint(before)) or not ANYTHING.isdisjoint(said[:2])


def off_topic(reading: Reading, told: Sequence[Collection[str]], meaning: WordMeaning) -> bool:
    """Whether the question has words that say something, none of which the knowledge base uses,
    and none of which resembles a word that the entry or boundary knows (`told`)."""
    rank = meaning.vectors.pieces
    telling = [word for word in reading.plain if tells(word, rank)]
    if not telling or any(word in meaning.weights.of for word in telling):
        return False
    return not any(_akin(word, own, meaning) for word in telling for own in told)


def _follows(words: tuple[str, ...], at: int, what: Collection[str]) -> bool:
    before = at - 1
    while before >= 0 and words[before] in DETERMINERS:
        before -= 1
    return before >= 0 and words[before] in what


def is_one(word: str, people: Collection[str]) -> bool:
    return word in people or (word.endswith("s") and word[:-1] in people)


def tells(word: str, rank: Mapping[str, int]) -> bool:
    """Whether it is no word that any sentence may have."""
    return rank.get(word, COMMON) >= COMMON


def _akin(word: str, own: Collection[str], meaning: WordMeaning) -> bool:
    return bool(akin(word, own, meaning).any())


def akin(word: str, own: Collection[str], meaning: WordMeaning) -> Mask:
    """(own,): which of these words mean nearly the same."""
    both = meaning.vectors.words([word, *own])
    vector, others = both[0], both[1:]
    lengths = np.sqrt(np.einsum("ij,ij->i", others, others)) * math.sqrt(float(vector @ vector))
    alike: Mask = (others @ vector >= AKIN * lengths) & (lengths > 0)
    return alike
