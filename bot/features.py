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

from bot.sparse import Rows, rows


@dataclass(frozen=True, slots=True)
class Blocks:
    """How much each block counts; together 1."""

    words: float
    letters: float
    meaning: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Features of one block with their columns and inverse document frequencies."""

    columns: Mapping[str, int]
    idf: list[float]

    def weigh(self, features: Iterable[str]) -> tuple[list[int], list[float]]:
        """Columns and weights of one sentence's known features."""
        counts = Counter(features)
        columns, values = [], []
        for feature, count in counts.items():
            column = self.columns.get(feature)
            if column is not None:
                columns.append(column)
                values.append((1 + math.log(count)) * self.idf[column])
        return columns, values

    def row(self, features: Iterable[str]) -> tuple[list[int], list[float]]:
        """The same, scaled to length 1."""
        columns, values = self.weigh(features)
        length = math.sqrt(sum(value * value for value in values)) or 1.0
        return columns, [value / length for value in values]

    def rows(self, sentences: Iterable[Iterable[str]]) -> Rows:
        return rows([self.row(features) for features in sentences], len(self.columns))


MANY = 500
"""Sentences from which on a feature of a single one is left out: it tells nothing about others,
and most features are like that."""


def vocabulary(sentences: Sequence[Iterable[str]]) -> Vocabulary:
    """The vocabulary of the features that occur, in order of first occurrence."""
    frequency: Counter[str] = Counter()
    for features in sentences:
        frequency.update(list(dict.fromkeys(features)))
    total = len(sentences)
    least = 2 if total >= MANY else 1
    kept = {feature: count for feature, count in frequency.items() if count >= least}
    idf = [math.log((1 + total) / (1 + count)) + 1 for count in kept.values()]
    return Vocabulary({feature: column for column, feature in enumerate(kept)}, idf)


def word_features(concepts: Sequence[str]) -> Iterator[str]:
    """Words and pairs of neighbours.

    >>> list(word_features(["a", "good", "day"]))
    ['a', 'good', 'day', 'a good', 'good day']
    """
    yield from concepts
    for left, right in pairwise(concepts):
        yield f"{left} {right}"


def letter_features(words: Iterable[str]) -> Iterator[str]:
    """Groups of 2 to 5 letters within words that are padded with a space on both sides.

    >>> list(letter_features(["pm"]))
    [' p', 'pm', 'm ', ' pm', 'pm ', ' pm ']
    """
    for word in words:
        padded = f" {word} "
        for size in range(2, 6):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
