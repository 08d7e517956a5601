"""Every phrasing matched by what was fitted without it, beside questions that nothing covers.

Such questions are phrasings whose own class is struck out, as if its entry were not there;
phrasings that ask in another way, or with a word that the knowledge base doesn't know in place of
one of theirs, as if another job, place or thing were meant; and questions about all sorts of other
things.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

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

STRUCK, CHANGED, ELSEWHERE = 0.05, 0.05, 0.03
"""For each question that is covered, the presumed number of those that resemble an entry which is
not there, of those that are about something else in one word, and of those about other things."""

MOST_CHANGED = 150
"""Phrasings in which a word is replaced, at most."""

OTHERWISE = (
    "how many",
    "how much",
    "how long",
    "how often",
    "how expensive",
    "who",
    "where",
    "when",
)
"""Ways of asking for something else about the same."""

KNOWN = 0.5
"""The share of its weight that a knowledge base may know of a question about something else."""

GONE = np.float32(-1e4)
"""The score of a class that is struck out."""

Key = tuple[str, int]
"""What kind of question it is, and which of them."""

Shares = dict[Key, Floats]
"""The shares of all entries, by question."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Questions about other things, what they mean, and words that the knowledge base lacks."""

    readings: Sequence[Reading]
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with its place, of class `label` (-1: of none); `struck`: whether that class is
    not to be there."""

    key: Key
    reading: Reading
    point: Floats
    kept: float
    label: int
    weight: float
    struck: bool = False


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

    def _folds(
        self, elsewhere: Elsewhere, meaning: Meaning
    ) -> Iterator[tuple[_Rest, list[_Asked]]]:
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
            asked += self._changed(asked, elsewhere, meaning, rest, fold)
            others = elsewhere.readings[fold::folds] if count <= MANY else elsewhere.readings
            asked += self._others(others, meaning, rest, fold, len(asked))
            yield rest, asked

    def _left_out(self, out: Mask, rest: _Rest) -> Iterator[_Asked]:
        counts = np.bincount(self.labels, minlength=len(self.kinship.entry))
        often = expected(counts, self.kinship.entry)
        readings = [self.readings[at] for at in map(int, np.flatnonzero(out))]
        places = placed(readings, self.vectors[out], rest.space)
        for at, reading, (point, kept) in zip(
            map(int, np.flatnonzero(out)), readings, places, strict=True
        ):
            label = int(self.labels[at])
            weight = float(often[label])
            yield _Asked(("left out", at), reading, point, kept, label, weight)
            yield _Asked(("struck", at), reading, point, kept, label, STRUCK * weight, True)

    def _changed(
        self,
        asked: Sequence[_Asked],
        elsewhere: Elsewhere,
        meaning: Meaning,
        rest: _Rest,
        fold: int,
    ) -> Iterator[_Asked]:
        """Some of the phrasings with a word replaced by a foreign one."""
        covered = [one for one in asked if not one.struck and self.kinship.entry[one.label]]
        if not elsewhere.words or not covered:
            return
        step = -(-len(covered) // MOST_CHANGED)
        dice = Random(fold)
        readings = [
            _about_something_else(one.reading, elsewhere.words, dice) for one in covered[::step]
        ]
        vectors = meaning.sentences([reading.meant for reading in readings])
        total = sum(one.weight for one in covered)
        places = placed(readings, vectors, rest.space)
        for at, (reading, (point, kept)) in enumerate(zip(readings, places, strict=True)):
            key = (f"changed {fold}", at)
            yield _Asked(key, reading, point, kept, -1, CHANGED * total / len(readings))

    def _others(
        self,
        readings: Sequence[Reading],
        meaning: Meaning,
        rest: _Rest,
        fold: int,
        count: int,
    ) -> Iterator[_Asked]:
        """Questions about other things, but for those of which the knowledge base knows much."""
        strange = [one for one in readings if self.weights.known(one, rest.known) < KNOWN]
        if not strange:
            return
        vectors = meaning.sentences([reading.meant for reading in strange])
        for at, (reading, (point, kept)) in enumerate(
            zip(strange, placed(strange, vectors, rest.space), strict=True)
        ):
            weight = ELSEWHERE * count / 2 / len(strange)
            yield _Asked((f"elsewhere {fold}", at), reading, point, kept, -1, weight)

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
        self, asked: _Asked, scores: Floats, rest: _Rest, before: Floats | None
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


def placed(
    readings: Sequence[Reading], vectors: Floats, space: Space
) -> list[tuple[Floats, float]]:
    """Where questions lie, at length 1, and how much of each was kept."""
    points = space.points(readings, vectors)
    lengths = np.maximum(np.sqrt(np.einsum("ij,ij->i", points, points)), 1e-6)
    return [
        (point / length, min(float(length), 1.0))
        for point, length in zip(points, lengths, strict=True)
    ]


def _about_something_else(reading: Reading, words: Sequence[str], dice: Random) -> Reading:
    """The question in another way of asking, or with one of its longer words replaced; where there
    is none, with another word more."""
    said = list(reading.concepts)
    if reading.asking and dice.random() < 0.5:
        how = reading.asking[1:].split()
        at = said.index(how[0]) if how[0] in said else 0
        said[at : at + len(how)] = dice.choice(OTHERWISE).split()
        return Reading(tuple(said), tuple(said), tuple(said))
    places = [at for at, word in enumerate(said) if len(word) > 3] or [len(said)]
    at = dice.choice(places)
    said[at : at + 1] = [dice.choice(words)]
    return Reading(tuple(said), tuple(said), tuple(said))
