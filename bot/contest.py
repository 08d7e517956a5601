"""Phrasings that win another entry than their own when they are left out: two fight over them."""

from dataclasses import dataclass

import numpy as np

from bot.compact import joined, parted
from bot.head import fit
from bot.index import Index
from bot.judge import judge_all
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
    counts = [len(own) for own in index.phrasings]
    labels, found = np.repeat(np.arange(len(counts)), counts), []
    positions = np.concatenate([np.arange(count) for count in counts]) - 1  # the first is its title
    placed = joined(level.points)
    for fold in range(FOLDS):
        out = (np.arange(len(labels)) % FOLDS == fold) & (positions >= 0)
        if not out.any():
            continue
        kept, points = labels[~out], placed[~out]
        head = fit(points.floats(), kept, index.kinship.entry, FEWER_STEPS)
        by_class = parted(points, np.bincount(kept, minlength=len(counts)).tolist())
        asked = placed[out].floats()
        judged, _ = judge_all(asked, head.scores(asked), by_class)
        for at, probabilities in zip(map(int, np.flatnonzero(out)), judged, strict=True):
            winner, own = int(probabilities.argmax()), int(labels[at])
            if probabilities[winner] >= CLEARLY and winner not in index.kinship.kin(own):
                ids = index.items[own].id, index.items[winner].id
                found.append((at, Contest(ids[0], int(positions[at]), ids[1])))
    return tuple(contest for _, contest in sorted(found, key=lambda pair: pair[0]))
