"""Features → a few hundred dimensions that keep what tells sentences apart."""

from collections.abc import Callable

import numpy as np

from bot.sparse import Floats, Rows

OVERSAMPLED = 16
POWER_STEPS = 2


def projection(blocks: tuple[Rows, ...], meaning: Floats, rank: int) -> tuple[Floats, ...]:
    """For each block, the matrix that takes it to `rank` dimensions at most.

    `blocks` and `meaning` are weighted already. A randomised singular value decomposition (Halko,
    Martinsson and Tropp 2011) with a fixed seed: the same input gives the same output.
    """
    height = len(meaning)
    widths = [block.width for block in blocks] + [meaning.shape[1]]
    edges = np.cumsum(widths)[:-1]
    turned = [block.transposed() for block in blocks]

    def forward(right: Floats) -> Floats:
        parts = np.split(right, edges)
        product: Floats = meaning @ parts[-1]
        for block, part in zip(blocks, parts[:-1], strict=True):
            product += block.times(part)
        return product

    def backward(left: Floats) -> Floats:
        return np.concatenate([block.times(left) for block in turned] + [meaning.T @ left])

    basis = _basis(forward, backward, sum(widths), min(rank + OVERSAMPLED, height))
    small = backward(basis)
    strengths, mixing = np.linalg.eigh(small.T.astype(np.float64) @ small)
    order = np.argsort(-strengths)[:rank]
    order = order[strengths[order] > 1e-6 * max(float(strengths.max(initial=0.0)), 1e-12)]
    right = small @ (mixing[:, order] / np.sqrt(strengths[order])).astype(np.float32)
    return tuple(np.split(right, edges))


def _basis(
    forward: Callable[[Floats], Floats], backward: Callable[[Floats], Floats], width: int, size: int
) -> Floats:
    noise = np.random.default_rng(0).standard_normal((width, size), np.float32)
    basis: Floats = np.linalg.qr(forward(noise))[0]
    for _ in range(POWER_STEPS):
        basis = np.linalg.qr(forward(backward(basis)))[0]
    return basis
