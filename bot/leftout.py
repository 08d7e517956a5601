"""Every phrasing matched by what was fitted without it, beside questions that nothing covers.

Such questions are phrasings whose own class is struck out, as if its entry were not there;
phrasings that ask in another way, or with a word that the knowledge base doesn't know in place of
one of theirs, as if another job, place or thing were meant; and questions about all sorts of other
things.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.calibrate import Calibration, calibrate
from bot.compact import Compact, parted
from bot.embed import Meaning
from bot.evidence import SPEAKS, asks, evidence, likeness
from bot.features import Blocks
from bot.head import Head, expected, fit
from bot.judge import judge
from bot.kinship import Kinship
from bot.read import Reading
from bot.space import Space, build_space, views
from bot.sparse import Floats, Ints, Mask
from bot.uncovered import STRUCK, Asked, Elsewhere, Key, changed, others_than, placed
from bot.weights import Weights

FOLDS = 3
"""Parts of a small knowledge base, each left out once."""

MANY = 2_000
"""Phrasings from which on a fifth at most is left out."""

SMALL = 600
"""Phrasings up to which the space is built without those left out: of so few, each shapes it."""

ENOUGH = 1_200
"""Left-out phrasings of which more would not make the calibration better."""

FEWER_STEPS = 24
"""Steps of a fit that only the calibration sees."""

KNOWN = 0.5
"""The share of its weight that a knowledge base may know of a question about something else."""

GONE = np.float32(-1e4)
"""The score of a class that is struck out."""

Shares = dict[Key, Floats]
"""The shares of all entries, by question."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """What was made without some phrasings: the space, the head, the other phrasings' points, by
    class; the words that each class, and any class, knows."""

    space: Space
    head: Head
    points: Sequence[Compact]
    words: list[set[str]]
    known: set[str]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A level's phrasings, with all that it takes to place and match them."""

    readings: Sequence[Reading]
    vectors: Floats
    labels: Ints
    blocks: Blocks
    space: Space
    points: Compact
    kinship: Kinship
    weights: Weights

    def calibration(
        self, elsewhere: Elsewhere, meaning: Meaning, before: Shares | None, given: Shares | None
    ) -> Calibration:
        """The calibration of this level; `before` are the shares of the level that looks first,
        and `given` is where this one's are put, for the level that looks next."""
        rows: list[list[float]] = []
        right: list[float] = []
        weights: list[float] = []
        for rest, asked in self._folds(elsewhere, meaning):
            scored = rest.head.scores(np.array([one.point for one in asked]))
            for one, scores in zip(asked, scored, strict=True):
                earlier = before[one.key] if before is not None else None
                row, good, shares = self._one(one, scores, rest, earlier)
                if given is not None:
                    given[one.key] = shares
                rows.append(row)
                right.append(good)
                weights.append(one.weight)
        return calibrate(np.array(rows), np.array(right), np.array(weights), SPEAKS)

    def _folds(self, elsewhere: Elsewhere, meaning: Meaning) -> Iterator[tuple[_Rest, list[Asked]]]:
        """What was made without each part, with the questions it is asked."""
        count = len(self.labels)
        folds = FOLDS if count <= MANY else max(5, count // ENOUGH)
        left = 0
        for fold in range(folds):
            out = np.arange(count) % folds == fold
            if not out.any() or out.all() or (count > MANY and left >= ENOUGH):
                return
            left += int(out.sum())
            rest = self._without(out)
            asked = list(self._left_out(out, rest))
            covered = [one for one in asked if one.label >= 0 and self._covers(one)]
            others = elsewhere.readings[fold::folds] if count <= MANY else elsewhere.readings
            strange = [one for one in others if self.weights.known(one, rest.known) < KNOWN]
            asked += changed(covered, elsewhere.words, meaning, rest.space, fold)
            asked += others_than(strange, len(asked) / 2, meaning, rest.space, fold)
            yield rest, asked

    def _covers(self, asked: Asked) -> bool:
        return not asked.struck and bool(self.kinship.entry[asked.label])

    def _left_out(self, out: Mask, rest: _Rest) -> Iterator[Asked]:
        counts = np.bincount(self.labels, minlength=len(self.kinship.entry))
        often = expected(counts, self.kinship.entry)
        readings = [self.readings[at] for at in map(int, np.flatnonzero(out))]
        places = placed(readings, self.vectors[out], rest.space)
        for at, reading, (point, kept) in zip(
            map(int, np.flatnonzero(out)), readings, places, strict=True
        ):
            label = int(self.labels[at])
            weight = float(often[label])
            yield Asked(("left out", at), reading, point, kept, label, weight)
            yield Asked(("struck", at), reading, point, kept, label, STRUCK * weight, True)

    def _without(self, out: Mask) -> _Rest:
        kept = self.labels[~out]
        readings = [self.readings[at] for at in map(int, np.flatnonzero(~out))]
        words: list[set[str]] = [set() for _ in self.kinship.entry]
        for label, reading in zip(kept, readings, strict=True):
            words[label].update(reading.told)
        space, points = self.space, self.points[~out]
        if len(self.labels) <= SMALL:
            space, points = build_space(views(readings), self.vectors[~out], self.blocks)
        head = fit(points.floats(), kept, self.kinship.entry, FEWER_STEPS)
        by_class = parted(points, np.bincount(kept, minlength=len(words)).tolist())
        return _Rest(space, head, by_class, words, set().union(*words))

    def _one(
        self, asked: Asked, scores: Floats, rest: _Rest, before: Floats | None
    ) -> tuple[list[float], float, Floats]:
        if asked.struck:
            scores = scores.copy()
            scores[list(self.kinship.kin(asked.label))] = GONE
        probabilities, near = judge(asked.point, scores, rest.points)
        shares = self.kinship.shares(probabilities)
        best = self.kinship.resolve(shares)
        answers = self.kinship.answers(best)
        row = evidence(
            best,
            probabilities,
            shares,
            self.kinship,
            likeness(near, answers),
            self.weights.known(asked.reading, rest.known),
            self.weights.known(asked.reading, rest.words[best]),
            len(asked.reading.plain),
            asked.kept,
            asks(asked.reading, rest.words[best]),
            before,
        )
        return row, float(not asked.struck and asked.label in answers), shares
