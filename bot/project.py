"""Features → a few hundred dimensions that keep what tells sentences apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.sparse import Floats, Rows

OVERSAMPLED = 16
POWER_STEPS = 2
SAMPLED = 12_000
"""Steps, and the sentences that they look at; the last look is at all. With fewer of either, some
phrasings more move all others."""

FEW = 2_000
"""Sentences up to which one step is enough: the dimensions hold nearly all of them."""

AT_ONCE = 4_096
"""Rows of a matrix that are multiplied at once: what that takes beside it stays small."""


class Block(Protocol):
    """One block of features: a matrix, known by what it does to others. What it makes of them is
    added to what is there: of large knowledge bases nothing has to be held twice."""

    @property
    def width(self) -> int: ...

    def times(self, dense: Floats, onto: Floats) -> None: ...

    def turned_times(self, dense: Floats, onto: Floats) -> None: ...

    def every(self, step: int) -> "Block": ...


@dataclass(frozen=True, slots=True)
class Dense:
    """A block that is a plain matrix, times a number."""

    matrix: Floats
    factor: np.float32

    @property
    def width(self) -> int:
        return int(self.matrix.shape[1])

    def times(self, dense: Floats, onto: Floats) -> None:
        for part in _some_rows(onto):
            onto[part] += self.factor * (self.matrix[part] @ dense)

    def turned_times(self, dense: Floats, onto: Floats) -> None:
        onto += self.factor * (self.matrix.T @ dense)

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

    def times(self, dense: Floats, onto: Floats) -> None:
        self.rows.times(dense, onto)

    def turned_times(self, dense: Floats, onto: Floats) -> None:
        self.turned.times(dense, onto)

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

    def times(self, dense: Floats, onto: Floats) -> None:
        self.left.times(self.right.rows.times(dense), onto)

    def turned_times(self, dense: Floats, onto: Floats) -> None:
        self.right.turned_times(self.left.turned.times(dense), onto)

    def every(self, step: int) -> "Product":
        return Product(self.left.every(step), self.right)


def projection(blocks: Sequence[Block], height: int, rank: int) -> tuple[list[Floats], Floats]:
    """For each block, the matrix that takes it to `rank` dimensions at most, and where the
    sentences then lie: a randomised singular value decomposition of the blocks side by side (Halko,
    Martinsson and Tropp 2011).

    The seed is fixed, and each dimension points to where the sentences are: the same input gives
    the same output, on every machine.
    """
    edges = np.cumsum([block.width for block in blocks])[:-1]
    size = min(rank + OVERSAMPLED, height)
    step = max(1, height // SAMPLED)
    some = [block.every(step) for block in blocks] if step > 1 else blocks
    right = np.empty((sum(block.width for block in blocks), size), np.float32)
    np.random.default_rng(0).standard_normal(dtype=np.float32, out=right)
    parts: Sequence[Floats] = np.split(right, edges)
    for _ in range(POWER_STEPS if height > FEW else 1):
        parts = _turned_times(some, _orthonormal(_times(some, parts, -(-height // step))), parts)
    left = _orthonormal(_times(blocks, parts, height))
    parts = _turned_times(blocks, left, parts)
    if height < len(right):
        places = _times(blocks, parts, height)
        products = left.T @ places  # equal to those of the features, of which there are more
    else:
        products = np.sum([part.T @ part for part in parts], axis=0)
        del left
        places = _times(blocks, parts, height)
    turn = _straightening(products, 1e-6)[:, :rank]
    places = _turned(places, turn)
    signs = np.where(places.sum(axis=0) < 0, np.float32(-1), np.float32(1))
    places *= signs
    turn *= signs
    return [_turned(part, turn) for part in parts], places


def _times(blocks: Sequence[Block], parts: Sequence[Floats], height: int) -> Floats:
    """The sum of each block times its part."""
    product = np.zeros((height, parts[0].shape[1]), np.float32)
    for block, part in zip(blocks, parts, strict=True):
        block.times(part, product)
    return product


def _turned_times(
    blocks: Sequence[Block], left: Floats, parts: Sequence[Floats]
) -> Sequence[Floats]:
    """Each block, turned, times a matrix over the sentences: put in the block's part, as many of
    its columns as there are."""
    parts = [part[:, : left.shape[1]] for part in parts]
    for block, part in zip(blocks, parts, strict=True):
        part[:] = 0
        block.turned_times(left, part)
    return parts


def _orthonormal(columns: Floats) -> Floats:
    """Orthonormal columns that span the same, put in their place."""
    return _turned(columns, _straightening(columns.T @ columns, 1e-9))


def _turned(columns: Floats, turn: Floats) -> Floats:
    """Columns times what turns them into others, no more than they are, put in their place."""
    for part in _some_rows(columns):
        columns[part, : turn.shape[1]] = columns[part] @ turn
    return columns[:, : turn.shape[1]]


def _some_rows(matrix: Floats) -> Iterator[slice]:
    for first in range(0, len(matrix), AT_ONCE):
        yield slice(first, first + AT_ONCE)


def _straightening(products: Floats, least: float) -> Floats:
    """What turns columns into orthonormal ones of the same space, the strongest first, by way of
    their inner products: a third of the time of a QR decomposition, and exact enough to project
    with. Directions below `least` of the strongest are left out."""
    strengths, mixing = np.linalg.eigh(products.astype(np.float64))
    order = np.argsort(-strengths, kind="stable")
    order = order[strengths[order] > least * max(float(strengths[order[0]]), 1e-12)]
    turned: Floats = (mixing[:, order] / np.sqrt(strengths[order])).astype(np.float32)
    return turned
