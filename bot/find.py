"""Words → the phrasings that hold them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.sparse import Ints

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]

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
