"""Large matrices of floats, a byte a number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.sparse import Floats, Ints, Rows

Which = slice | Ints | NDArray[np.bool_] | Sequence[int]


@dataclass(frozen=True, slots=True)
class Compact:
    """A matrix whose row r is `numbers[r]` (int8) times `scales[r]`: within 0.4% of each row's
    greatest number of what it was made from."""

    numbers: NDArray[np.int8]
    scales: Floats

    def __len__(self) -> int:
        return len(self.scales)

    @property
    def width(self) -> int:
        return int(self.numbers.shape[1])

    def __getitem__(self, which: Which) -> "Compact":
        """These rows."""
        return Compact(self.numbers[which], self.scales[which])

    def floats(self) -> Floats:
        """(rows, width)"""
        return _floats(self.numbers, self.scales)

    def some(self, rows: Sequence[int]) -> Floats:
        """These rows: (rows, width)"""
        which = np.array(rows, np.int64)
        return _floats(self.numbers.take(which, axis=0), self.scales.take(which))

    def times(self, vector: Floats) -> Floats:
        """(width,) → (rows,)"""
        product: Floats = self.numbers.astype(np.float32).dot(vector)
        product *= self.scales
        return product

    def mixed(self, rows: Ints, weights: Floats | None = None) -> Floats:
        """The sum of these rows, weighted where weights are given: (width,)"""
        factors = self.scales.take(rows)
        if weights is not None:
            factors *= weights
        total: Floats = factors.dot(self.numbers.take(rows, axis=0).astype(np.float32))
        return total

    def sums(self, groups: Rows) -> Floats:
        """The weighted sum of each group of rows: (groups, width). `groups` holds a row's weight
        in its column."""
        scaled = replace(groups, values=groups.values * self.scales.take(groups.columns))
        return scaled.times(self.numbers)


def _floats(numbers: NDArray[np.int8], scales: Floats) -> Floats:
    floats = numbers.astype(np.float32)
    floats *= scales[:, None]
    return floats


def compact(matrix: Floats) -> Compact:
    """The matrix, rounded."""
    numbers = np.empty(matrix.shape, np.int8)
    scales = np.empty(len(matrix), np.float32)
    for start in range(0, len(matrix), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        scales[part] = np.maximum(np.abs(matrix[part]).max(axis=1, initial=0), 1e-12) / 127
        numbers[part] = np.rint(matrix[part] / scales[part, None])
    return Compact(numbers, scales)


def parted(matrix: Compact, counts: Sequence[int]) -> tuple[Compact, ...]:
    """The matrix as its first so many rows, the next, and so on; nothing is copied."""
    edges = np.cumsum([0, *counts]).tolist()
    return tuple(matrix[start:end] for start, end in pairwise(edges))


def joined(parts: Sequence[Compact]) -> Compact:
    """Parts, one below the other."""
    return Compact(
        np.concatenate([part.numbers for part in parts]),
        np.concatenate([part.scales for part in parts]),
    )


_AT_ONCE = 4_096
"""Rows rounded at once: what that takes beside them stays small."""
