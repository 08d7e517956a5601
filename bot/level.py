"""One way of seeing meaning, with the classifier and the calibration that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.calibrate import Calibration
from bot.features import Blocks
from bot.head import Head, fit
from bot.kinship import Kinship
from bot.leftout import LeftOut, Shares
from bot.read import Reading
from bot.space import Space, build_space
from bot.sparse import Floats, Ints
from bot.weights import Weights


class Meaning(Protocol):
    """Sentences → vectors of length 1 whose inner product is likeness of meaning."""

    def sentences(self, tokens: Sequence[Sequence[str]]) -> Floats:
        """(sentences, width)"""


@dataclass(frozen=True, slots=True)
class Level:
    """Phrasings as points, the head fitted on them, and how sure its answers are."""

    meaning: Meaning
    space: Space
    points: Floats
    head: Head
    calibration: Calibration

    def point(self, reading: Reading) -> Floats:
        """Where a question lies, at length 1."""
        meaning = self.meaning.sentences([reading.plain])
        point: Floats = unit(self.space.points([reading], meaning))[0]
        return point


def build_level(
    readings: Sequence[Reading],
    labels: Ints,
    kinship: Kinship,
    weights: Weights,
    meaning: Meaning,
    blocks: Blocks,
    before: Shares | None = None,
) -> tuple[Level, Shares]:
    """A level over the phrasings (`labels`: their classes), and the shares it gave to left-out
    ones; `before` are those of the level that looks first, where there is one."""
    vectors = meaning.sentences([reading.plain for reading in readings])
    space, points = build_space(readings, vectors, blocks)
    points = unit(points)
    classes = len(kinship.answers)
    left_out = LeftOut(readings, labels, points, kinship, weights)
    calibration, given = left_out.calibration(classes, before)
    level = Level(meaning, space, points, fit(points, labels, classes), calibration)
    return level, given


def unit(points: Floats) -> Floats:
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(points / np.maximum(lengths, 1e-6), np.float32)
