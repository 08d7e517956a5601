"""Sparse rows in plain numpy: just what the projection needs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
Ints = NDArray[np.int64]

_CHUNK = 1 << 11
"""Values gathered at once: what they make stays in the processor's cache."""


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

    def times(self, dense: Floats | Halves) -> Floats:
        """rows · dense: (height, width) · (width, k) → (height, k)."""
        product = np.zeros((self.height, dense.shape[1]), np.float32)
        first = 0
        while first < self.height:
            limit = self.starts[first] + _CHUNK
            last = int(np.searchsorted(self.starts, limit, "right")) - 1
            last = min(max(last, first + 1), self.height)
            self._times_slice(dense, product, first, last)
            first = last
        return product

    def _times_slice(self, dense: Floats | Halves, product: Floats, first: int, last: int) -> None:
        begin, end = self.starts[first], self.starts[last]
        if begin == end:
            return
        gathered = dense[self.columns[begin:end]] * self.values[begin:end, None]
        starts = self.starts[first:last]
        filled = self.starts[first + 1 : last + 1] > starts
        product[first:last][filled] = np.add.reduceat(gathered, (starts - begin)[filled], axis=0)

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

    def times_number(self, factor: float) -> "Rows":
        return Rows(self.starts, self.columns, self.values * np.float32(factor), self.width)


def rows(each: Sequence[tuple[Sequence[int], Sequence[float]]], width: int) -> Rows:
    """Rows from (columns, values) pairs."""
    starts = np.zeros(len(each) + 1, np.int64)
    np.cumsum([len(columns) for columns, _ in each], out=starts[1:])
    columns = np.fromiter((c for cs, _ in each for c in cs), np.int64, int(starts[-1]))
    values = np.fromiter((v for _, vs in each for v in vs), np.float32, int(starts[-1]))
    return Rows(starts, columns, values, width)
