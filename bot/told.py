"""What an entry tells of, word by word: read where the words that it knows don't say it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.clause import Done, done, mentions, parted
from bot.normalise import owner, words
from bot.read import Lexicon, Reading

BY_THE_WAY = 0.05
"""The share of an entry's phrasings below which they tell of something by the way."""

ABOUT = 2 * BY_THE_WAY
"""The share of an entry's phrasings from which it is about a thing as much as about another."""

_SENTENCE = re.compile(r"[.;:!?\n]+")


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry tells of: the words that it knows (`own`), the `deeds` of whom the knowledge is
    about, its phrasings and its answer, which are read where these alone don't say it; `wholes`:
    the phrasings of each entry that it is part of."""

    own: Collection[str]
    deeds: Collection[str]
    phrasings: Sequence[str]
    answer: str
    lexicon: Lexicon
    wholes: Sequence[Sequence[str]] = ()

    def read(self) -> list[tuple[str, ...]]:
        """The concepts of each phrasing."""
        return [self.lexicon.read_written(one).concepts for one in self.phrasings]

    def of(self, act: str) -> Iterator[Done]:
        """Wherever the entry tells of an act (its stem); each is read as it is asked for."""
        for one in chain(self.phrasings, _SENTENCE.split(self.answer)):
            if mentions(one, act):
                reading = self.lexicon.read_written(one)
                yield from done(parted(reading, self.lexicon.synonyms), act)

    def mainly(self, act: str) -> bool:
        """Whether it tells of an act by more than the way."""
        often = sum(mentions(one, act) for one in self.phrasings)
        return mentions(self.answer, act) or not self.hardly(often)

    def hardly(self, many: int) -> bool:
        """Whether so many of the phrasings tell of something by the way."""
        return many < BY_THE_WAY * len(self.phrasings)

    def main(self) -> frozenset[str]:
        """The words that it tells of by more than the way."""
        often = Counter(word for said in self.phrasings for word in set(words(said)))
        mainly = (word for word in often if not self.hardly(often[word]))
        return frozenset((*words(self.answer), *mainly))

    def aside(self, word: str) -> bool:
        """Whether the entry knows a thing, and tells of it by the way."""
        [meant, *_] = self.lexicon.read_words((word,)).concepts
        if meant not in self.own:
            return False  # which the gate for unknown words has weighed
        groups = self.lexicon.synonyms.values()
        alike = (said for found in groups for said, same in found if same == meant)
        ways = "|".join(map(re.escape, [word, *map(" ".join, alike)]))
        named = re.compile(rf"\b(?:{ways})\b")
        often = sum(named.search(said.lower()) is not None for said in self.phrasings)
        return often < ABOUT * len(self.phrasings) and not named.search(self.answer.lower())


def as_typed(concepts: Collection[str], reading: Reading, told: Told) -> str:
    """How one of the concepts was typed."""
    for typed, word in zip(reading.typed, reading.plain, strict=True):
        whole = (owner(word) or word,)
        if word in concepts or told.lexicon.read_words(whole).concepts[0] in concepts:
            return typed
    return next(iter(concepts))
