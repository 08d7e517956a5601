"""Typos → the words that were meant."""

import math
from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import count, islice
from typing import cast

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

TWO_SLIPS_FROM = 7
"""Letters from which two slips are repaired."""

COMMON = 10_000
"""Ranks of English words that are believed as they stand, whatever is near."""

ANYWHERE = 300
"""Ranks of English words that any sentence may have."""

OWN = 4.0
"""How much likelier a knowledge base's own word is than ordinary English, as a logarithm."""

UNUSED, UNRANKED = 9.0, 40_000
"""Minus the logarithm of how likely a word is that the knowledge base doesn't use, but for `OWN`;
the rank of words that the list of English ones lacks."""

REAL = 3.0
"""How much likelier a rare but real word is meant as it stands, as a logarithm."""

SWAPPED, DOUBLED, DROPPED, BESIDE, ADDED, CHANGED, TWICE, FIRST = (
    4.0,
    4.0,
    4.5,
    4.5,
    6.0,
    7.0,
    9.0,
    1.0,
)
"""Minus the logarithm of how likely each kind of slip is; `FIRST` is added in a first letter,
`TWICE` stands for any two slips."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = {
    (a, b)
    for y, row in enumerate(_ROWS)
    for x, a in enumerate(row)
    for other in _ROWS[max(0, y - 1) : y + 2]
    for b in other[max(0, x - 1) : x + 2]
}
"""Pairs of letters that lie beside one another on a keyboard."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Words, the shortest first, with how long each is and the set of its letters; those of so many
    letters or fewer end at `ends`."""

    words: NDArray[np.object_]
    lengths: NDArray[np.int8]
    letters: NDArray[np.uint32]
    ends: Sequence[int]

    def near(self, word: str, slips: int) -> list[str]:
        """The words that can be so many slips away."""
        longest = len(self.ends) - 1
        first = self.ends[min(max(len(word) - slips - 1, 0), longest)]
        some = slice(first, self.ends[min(len(word) + slips, longest)])
        differing = np.bitwise_count(self.letters[some] ^ _letters(word))
        # A letter more or less changes one, any other slip two at most.
        at_most = 2 * slips - np.abs(self.lengths[some] - np.int8(len(word)))
        found: list[str] = self.words[some][differing <= at_most].tolist()
        return found


class Repair:
    """Repairs against the words of a knowledge base, and of ordinary English.

    `counts`: how often the knowledge base uses each of its words; `shorthand`: what short forms
    stand for; `english`: ordinary words, the most frequent first; `real`: whether a word is a real
    one, however rare.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        shorthand: Mapping[str, str],
        english: Iterable[str],
        real: Callable[[str], bool],
    ) -> None:
        self.counts = counts
        self.shorthand = shorthand
        self._real = real
        self._rank = dict(zip(english, count(1), strict=False))
        common = dict.fromkeys(islice(self._rank, COMMON))
        self._tables: tuple[_Table, ...] = (_table({**common, **counts}),)
        self._least = _least(counts)
        self._known: dict[str, str] = {}

    @property
    def english(self) -> Collection[str]:
        """Ordinary words, the most frequent first."""
        return self._rank.keys()

    def knowing(self, counts: Mapping[str, int]) -> "Repair":
        """One that knows more words (how often each is used), and shares the rest with this."""
        other = copy(self)
        more = {word: count + self.counts.get(word, 0) for word, count in counts.items()}
        other.counts = ChainMap(more, cast(MutableMapping[str, int], self.counts))
        other._tables = (*self._tables, _table(sorted(counts.keys() - self.counts.keys())))
        other._least = min(self._least, _least(more))
        other._known = {}
        return other

    def __call__(self, word: str) -> str:
        """The word itself, or the word that was likelier meant: a weighing of how easily the slip
        happens against how common the word is (a noisy channel, Kernighan, Church and Gale 1990).
        """
        meant = self._known.get(word)
        if meant is None:
            meant = self._repair(word)
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[word] = meant
        return meant

    def _stands(self, word: str) -> bool:
        """Whether a word is believed: common English, or used by the knowledge base, where a
        word of a single phrasing may itself be a slip."""
        return self._rank.get(word, COMMON + 1) <= COMMON or self.counts.get(word, 0) > 1

    def _repair(self, word: str) -> str:
        if word in self.shorthand:
            return self.shorthand[word]
        if len(word) < 3 or not word.replace("'", "").isalpha() or self._stands(word):
            return word
        rare = word in self._rank or word in self.counts or self._real(word)
        best, least = word, self._surprise(word) - REAL if rare else math.inf
        for slips in (1, 2) if len(word) >= TWO_SLIPS_FROM and not rare else (1,):
            if slips == 2 and least <= TWICE + self._least:
                break  # no word is so common that two slips would be likelier
            for meant in self._within(word, slips):
                if rare and not self._tells(meant):
                    continue  # one real word is no better than another that says nothing here
                cost = _slips(word, meant) + self._surprise(meant)
                if cost < least:
                    best, least = meant, cost
        return best

    def _tells(self, word: str) -> bool:
        """Whether it is the knowledge base's own, and no word that any sentence may have."""
        return word in self.counts and self._rank.get(word, ANYWHERE) >= ANYWHERE

    def _surprise(self, word: str) -> float:
        """Minus the logarithm of how likely a word is."""
        own = self.counts.get(word, 0)
        english = math.log(self._rank.get(word, UNRANKED))
        return min(english, _own_surprise(own)) if own else english

    def _within(self, word: str, slips: int) -> list[str]:
        near = [found for table in self._tables for found in table.near(word, slips)]
        found = process.extract(
            word, near, scorer=OSA.distance, score_cutoff=slips, limit=None, processor=None
        )
        return sorted(known for known, _, _ in found if known != word and len(known) > 2)


