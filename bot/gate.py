"""What turns an answer down however well the rest fits: a word that the entry knows nothing of,
where it narrows the question, acts, is compared, or is what is asked for."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from bot.embed import WordMeaning
from bot.normalise import contracted, owner
from bot.read import Reading
from bot.repair import ANYWHERE
from bot.role import KINDS, PLACES, acts, compared, dates, done, follows, narrows, wanted
from bot.sparse import Mask

SELDOM_RANK = 30_000
"""The rank of words that the list of English ones lacks."""

AKIN = 0.45
"""The likeness of meaning (cosine) from which an unknown word is another word for one of the
entry's own."""

RESEMBLES = 0.3
"""The same for a thing that is asked for: it may be called by a wider or a narrower word, or by
what belongs to it ("which papers", for a card)."""

SURE = 0.9
"""The confidence from which an entry is believed to be meant though the words are new."""

APART = 0.25
"""The likeness below which a word that nothing has is far from all that the entry tells of."""

MUCH = 0.35
"""The part of what the question tells (its words weighed as seldom as English has them) from which
such words count."""

USUAL = math.log(6)
"""What a word weighs that every sixth phrasing uses: it belongs to what the knowledge is about."""

SELDOM = 1 + math.log(3)
"""How much less than a word of no phrasing a word may weigh that narrows: where three phrasings at
most use it, none of them the entry's, they met it by chance."""

USED = math.log(200)
"""What a word weighs that each two hundredth phrasing uses: where there are so many that a word is
met by chance more often, what fewer use is no word of the knowledge base's in general."""

SHARE, DATED = 0.2, 0.15
"""The share of the question's weight that a narrowing has to hold, and that a year has to: in a
long story a place or a person is told by the way, a year more seldom."""


ORDINARY = 2.0
"""What a word that any sentence may have weighs in that share, at most: a few phrasings have each
of them seldom, and it says no more for that."""


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
    """Words, as typed, that the entry knows nothing of: none of its phrasings has them, they
    resemble none of its words, and weigh much; and that narrow the question ("in Berlin", "for a
    nurse"), name somebody else in place of what the knowledge is about ("do nurses …"), are
    compared ("between cats and nurses"), or are what is asked for ("which version"). Few phrasings
    have those that narrow, hardly one those that act, or boundaries alone. A year that dates the
    question ("in 1999") is one whatever the entry resembles."""
    rank, plain = meaning.vectors.pieces, reading.plain
    merged = frozenset(reading.concepts) - frozenset(plain)
    known = merged.issubset(own)
    unknown = [
        at
        for at, word in enumerate(plain)
        if (word.isdigit() and dates(plain, at))  # though a phrasing tells of that year
        or (
            word not in own
            and owner(word) not in own
            and not (known and word not in reading.concepts)  # the synonym that it is, is known
            and (tells(word, rank) or word.isdigit() or word in PLACES)
        )
    ]
    if not unknown:  # as with most questions
        return ()
    weights = meaning.weights
    weighs = [weights.of.get(word, weights.rare) for word in plain]
    said = zip(plain, weighs, strict=True)
    total = sum(weight if tells(word, rank) else min(weight, ORDINARY) for word, weight in said)
    least = min(weights.rare - SELDOM, USED)

    def describes(at: int, word: str) -> bool:
        """Whether it is a kind of what the entry does know: "for a normal visit"."""
        if at + 1 == len(plain) or not (plain[at - 1] in ("a", "an") or word in KINDS):
            return False
        after = plain[at + 1]
        somebody = is_one(word, gates.people) or is_one(after, gates.people)
        return after in own and tells(after, rank) and not somebody

    def unfit(at: int, word: str, weight: float) -> bool:
        """Whether it does in the question what nothing but a word of the entry's may do there."""
        narrow = weight >= least or word in gates.foreign
        whose = is_one(word, gates.people) and follows(plain, at, ("of", "about"))
        if narrow and (whose or narrows(plain, at)) and not akin(word, own, meaning):
            return not describes(at, word)
        seldom = weight >= weights.rare - SELDOM or word in gates.foreign
        if seldom and acts(plain, at) and is_one(word, gates.people):
            # Beside what all of the knowledge is about, somebody is told of and not meant instead.
            return not any(is_usual(owner(each) or each, meaning) for each in reading.concepts)
        if compared(plain, at) or done(plain, at):
            return not akin(word, own, meaning)
        return wanted(plain, at) and not akin(word, own, meaning, RESEMBLES)

    def strange(at: int) -> bool:
        word, weight = plain[at], weighs[at]
        if dates(plain, at):
            return weight >= DATED * total
        if weight < SHARE * total or word in gates.times:
            return False
        if word in PLACES:
            return narrows(plain, at) and weight >= least and not describes(at, word)
        return tells(word, rank) and unfit(at, word, weight)

    return tuple(reading.typed[at] for at in unknown if strange(at))


