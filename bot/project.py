"""Features → a few hundred dimensions that keep what tells sentences apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.sparse import Floats, Rows

OVERSAMPLED = 16
POWER_STEPS = 2
SAMPLED = 2_000
"""Sentences that the first steps look at; the last one looks at all."""


class Block(Protocol):
    """One block of features: a matrix, known by what it does to others."""

    @property
    def width(self) -> int: ...

    def times(self, dense: Floats) -> Floats: ...

    def turned_times(self, dense: Floats) -> Floats: ...

    def every(self, step: int) -> "Block": ...


@dataclass(frozen=True, slots=True)
class Dense:
    """A block that is a plain matrix."""

    matrix: Floats

    @property
    def width(self) -> int:
        return int(self.matrix.shape[1])

    def times(self, dense: Floats) -> Floats:
        return self.matrix @ dense

    def turned_times(self, dense: Floats) -> Floats:
        return self.matrix.T @ dense

    def every(self, step: int) -> "Dense":
        return Dense(self.matrix[::step])


@dataclass(frozen=True, slots=True)
class Sparse:
    """A block of sparse rows."""

    rows: Rows
    turned: Rows

    @property
    def width(self) -> int:
        return self.rows.width

    def times(self, dense: Floats) -> Floats:
        return self.rows.times(dense)

    def turned_times(self, dense: Floats) -> Floats:
        return self.turned.times(dense)

    def every(self, step: int) -> "Sparse":
        return sparse(self.rows.every(step))


def sparse(rows: Rows) -> Sparse:
    return Sparse(rows, rows.transposed())


@dataclass(frozen=True, slots=True)
class Product:
    """A block that is one sparse matrix times another: sentences by words, words by letters."""

    left: Sparse
    right: Sparse

    @property
    def width(self) -> int:
        return self.right.width

    def times(self, dense: Floats) -> Floats:
        return self.left.times(self.right.times(dense))

    def turned_times(self, dense: Floats) -> Floats:
        return self.right.turned_times(self.left.turned_times(dense))

    def every(self, step: int) -> "Product":
        return Product(self.left.every(step), self.right)


def projection(blocks: Sequence[Block], height: int, rank: int) -> list[Floats]:
    """For each block, the matrix that takes it to `rank` dimensions at most: a randomised
    singular value decomposition of the blocks side by side (Halko, Martinsson and Tropp 2011).

    The seed is fixed: the same input gives the same output.
    """
    edges = np.cumsum([block.width for block in blocks])[:-1]
    size = min(rank + OVERSAMPLED, height)
    total = sum(block.width for block in blocks)
    right: Floats = np.random.default_rng(0).standard_normal((total, size), np.float32)
    step = max(1, height // SAMPLED)
    some = [block.every(step) for block in blocks] if step > 1 else blocks
    for _ in range(POWER_STEPS):
        right = _backward(some, _orthonormal(_forward(some, right, edges)))
    right = _backward(blocks, _orthonormal(_forward(blocks, right, edges)))
    strengths, mixing = np.linalg.eigh(right.T.astype(np.float64) @ right)
    order = np.argsort(-strengths)[:rank]
    order = order[strengths[order] > 1e-6 * max(float(strengths.max(initial=0.0)), 1e-12)]
    right = right @ (mixing[:, order] / np.sqrt(strengths[order])).astype(np.float32)
    return list(np.split(right, edges))


def _forward(blocks: Sequence[Block], right: Floats, edges: np.ndarray) -> Floats:
    parts = np.split(right, edges)
    product = blocks[0].times(parts[0])
    for block, part in zip(blocks[1:], parts[1:], strict=True):
        product += block.times(part)
    return product


def _backward(blocks: Sequence[Block], left: Floats) -> Floats:
    return np.concatenate([block.turned_times(left) for block in blocks])


def _orthonormal(columns: Floats) -> Floats:
    """The same space with columns of length 1 at right angles, by way of the Gram matrix: a
    third of the time of a QR decomposition, and exact enough to project with."""
    strengths, mixing = np.linalg.eigh(columns.T.astype(np.float64) @ columns)
    kept = strengths > 1e-9 * max(float(strengths.max(initial=0.0)), 1e-12)
    turned: Floats = columns @ (mixing[:, kept] / np.sqrt(strengths[kept])).astype(np.float32)
    return turned
