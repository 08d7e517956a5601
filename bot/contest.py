"""Phrasings that win another entry than their own when they are left out: two fight over them."""

from dataclasses import dataclass

import numpy as np

from bot.head import fit
from bot.index import Index
from bot.judge import judge
from bot.leftout import FEWER_STEPS

FOLDS = 5

CLEARLY = 0.95
"""The probability from which another entry has won: below it the two merely stand close."""


@dataclass(frozen=True, slots=True)
class Contest:
    """`position`: which of its owner's phrasings it is, in the knowledge base's order."""

    owner: str
    position: int
    winner: str


def contested(index: Index) -> tuple[Contest, ...]:
    """All phrasings that clearly win another entry or boundary, no kin of their own, where they
    are matched by what was fitted without them; some seconds for some thousand phrasings."""
    level = index.encoder or index.static
    labels, found = index.labels, []
    positions = np.arange(len(labels)) - index.starts[labels] - 1  # the first is its title
    for fold in range(FOLDS):
        out = (np.arange(len(labels)) % FOLDS == fold) & (positions >= 0)
        if not out.any():
            continue
        kept, points = labels[~out], level.points[~out]
        head = fit(points.floats(), kept, len(index.items), index.kinship.entries, FEWER_STEPS)
        placed = level.points[out].floats()
        scored = head.scores(placed)
        starts = np.searchsorted(kept, np.arange(len(index.items) + 1))
        for at, point, scores in zip(map(int, np.flatnonzero(out)), placed, scored, strict=True):
            probabilities, _ = judge(point, scores, points, starts)
            winner, own = int(probabilities.argmax()), int(labels[at])
            if probabilities[winner] >= CLEARLY and not _kin(own, winner, index):
                ids = index.items[own].id, index.items[winner].id
                found.append((at, Contest(ids[0], int(positions[at]), ids[1])))
    return tuple(contest for _, contest in sorted(found, key=lambda pair: pair[0]))


def _kin(own: int, winner: int, index: Index) -> bool:
    entries = index.kinship.entries
    return own == winner or (
        own < entries and winner < entries and winner in index.kinship.kin(own)
    )