def off_topic(
    reading: Reading, told: Iterable[Collection[str]], meaning: WordMeaning, sure: float
) -> bool:
    """Whether the question has words that say something, none of which the knowledge base uses,
    and none of which resembles a word that the entry or boundary tells of (`told`). Where that is
    `sure` to be meant, a distant likeness will do."""
    likeness = RESEMBLES if sure >= SURE else AKIN
    rank = meaning.vectors.pieces
    telling = [word for word in reading.plain if tells(word, rank)]
    if not telling or any(word in meaning.weights.of for word in telling):
        return False
    return not any(akin(word, own, meaning, likeness) for own in told for word in telling)


def unmet(reading: Reading, own: Collection[str], meaning: WordMeaning, gates: Gates) -> bool:
    """Whether much of what the question tells is in words that no phrasing has, and that are far
    from all of the entry's: "telescope", in a library. They don't shut a gate, as a handful of
    phrasings lacks most of the words that people use."""
    rank, known = meaning.vectors.pieces, meaning.weights.of
    unknown = [word for word in reading.plain if word not in known and word not in gates.times]
    new = [word for word in unknown if tells(word, rank)]
    if not new:  # as with most questions
        return False
    least = MUCH * sum(_says(word, rank) for word in reading.plain if tells(word, rank))
    if sum(_says(word, rank) for word in new) < least:
        return False
    far = [word for word in new if not akin(word, own, meaning, APART)]
    return sum(_says(word, rank) for word in far) >= least


def _says(word: str, rank: Mapping[str, int]) -> float:
    """How much a word says in English, by how seldom it is (Zipf)."""
    return math.log(rank.get(word, SELDOM_RANK))


def is_usual(word: str, meaning: WordMeaning) -> bool:
    """Whether it belongs to what all of the knowledge is about."""
    often = meaning.weights.of.get(word, math.inf) <= USUAL
    return often and len(word) > 1 and tells(word, meaning.vectors.pieces)


def is_one(word: str, people: Collection[str]) -> bool:
    return word in people or (word.endswith("s") and word[:-1] in people)


def tells(word: str, rank: Mapping[str, int]) -> bool:
    """Whether it is no word that any sentence may have."""
    return rank.get(word, ANYWHERE) >= ANYWHERE and not contracted(word)


def akin(
    word: str, own: Collection[str], meaning: WordMeaning, likeness: float = AKIN
) -> tuple[str, ...]:
    """Those of these words that mean nearly the same."""
    [vector] = meaning.vectors.words([word])
    words, others = meaning.vectors.known(frozenset(own))
    lengths = np.sqrt(np.einsum("ij,ij->i", others, others)) * math.sqrt(float(vector @ vector))
    alike: Mask = (others @ vector >= likeness * lengths) & (lengths > 0)
    return tuple(words[at] for at in np.flatnonzero(alike).tolist())
