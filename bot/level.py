"""One way of seeing meaning, with the classifier and the calibration that belong to it."""

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from bot.calibrate import Calibration
from bot.compact import Compact, compact, parted
from bot.embed import Meaning
from bot.features import Blocks
from bot.head import Head, fit
from bot.kinship import Kinship
from bot.leftout import LeftOut, Placed, Probabilities
from bot.local import Local
from bot.read import Reading
from bot.space import Space, Views, build_space, lengths, unit
from bot.sparse import Floats, Ints
from bot.uncovered import Elsewhere
from bot.weights import Weights

STEPS = 3
"""Steps in which a level is built."""

AT_ONCE, MANY = 2, 20_000
"""Spaces made and classifiers fitted at once, where there are cores for it, as arithmetic needs no
lock of Python's; phrasings from which on it is one, as each takes much memory."""


class Spot(NamedTuple):
    """Where a question lies, at length 1; the part of it (0 to 1) that the space could keep: a
    small knowledge base's space has few dimensions, and loses what is strange to it; and what the
    question means, whatever the space."""

    point: Floats
    kept: float
    meaning: Floats


@dataclass(frozen=True, slots=True)
class Level:
    """Phrasings as points, by class; the head fitted on them, and how sure its answers are.
    `known`: sentences that were placed already; `local`: what phrasings of a team's own change."""

    meaning: Meaning
    space: Space
    points: tuple[Compact, ...]
    head: Head
    calibration: Calibration
    known: Mapping[tuple[str, ...], Spot] = field(default_factory=dict)
    local: Local | None = None

    def place(self, reading: Reading) -> Spot:
        """Where a question lies."""
        meant = reading.meant
        if (known := self.known.get(meant)) is not None:
            return known
        meaning = self.meaning.sentences([meant])
        point: Floats = self.space.points([reading], meaning)[0]
        kept = math.sqrt(float(point.dot(point)))
        point /= np.float32(max(kept, 1e-6))
        return Spot(point, min(kept, 1.0), meaning[0])

    def scores(self, reading: Reading, spot: Spot) -> Floats:
        """(classes,)"""
        scores = self.head.scores(spot.point)
        if self.local is None:
            return scores
        likeness = self.local.likeness([reading], spot.meaning.astype(np.float32)[None])
        whole: Floats = self.local.over(scores[None], spot.point[None], likeness)[0]
        return whole


def build_level(
    readings: Sequence[Reading],
    seen: Views,
    labels: Ints,
    kinship: Kinship,
    weights: Weights,
    meaning: Meaning,
    blocks: Blocks,
    elsewhere: Elsewhere,
    before: Probabilities | None = None,
    given: Probabilities | None = None,
    done: Callable[[], None] = lambda: None,
) -> Level:
    """A level over the phrasings (`seen`: as words and letters; `labels`: their classes). Of the
    left-out ones, and those about things `elsewhere`, `before` are the probabilities by the level
    that looks first, and `given` is where this level's are put. `done` is called after each of its
    `STEPS` steps."""
    vectors = meaning.sentences([reading.meant for reading in readings])
    done()
    with ThreadPoolExecutor(AT_ONCE if len(labels) < MANY else 1) as aside:
        placing = aside.submit(_placed, seen, vectors, blocks)
        left_out = LeftOut(readings, vectors, labels, blocks, placing, kinship, weights)
        fold_by_fold = left_out.folds(aside)
        whole = placing.result()
        done()
        fitted = aside.submit(lambda: fit(whole.points.floats(), labels, kinship.entry))
        calibration = left_out.calibration(fold_by_fold, elsewhere, meaning, before, given)
        done()
        head = fitted.result()
    by_class = parted(whole.points, np.bincount(labels, minlength=len(kinship.entry)).tolist())
    return Level(meaning, whole.space, by_class, head, calibration)


def _placed(seen: Views, vectors: Floats, blocks: Blocks) -> Placed:
    space, places = build_space(seen, vectors, blocks)
    kept: Floats = np.minimum(lengths(places), 1)
    return Placed(space, compact(unit(places)), kept)
