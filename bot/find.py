"""Words → the phrasings that hold them, and the classes that these belong to."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.sparse import Ints, Mask

LAST = chr(0x10FFFF)
"""Sorts behind all that a word can go on with."""


@dataclass(frozen=True, slots=True)
class Holders:
    """`words` in order; the phrasings that hold word w are `phrasings[starts[w]:starts[w + 1]]`;
    `lengths`: how many words each phrasing has."""

    words: tuple[str, ...]
    starts: Ints
    phrasings: Ints
    lengths: Ints

    def of(self, word: str, unfinished: bool = False) -> Mask:
        """Which phrasings hold the word, or one that begins so."""
        first = bisect_left(self.words, word)
        last = bisect_left(self.words, word + LAST if unfinished else word + "\0")
        held = np.zeros(len(self.lengths), bool)
        held[self.phrasings[self.starts[first] : self.starts[last]]] = True
        return held


def holders(phrasings: Sequence[Sequence[str]]) -> Holders:
    """The holders of all words of these phrasings."""
    lengths = np.array([len(words) for words in phrasings], np.int64)
    named = [word for words in phrasings for word in words]
    vocabulary = sorted(set(named))
    number = {word: at for at, word in enumerate(vocabulary)}
    numbers = np.array([number[word] for word in named], np.int64)
    order = np.argsort(numbers, kind="stable")
    starts = np.searchsorted(numbers[order], np.arange(len(vocabulary) + 1))
    return Holders(
        tuple(vocabulary), starts, np.repeat(np.arange(len(lengths)), lengths)[order], lengths
    )


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds classes by what their phrasings hold. `labels`: each phrasing's class, one class's
    phrasings together; `title`: whether it is its class's title."""

    holders: Holders
    labels: Ints
    title: Mask

    def find(self, words: Sequence[str], among: Mask) -> tuple[Ints, Mask, Ints]:
        """Classes `among` these with a title or phrasing that holds all words, the last of which
        may be unfinished: the classes, whether the title does, and how little else there is:
        the title's length, else the shortest phrasing's less how many there are."""
        fits = self.holders.of(words[-1], unfinished=True) & among[self.labels]
        for word in words[:-1]:
            fits &= self.holders.of(word)
        fitting = np.flatnonzero(fits)
        found, firsts, counts = np.unique(
            self.labels[fitting], return_index=True, return_counts=True
        )
        lengths = self.holders.lengths[fitting]
        titled = self.title[fitting[firsts]]
        shortest = np.minimum.reduceat(lengths, firsts) if len(found) else lengths
        return found, titled, np.where(titled, lengths[firsts], shortest - counts)


def finder(phrasings: Sequence[Sequence[Sequence[str]]], classes: Sequence[int]) -> Finder:
    """The finder of some classes, each with its phrasings as words, its title first."""
    counts = [len(own) for own in phrasings]
    title = np.zeros(sum(counts), bool)
    title[np.cumsum([0, *counts[:-1]])] = True
    held = holders([said for own in phrasings for said in own])
    return Finder(held, np.repeat(np.array(classes, np.int64), counts), title)
