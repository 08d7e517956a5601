"""Every phrasing matched by what was fitted without it, beside questions that nothing covers.

Such questions are phrasings whose own class is struck out, as if its entry were not there;
phrasings that ask in another way, or with a word that the knowledge base doesn't know in place of
one of theirs, as if another job, place or thing were meant; and questions about all sorts of other
things.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import compress
from zlib import crc32

import numpy as np

from bot.calibrate import Calibration, calibrate
from bot.compact import Compact, compact, parted
from bot.embed import Meaning
from bot.evidence import SPEAKS, Ground, Seen, see, settled
from bot.features import Blocks
from bot.head import GONE, Head, expected, fit
from bot.judge import judge_all
from bot.kinship import Kinship
from bot.read import Reading
from bot.space import Space, build_space, unit, views
from bot.sparse import Floats, Ints, Mask
from bot.uncovered import STRUCK, Asked, Elsewhere, Key, Place, changed, others_than, placed
from bot.weights import Weights

FOLDS = 3
"""Parts of a small knowledge base, each left out once."""

MANY = 2_000
"""Phrasings from which on a fifth at most is left out."""

SMALL = 600
"""Phrasings up to which all are left out once."""

APART = 4_000
"""Phrasings up to which the space is built without those left out: of so few, each shapes it."""

ENOUGH, PLENTY = 250, 2_000
"""Left-out phrasings of which more would not make the calibration better; the same where there are
`MANY`, which it costs less beside all else, and where all kinds of evidence tell."""

MOST = 2_400
"""Phrasings that are left out at once."""

COMPLETE, MOST_LACKING = 20, 2.0
"""Entries and boundaries from which on the presumed shares hold of what nothing covers; the fewer
there are, the more of what people ask is missing, up to twice as much."""

FEWER_STEPS = 24
"""Steps of a fit that only the calibration sees."""

KNOWN = 0.5
"""The share of its weight that a knowledge base may know of a question about something else."""

AT_ONCE = 256
"""Questions matched at once: what that takes stays small."""

Probabilities = dict[Key, Floats]
"""The probabilities of all classes, by question."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What was made without some phrasings (`out`): the space, the head, the other phrasings'
    points, by class, and all else that questions are held against; `known`: the words that they
    have."""

    out: Mask
    space: Space
    head: Head
    points: Sequence[Compact]
    ground: Ground
    known: Collection[str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A space with the phrasings in it, and how much of each it `kept`."""

    space: Space
    points: Compact
    kept: Floats


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A level's phrasings, with all that it takes to place and match them; `whole`: where all lie,
    which may be made meanwhile."""

    readings: Sequence[Reading]
    vectors: Floats
    labels: Ints
    blocks: Blocks
    whole: Future[Placed]
    kinship: Kinship
    weights: Weights

    def folds(self, aside: Executor) -> Iterator[Rest]:
        """What is made without each part, one after the other; begun aside."""
        count = len(self.labels)
        enough = ENOUGH if count <= MANY else PLENTY
        folds = FOLDS if count <= MANY else max(5, count // MOST)
        dealt = self._dealt(folds)
        parts: list[Mask] = []
        for fold in range(folds):
            out: Mask = dealt == fold
            if not out.any() or out.all() or (count > SMALL and np.sum(parts) >= enough):
                break
            parts.append(out)
        return aside.map(self._without, parts)

    def _dealt(self, parts: int) -> Ints:
        """(phrasings,): the part of each. A class's are dealt in turn, in an order that hangs on
        what they say, the next class's from the next part on: so one phrasing more moves hardly any
        other, titles come into all parts, and of a handful of phrasings each part gets some."""
        said = [crc32(" ".join(reading.typed).encode()) for reading in self.readings]
        order = np.lexsort((np.array(said, np.int64), self.labels))
        turns = np.arange(len(order)) - np.searchsorted(self.labels, self.labels) + self.labels
        dealt = np.empty_like(order)
        dealt[order] = turns % parts
        return dealt

    def calibration(
        self,
        folds: Iterable[Rest],
        elsewhere: Elsewhere,
        meaning: Meaning,
        before: Probabilities | None,
        given: Probabilities | None,
    ) -> Calibration:
        """The calibration of this level; `before` are the probabilities by the level that looks
        first, and `given` is where this one's are put, for the level that looks next: of the
        questions alone that are left to it, so that it learns from what it will be asked."""
        found: list[tuple[Key, Seen]] = []
        right: list[float] = []
        weights: list[float] = []
        lacking = min(max(COMPLETE / len(self.kinship.entry), 1.0), MOST_LACKING)
        for fold, rest in enumerate(folds):
            asked = self._asked(fold, rest, elsewhere, meaning)
            if before is not None:
                asked = [one for one in asked if one.key in before]
            for one, seen in self._matched(asked, rest, before):
                good = one.covered and one.label in self.kinship.answers(seen.best)
                found.append((one.key, seen))
                right.append(float(good))
                weights.append(one.weight * (1.0 if one.covered else lacking))
        evidence = np.array([seen.evidence for _, seen in found])
        made = calibrate(evidence, np.array(right), np.array(weights), [*SPEAKS.values()])
        if given is not None:
            for key, seen in found:
                if not settled(made.confidence(seen.evidence), seen, self.kinship):
                    given[key] = seen.probabilities
        return made

    def _matched(
        self, asked: Sequence[Asked], rest: Rest, before: Probabilities | None
    ) -> Iterator[tuple[Asked, Seen]]:
        """What the questions come to, some at once."""
        for first in range(0, len(asked), AT_ONCE):
            some = asked[first : first + AT_ONCE]
            points = np.array([one.point for one in some])
            scores = rest.head.scores(points)
            for one, own in zip(some, scores, strict=True):
                if one.struck:
                    own[list(self.kinship.kin(one.label))] = GONE
            judged = zip(some, *judge_all(points, scores, rest.points), strict=True)
            for one, probabilities, near in judged:
                earlier = before[one.key] if before is not None else None
                seen = see(one.reading, one.kept, probabilities, near, rest.ground, earlier)
                yield one, seen

    def _asked(self, fold: int, rest: Rest, elsewhere: Elsewhere, meaning: Meaning) -> list[Asked]:
        """The questions that a part is asked."""
        asked = list(self._left_out(rest))
        covered = [one for one in asked if one.covered and self.kinship.entry[one.label]]
        few = len(self.labels) <= MANY
        others = elsewhere.readings[fold::FOLDS] if few else elsewhere.readings
        strange = [one for one in others if self.weights.known(one, rest.known) < KNOWN]
        asked += changed(covered, elsewhere.words, meaning, rest.space, fold)
        asked += others_than(strange, len(asked) / 2, meaning, rest.space, fold)
        return asked

    def _left_out(self, rest: Rest) -> Iterator[Asked]:
        out = rest.out
        counts = np.bincount(self.labels, minlength=len(self.kinship.entry))
        often = expected(counts, self.kinship.entry)
        readings = list(compress(self.readings, out))
        whole = self.whole.result()
        places: Iterable[Place] = (
            zip(whole.points[out].floats(), whole.kept[out].tolist(), strict=True)
            if rest.space is whole.space
            else placed(readings, self.vectors[out], rest.space)
        )
        left_out = np.flatnonzero(out).tolist()
        for at, reading, (point, kept) in zip(left_out, readings, places, strict=True):
            label = int(self.labels[at])
            weight = float(often[label])
            yield Asked(("left out", at), reading, point, kept, label, weight)
            yield Asked(("struck", at), reading, point, kept, label, STRUCK * weight, True)

    def _without(self, out: Mask) -> Rest:
        kept = self.labels[~out]
        readings = list(compress(self.readings, ~out))
        words: list[set[str]] = [set() for _ in self.kinship.entry]
        for label, reading in zip(kept, readings, strict=True):
            words[label].update(reading.told)
        if len(self.labels) <= APART:
            space, places = build_space(views(readings), self.vectors[~out], self.blocks)
            points = compact(unit(places))
        else:
            whole = self.whole.result()
            space, points = whole.space, whole.points[~out]
        head = fit(points.floats(), kept, self.kinship.entry, FEWER_STEPS)
        by_class = parted(points, np.bincount(kept, minlength=len(words)).tolist())
        ground = Ground(words, self.kinship, self.weights)
        return Rest(out, space, head, by_class, ground, set().union(*words))