def _own_surprise(often: int) -> float:
    """Minus the logarithm of how likely a word is that the knowledge base uses so often."""
    return UNUSED - OWN - math.log1p(often)


def _least(counts: Mapping[str, int]) -> float:
    """What no word surprises less than, of those that two slips can have led away from."""
    often = (count for word, count in counts.items() if len(word) >= TWO_SLIPS_FROM - 2)
    return min(0.0, _own_surprise(max(often, default=0)))


def _table(words: Iterable[str]) -> _Table:
    known = sorted(words, key=len)
    lengths = np.fromiter(map(len, known), np.int64, len(known))
    codes = np.frombuffer("".join(known).encode("utf-32-le"), np.uint32)
    bits = np.uint32(1) << (codes % np.uint32(32))
    starts = np.cumsum(lengths) - lengths
    letters = np.bitwise_or.reduceat(bits, starts) if known else bits
    ends = np.cumsum(np.bincount(lengths, minlength=1)).tolist()
    return _Table(np.array(known, object), lengths.astype(np.int8), letters, ends)


def _letters(word: str) -> np.uint32:
    """The set of a word's letters, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 32)
    return np.uint32(bits)


def _slips(typed: str, meant: str) -> float:
    """How unlikely it is that `meant` is typed so: minus a logarithm, by the kind of slip."""
    start = _shared(typed, meant)
    end = _shared(typed[start:][::-1], meant[start:][::-1])
    got, lost = typed[start : len(typed) - end], meant[start : len(meant) - end]
    first = FIRST if start == 0 else 0.0
    if len(got) == 2 and got == lost[::-1]:
        return SWAPPED + first
    if len(got) > 1 or len(lost) > 1:
        return TWICE + first
    if not got:
        return DROPPED + first
    if not lost:
        return (DOUBLED if got in meant[max(0, start - 1) : start + 1] else ADDED) + first
    return (BESIDE if (got, lost) in _NEAR else CHANGED) + first


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
