"""Sparse rows in plain numpy: just what the projection needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

SHORT = 16
"""Values up to which a row is short: it takes less time to sum many such rows at once than each by
itself."""

_AT_ONCE, _TOGETHER = 1 << 13, 1 << 8
"""Values of one row, and short rows, gathered at once: nothing takes more memory than that."""


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

    def times(self, dense: NDArray[Any], onto: Floats | None = None) -> Floats:
        """rows · dense: (height, width) · (width, k) → (height, k), added to what is given."""
        product = np.zeros((self.height, dense.shape[1]), np.float32) if onto is None else onto
        counts = np.diff(self.starts)
        longest_first = np.argsort(-counts, kind="stable")
        long = int((counts > SHORT).sum())
        for row in longest_first[:long].tolist():
            begin, end = self.starts[row : row + 2].tolist()
            for first in range(begin, end, _AT_ONCE):
                part = slice(first, min(first + _AT_ONCE, end))
                product[row] += self.values[part].dot(_taken(dense, self.columns[part]))
        filled = int((counts > 0).sum())
        for first in range(long, filled, _TOGETHER):
            some = longest_first[first : min(first + _TOGETHER, filled)]
            product[some] += self._sums(some, counts[some], dense)
        return product

    def _sums(self, some: Ints, counts: Ints, dense: NDArray[Any]) -> Floats:
        """These rows, which hold so many values each, the longest first, times the matrix: the
        first values of all of them, then the second ones, and so on."""
        begins = self.starts[some]
        total = _taken(dense, self.columns[begins]) * self.values[begins, None]
        for at in range(1, int(counts[0])):
            cells = begins[counts > at] + at
            more = _taken(dense, self.columns[cells])
            total[: len(cells)] += more * self.values[cells, None]
        return total

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


def _taken(dense: NDArray[Any], which: Ints) -> Floats:
    """These rows of a matrix, which may be of other numbers, as floats."""
    return dense.take(which, axis=0).astype(np.float32, copy=False)


def rows(held: Sequence[Sequence[int]], width: int) -> Rows:
    """Rows that hold a 1 at each of their columns, as often as it is named."""
    starts = np.zeros(len(held) + 1, np.int64)
    np.cumsum([len(columns) for columns in held], out=starts[1:])
    columns = np.fromiter(chain.from_iterable(held), np.int64, int(starts[-1]))
    return Rows(starts, columns, np.ones(len(columns), np.float32), width)
