"""Features → a few hundred dimensions that keep what tells sentences apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.sparse import Floats, Rows

OVERSAMPLED = 16
POWER_STEPS = 1
SAMPLED = 2_000
"""Sentences that the first steps look at; the last one looks at all."""


class Block(Protocol):
    """One block of features: a matrix, known by what it does to others."""

    @property
    def width(self) -> int: ...

    def times(self, dense: Floats) -> Floats: ...

    def turned_times(self, dense: Floats, out: Floats) -> None: ...

    def every(self, step: int) -> "Block": ...


@dataclass(frozen=True, slots=True)
class Dense:
    """A block that is a plain matrix, times a number."""

    matrix: Floats
    factor: np.float32

    @property
    def width(self) -> int:
        return int(self.matrix.shape[1])

    def times(self, dense: Floats) -> Floats:
        return self.factor * (self.matrix @ dense)

    def turned_times(self, dense: Floats, out: Floats) -> None:
        np.matmul(self.matrix.T, dense, out=out)
        out *= self.factor

    def every(self, step: int) -> "Dense":
        return Dense(self.matrix[::step], self.factor)


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

    def turned_times(self, dense: Floats, out: Floats) -> None:
        self.turned.times(dense, out)

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

    def turned_times(self, dense: Floats, out: Floats) -> None:
        self.right.turned_times(self.left.turned.times(dense), out)

    def every(self, step: int) -> "Product":
        return Product(self.left.every(step), self.right)


def projection(blocks: Sequence[Block], height: int, rank: int) -> tuple[list[Floats], Floats]:
    """For each block, the matrix that takes it to `rank` dimensions at most, and where the
    sentences then lie: a randomised singular value decomposition of the blocks side by side (Halko,
    Martinsson and Tropp 2011).

    The seed is fixed: the same input gives the same output.
    """
    edges = np.cumsum([block.width for block in blocks])[:-1]
    size = min(rank + OVERSAMPLED, height)
    step = max(1, height // SAMPLED)
    some = [block.every(step) for block in blocks] if step > 1 else blocks
    right = np.empty((sum(block.width for block in blocks), size), np.float32)
    np.random.default_rng(0).standard_normal(dtype=np.float32, out=right)
    parts: Sequence[Floats] = np.split(right, edges)
    for _ in range(POWER_STEPS):
        parts = _turned_times(some, _orthonormal(times(some, parts)), parts)
    left = _orthonormal(times(blocks, parts))
    parts = _turned_times(blocks, left, parts)
    places = times(blocks, parts)
    # left.T @ places is right.T @ right, and there are far fewer sentences than features.
    turn = _straightening(left.T @ places, 1e-6)[:, :rank]
    return [part @ turn for part in parts], places @ turn


def times(blocks: Sequence[Block], parts: Sequence[Floats]) -> Floats:
    """The sum of each block times its part."""
    product = blocks[0].times(parts[0])
    for block, part in zip(blocks[1:], parts[1:], strict=True):
        product += block.times(part)
    return product


def _turned_times(
    blocks: Sequence[Block], left: Floats, parts: Sequence[Floats]
) -> Sequence[Floats]:
    """Each block, turned, times a matrix over the sentences: put in the block's part, as many of
    its columns as there are."""
    parts = [part[:, : left.shape[1]] for part in parts]
    for block, part in zip(blocks, parts, strict=True):
        block.turned_times(left, part)
    return parts


def _orthonormal(columns: Floats) -> Floats:
    """Orthonormal columns that span the same."""
    return columns @ _straightening(columns.T @ columns, 1e-9)


def _straightening(products: Floats, least: float) -> Floats:
    """What turns columns into orthonormal ones of the same space, the strongest first, by way of
    their inner products: a third of the time of a QR decomposition, and exact enough to project
    with. Directions below `least` of the strongest are left out."""
    strengths, mixing = np.linalg.eigh(products.astype(np.float64))
    order = np.argsort(-strengths, kind="stable")
    order = order[strengths[order] > least * max(float(strengths[order[0]]), 1e-12)]
    turned: Floats = (mixing[:, order] / np.sqrt(strengths[order])).astype(np.float32)
    return turned
