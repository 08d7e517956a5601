"""What is asked in place of what the entry tells: who acts, and what is measured."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from bot.embed import WordMeaning
from bot.gate import akin, replaced, tells
from bot.normalise import words
from bot.read import ACTING, AUXILIARIES, DETERMINERS, MEASURING, Lexicon, Reading

MEASURED = MEASURING - {
    "how many", "how much", "how long", "how often", "how old", "how soon", "how late", "how early",
    "how important",
}  # fmt: skip
"""Ways of asking for what an entry has to tell of; the others are asked of nearly anything, and in
other words too ("the notice period")."""

BY_THE_WAY = 0.05
"""The share of an entry's phrasings below which they tell of something by the way."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry tells of: the words that it knows (`own`), and its phrasings, which are read
    where the words alone don't say it."""

    own: Collection[str]
    phrasings: Sequence[str]
    lexicon: Lexicon

    def read(self, word: str = "") -> list[tuple[str, ...]]:
        """The concepts of each phrasing, or of those that hold this word."""
        said = [words(one) for one in self.phrasings if word in one.lower()]
        held = [each for each in said if word in each] if word else said
        return [self.lexicon.read_words(each).concepts for each in held]


def instead(
    reading: Reading, told: Told, meaning: WordMeaning, people: Collection[str]
) -> tuple[str, ...]:
    """The word, as typed, for what is measured ("how expensive") or who acts ("do customers train
    TPMs") where the entry tells of something else."""
    measure = _measure(reading, told, meaning)
    return (measure,) if measure else _actor(reading, told, meaning, people)


def _measure(reading: Reading, told: Told, meaning: WordMeaning) -> str | None:
    """What is asked to be measured, where hardly any phrasing tells of that."""
    asking = reading.asking
    if asking[1:] not in MEASURED or asking in told.own:
        return None
    measure, own = asking.split()[1], tuple(told.own)
    alike = {own[at] for at in np.flatnonzero(akin(measure, own, meaning))}
    those = [not alike.isdisjoint(words(said)) for said in told.phrasings] if alike else [False]
    return measure if sum(those) < BY_THE_WAY * len(those) else None


def _actor(
    reading: Reading, told: Told, meaning: WordMeaning, people: Collection[str]
) -> tuple[str, ...]:
    """Who acts, where the entry says that others do that: to them ("do customers train TPMs"), in
    place of what the knowledge is more about; or in place of somebody with another job ("do
    teachers train customers")."""
    weights, rank = meaning.weights.of, meaning.vectors.pieces
    actor, act, done_to = _acting(reading.concepts)
    if act not in told.own or not tells(actor, rank):
        return ()
    actors = frozenset([actor, actor + "s", actor.removesuffix("s")])
    replaces = not actors.isdisjoint(people) and replaced(reading, meaning)
    usual = weights.get(done_to, math.inf) < weights.get(actor, math.inf)
    swaps = usual and done_to in told.own and tells(done_to, rank) and actors & frozenset(told.own)
    if not replaces and not swaps:
        return ()
    said = [_bare(one) for one in told.read(act)]
    parts = [(one[: one.index(act)], one[one.index(act) + 1 :]) for one in said if act in one[1:]]
    if any(not actors.isdisjoint(before) for before, _ in parts):
        return ()
    others = [
        (before[-1], after[:1])
        for before, after in parts
        if before and ACTING.issuperset(before[-2:-1]) and tells(before[-1], rank)
    ]
    swapped = swaps and any(by == done_to and actors & {*to} for by, to in others)
    if not swapped and (not others or not replaces or _beside(reading, told)):
        return ()
    pairs = zip(reading.typed, reading.plain, strict=True)
    return (next((typed for typed, word in pairs if word in actors), actor),)


def _beside(reading: Reading, told: Told) -> bool:
    """Whether one of the question's words names who acts in more than a few of the phrasings."""
    who = Counter(_acting(one)[0] for one in told.read())
    return any(who[word] >= BY_THE_WAY * len(told.phrasings) for word in reading.concepts)


def _acting(said: Sequence[str]) -> tuple[str, str, str]:
    """Who does what to whom in a question; empty where none is said."""
    if AUXILIARIES.isdisjoint(said):
        return "", "", ""
    after = next(at for at, word in enumerate(said, 1) if word in AUXILIARIES)
    actor, act, done_to, *_ = (*_bare(said[after:]), "", "", "")
    return actor, act, done_to


def _bare(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in said if word not in DETERMINERS)
