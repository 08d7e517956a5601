"""Every phrasing matched by what was fitted without it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.calibrate import PRESUMED_UNKNOWN, Calibration, calibrate
from bot.evidence import best_of, evidence, likeness
from bot.head import fit
from bot.judge import judge
from bot.kinship import Kinship
from bot.read import Reading
from bot.sparse import Floats, Ints
from bot.weights import Weights

FOLDS = 3
FEWER_STEPS = 24
"""Steps of a fit that only the calibration sees."""

GONE = np.float32(-1e4)
"""The score of a class that is struck out."""

MOST = 2_000
"""Phrasings that are left out at the most: more would not make the calibration better."""


Shares = dict[tuple[int, bool], Floats]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Every phrasing matched by what was fitted without it."""

    readings: Sequence[Reading]
    labels: Ints
    points: Floats
    kinship: Kinship
    weights: Weights

    def calibration(self, classes: int, before: Shares | None) -> tuple[Calibration, Shares]:
        """The calibration of this level, and the shares it gave to every entry, by phrasing and
        whether its class was struck out; `before` are those of the level that looks first."""
        rows: list[list[float]] = []
        right: list[float] = []
        weights: list[float] = []
        given: Shares = {}
        folds = max(FOLDS, FOLDS * len(self.labels) // MOST)
        for fold in range(FOLDS):
            out = np.arange(len(self.labels)) % folds == fold
            if not out.any() or out.all():
                continue
            head = fit(self.points[~out], self.labels[~out], classes, FEWER_STEPS)
            words = self._words(~out, classes)
            scores = head.scores(self.points[out])
            near = self.points[out] @ self.points[~out].T
            kept = self.labels[~out]
            for at, row, similar in zip(np.flatnonzero(out), scores, near, strict=True):
                for struck in (False, True):
                    key = (int(at), struck)
                    earlier = before[key] if before is not None else None
                    one, good, given[key] = self._one(key, row, similar, kept, words, earlier)
                    rows.append(one)
                    right.append(good)
                    weights.append(PRESUMED_UNKNOWN if struck else 1.0)
        return calibrate(np.array(rows), np.array(right), np.array(weights)), given

    def _words(self, kept: np.ndarray, classes: int) -> list[set[str]]:
        words: list[set[str]] = [set() for _ in range(classes + 1)]
        for at in map(int, np.flatnonzero(kept)):
            words[self.labels[at]].update(self.readings[at].concepts)
        words[classes] = set().union(*words)
        return words

    def _one(
        self,
        key: tuple[int, bool],
        scores: Floats,
        similar: Floats,
        kept: Ints,
        words: list[set[str]],
        before: Floats | None,
    ) -> tuple[list[float], float, Floats]:
        at, struck = key
        label = int(self.labels[at])
        if struck:
            scores = scores.copy()
            gone = [label]
            if label < self.kinship.entries:
                gone = self.kinship.kin(label)
            scores[gone] = GONE
        probabilities = judge(scores, lambda classes: best_of(similar, kept, classes))
        shares = self.kinship.shares(probabilities)
        best = self.kinship.resolve(shares)
        near = likeness(similar, kept, self.kinship.answers[:, best])
        reading = self.readings[at]
        row = evidence(
            best,
            probabilities,
            shares,
            self.kinship,
            near,
            self.weights.known(reading, words[-1]),
            self.weights.known(reading, words[best]),
            len(reading.plain),
            before,
        )
        return row, 0.0 if struck else float(self.kinship.answers[label, best]), shares
