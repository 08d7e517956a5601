"""Sparse rows in plain numpy: just what the projection needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_AT_ONCE = 1 << 13
"""Values of one row gathered at once: no row takes more memory than that."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Compressed sparse rows: row i holds `values[starts[i]:starts[i + 1]]` at `columns[…]`."""

    starts: Ints
    columns: Ints
    values: Floats
    width: int

    @property
    def height(self) -> int:
        return len(self.starts) - 1

    def times(self, dense: Floats) -> Floats:
        """rows · dense: (height, width) · (width, k) → (height, k)."""
        product = np.zeros((self.height, dense.shape[1]), np.float32)
        starts: list[int] = self.starts.tolist()
        for row, (begin, end) in enumerate(pairwise(starts)):
            for first in range(begin, end, _AT_ONCE):
                part = slice(first, min(first + _AT_ONCE, end))
                gathered = dense.take(self.columns[part], axis=0)
                product[row] += self.values[part].dot(gathered.astype(np.float32, copy=False))
        return product

    def transposed(self) -> "Rows":
        order = np.argsort(self.columns, kind="stable")
        row_of = np.repeat(np.arange(self.height), np.diff(self.starts))
        starts = np.zeros(self.width + 1, np.int64)
        np.cumsum(np.bincount(self.columns, minlength=self.width), out=starts[1:])
        return Rows(starts, row_of[order], self.values[order], self.height)

    def every(self, step: int) -> "Rows":
        """Every so many-th row, from the first on."""
        counts = np.diff(self.starts)
        kept = np.repeat(np.arange(self.height) % step == 0, counts)
        starts = np.concatenate([[0], np.cumsum(counts[::step])])
        return Rows(starts, self.columns[kept], self.values[kept], self.width)

    def squares(self) -> Floats:
        """The sum of the squares of each row's values."""
        running = np.concatenate([[0.0], np.cumsum(self.values.astype(np.float64) ** 2)])
        sums: Floats = (running[self.starts[1:]] - running[self.starts[:-1]]).astype(np.float32)
        return sums

    def unit(self) -> "Rows":
        """Each row at length 1; empty rows stay empty."""
        lengths = np.sqrt(np.maximum(self.squares(), 1e-12))
        return Rows(
            self.starts,
            self.columns,
            self.values / np.repeat(lengths, np.diff(self.starts)),
            self.width,
        )

    def times_number(self, factor: float) -> "Rows":
        return Rows(self.starts, self.columns, self.values * np.float32(factor), self.width)


def rows(held: Sequence[Sequence[int]], width: int) -> Rows:
    """Rows that hold a 1 at each of their columns, as often as it is named."""
    starts = np.zeros(len(held) + 1, np.int64)
    np.cumsum([len(columns) for columns in held], out=starts[1:])
    columns = np.fromiter(chain.from_iterable(held), np.int64, int(starts[-1]))
    return Rows(starts, columns, np.ones(len(columns), np.float32), width)
