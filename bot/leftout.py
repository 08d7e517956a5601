"""Every phrasing matched by what was fitted without it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.calibrate import PRESUMED_UNKNOWN, Calibration, calibrate
from bot.compact import Compact, parted
from bot.evidence import evidence, likeness
from bot.head import Head, expected, fit
from bot.judge import judge
from bot.kinship import Kinship
from bot.read import Reading
from bot.sparse import Floats, Ints
from bot.weights import Weights

FOLDS = 3
"""Parts of a small knowledge base, each left out once."""

MANY = 2_000
"""Phrasings from which on a fifth at most is left out."""

ENOUGH = 1_200
"""Left-out phrasings of which more would not make the calibration better."""

FEWER_STEPS = 24
"""Steps of a fit that only the calibration sees."""

GONE = np.float32(-1e4)
"""The score of a class that is struck out."""

Shares = dict[tuple[int, bool], Floats]
"""The shares of all entries, by a left-out phrasing's position and whether its own class was struck
out."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Every phrasing matched by what was fitted without it."""

    readings: Sequence[Reading]
    labels: Ints
    points: Compact
    kinship: Kinship
    weights: Weights

    def calibration(self, before: Shares | None, given: Shares | None) -> Calibration:
        """The calibration of this level; `before` are the shares of the level that looks first,
        and `given` is where this one's are put, for the level that looks next."""
        rows: list[list[float]] = []
        right: list[float] = []
        weights: list[float] = []
        count = len(self.labels)
        counts = np.bincount(self.labels, minlength=len(self.kinship.entry))
        often = expected(counts, self.kinship.entry)
        folds = FOLDS if count <= MANY else max(5, count // ENOUGH)
        for fold in range(folds):
            out = np.arange(count) % folds == fold
            if not out.any() or out.all() or (count > MANY and len(rows) >= 2 * ENOUGH):
                break
            rest = self._without(out)
            placed = self.points[out].floats()
            scored = rest.head.scores(placed)
            for at, point, scores in zip(
                map(int, np.flatnonzero(out)), placed, scored, strict=True
            ):
                for struck in (False, True):
                    key = (at, struck)
                    earlier = before[key] if before is not None else None
                    row, good, shares = self._one(key, point, scores, rest, earlier)
                    if given is not None:
                        given[key] = shares
                    rows.append(row)
                    right.append(good)
                    weights.append((PRESUMED_UNKNOWN if struck else 1.0) * often[self.labels[at]])
        return calibrate(np.array(rows), np.array(right), np.array(weights))

    def _without(self, out: np.ndarray) -> "_Rest":
        kept = self.labels[~out]
        points = self.points[~out]
        words: list[set[str]] = [set() for _ in self.kinship.entry]
        for at in map(int, np.flatnonzero(~out)):
            words[self.labels[at]].update(self.readings[at].concepts)
        head = fit(points.floats(), kept, self.kinship.entry, FEWER_STEPS)
        by_class = parted(points, np.bincount(kept, minlength=len(words)).tolist())
        return _Rest(head, by_class, words, set().union(*words))

    def _one(
        self,
        key: tuple[int, bool],
        point: Floats,
        scores: Floats,
        rest: "_Rest",
        before: Floats | None,
    ) -> tuple[list[float], float, Floats]:
        at, struck = key
        label = int(self.labels[at])
        if struck:
            scores = scores.copy()
            scores[list(self.kinship.kin(label))] = GONE
        probabilities, near = judge(point, scores, rest.points)
        shares = self.kinship.shares(probabilities)
        best = self.kinship.resolve(shares)
        answers = self.kinship.answers(best)
        reading = self.readings[at]
        row = evidence(
            best,
            probabilities,
            shares,
            self.kinship,
            likeness(near, answers),
            self.weights.known(reading, rest.known),
            self.weights.known(reading, rest.words[best]),
            len(reading.plain),
            before,
        )
        right = not struck and label in answers
        return row, float(right), shares


@dataclass(frozen=True, slots=True)
class _Rest:
    """What was fitted without some phrasings: the head; the other phrasings' points, by class;
    the words that each class, and any class, knows."""

    head: Head
    points: Sequence[Compact]
    words: list[set[str]]
    known: set[str]
