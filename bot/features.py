"""Tokens → numbers: which words and letter groups a sentence has, and how much each weighs.

Three blocks, each scaled to length 1, so that a kernel between two sentences is the weighted sum
of their inner products: words and word pairs; groups of 2 to 5 letters within words; meaning (an
embedding). Weights follow TF-IDF with sublinear counts and smooth document frequencies.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.sparse import Ints, Rows, rows


@dataclass(frozen=True, slots=True)
class Blocks:
    """How much each block counts, together 1, and how many dimensions they are reduced to."""

    words: float
    letters: float
    meaning: float
    rank: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Features of one block with their columns and inverse document frequencies."""

    columns: Mapping[str, int]
    idf: Sequence[float]

    def weigh(self, features: Iterable[str]) -> tuple[list[int], list[float]]:
        """Columns and weights of one sentence's known features."""
        known = [column for f in features if (column := self.columns.get(f)) is not None]
        columns = list(dict.fromkeys(known))
        if len(columns) == len(known):  # nothing twice, as in most sentences
            return columns, [self.idf[column] for column in columns]
        counts = Counter(known)
        return columns, [(1 + math.log(counts[column])) * self.idf[column] for column in columns]


MOST = 40_000
"""Features that a vocabulary keeps at the most: the most frequent."""

MANY = 500
"""Sentences from which on a feature of a single one is left out: it tells nothing about others,
and most features are like that."""


def vocabulary(
    sentences: Iterable[Iterable[str]], repeated: Ints | None = None
) -> tuple[Vocabulary, Rows]:
    """The vocabulary of the features that occur, in order of first occurrence, and the sentences'
    weights by it; `repeated`: how often each sentence occurs (once each where it is left out)."""
    columns: dict[str, int] = {}
    held = rows([[columns.setdefault(f, len(columns)) for f in each] for each in sentences], 0)
    width, height = len(columns), held.height
    row_of = np.repeat(np.arange(height), np.diff(held.starts))
    cells, counts = np.unique(row_of * max(width, 1) + held.columns, return_counts=True)
    row_of, column = np.divmod(cells, max(width, 1))
    times = np.ones(height, np.int64) if repeated is None else repeated
    frequency = np.bincount(column, weights=times[row_of], minlength=width)
    total = int(times.sum())
    kept = frequency >= (2 if total >= MANY else 1)
    if width > MOST:
        often_first = np.argsort(-frequency, kind="stable")
        kept[often_first[MOST:]] = False
    idf = np.log((1 + total) / (1 + np.minimum(frequency, total))) + 1
    holds = kept[column]
    row_of, column, counts = row_of[holds], column[holds], counts[holds]
    starts = np.zeros(height + 1, np.int64)
    np.cumsum(np.bincount(row_of, minlength=height), out=starts[1:])
    values = ((1 + np.log(counts)) * idf[column]).astype(np.float32)
    numbers = np.cumsum(kept) - 1
    names = [feature for feature, keep in zip(columns, kept, strict=True) if keep]
    weighed = Rows(starts, numbers[column], values, len(names))
    return Vocabulary({name: at for at, name in enumerate(names)}, idf[kept].tolist()), weighed


def word_features(concepts: Sequence[str]) -> Iterator[str]:
    """Words and pairs of neighbours.

    >>> list(word_features(["a", "good", "day"]))
    ['a', 'good', 'day', 'a good', 'good day']
    """
    yield from concepts
    for left, right in pairwise(concepts):
        yield f"{left} {right}"


def letter_features(words: Iterable[str]) -> list[str]:
    """Groups of 2 to 5 letters within words that are padded with a space on both sides.

    >>> letter_features(["pm"])
    [' p', 'pm', 'm ', ' pm', 'pm ', ' pm ']
    """
    return [
        padded[start : start + size]
        for word in words
        for padded in [f" {word} "]
        for size in range(2, 6)
        for start in range(len(padded) - size + 1)
    ]
