"""A level with the phrasings of some classes changed, which shares all else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from bot.compact import Compact, compact, joined, parted
from bot.head import GONE, STEPS, Head, Taught, expected, refit, softmax
from bot.judge import top
from bot.kinship import Kinship
from bot.level import Level
from bot.local import Local
from bot.read import Reading
from bot.space import unit
from bot.sparse import Floats, Ints, Mask

SAMPLED = 600
"""Phrasings of the base that the touched classes are held against."""

RIVALS = 4
"""Classes at most that are fitted along with the touched ones."""

RIVALRY = 0.5
"""The likeness (cosine) of two phrasings from which their classes are rivals."""


Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Change:
    """Words that the base doesn't have, and those of them that say something (`telling`); the
    touched classes' new phrasings as they are read; which of the base's stay of those that have
    only `grown`, or lost some; classes that are retired; and which class contains which, before and
    now."""

    words: Sequence[str]
    telling: frozenset[str]
    readings: Mapping[int, Sequence[Reading]]
    grown: Mapping[int, Mask]
    gone: Sequence[int]
    before: Kinship
    kinship: Kinship


def grown_level(level: Level, change: Change) -> Level:
    """The level with the touched classes' phrasings in its space, and their part of the head
    fitted anew, for what is near them; how sure it is of what, it keeps."""
    space = level.space.knowing(change.words)
    own = {at: each for at, each in change.readings.items() if each}
    readings = [one for each in own.values() for one in each]
    meanings = level.meaning.sentences([reading.meant for reading in readings])
    counts = [len(each) for each in own.values()]
    placed = compact(unit(space.points(readings, meanings)))
    new = dict(zip(own, parted(placed, counts), strict=True))
    points = with_parts(level.points, _together(level, change, new))
    head, by = _fitted(level.head, level, points, new, change)
    columns = np.array([*own, *by], np.int64)
    often = _often(level.points, points, change)
    there = len(level.points)
    replaced = [at for at in own if at < there and at not in change.grown]
    local = Local(
        np.array([*own], np.int64),
        compact(meanings),
        np.cumsum([0, *counts])[:-1],
        _telling(own, change.telling),
        columns,
        Head(head.weights[:, columns], head.offsets[columns] + often[columns]),
        np.concatenate([np.eye(len(own), dtype=bool), *(near[:, None] for near in by.values())], 1),
        columns >= there,
        np.array([*change.gone, *replaced], np.int64),
        len(points),
    )
    return replace(level, space=space, points=points, local=local)


def _telling(
    own: Mapping[int, Sequence[Reading]], telling: frozenset[str]
) -> dict[str, tuple[int, ...]]:
    """Which of the classes, by their places here, know which words."""
    found: dict[str, tuple[int, ...]] = {}
    for at, each in enumerate(own.values()):
        for word in telling & {word for reading in each for word in reading.concepts}:
            found[word] = (*found.get(word, ()), at)
    return found


def _fitted(
    head: Head,
    level: Level,
    points: Sequence[Compact],
    new: Mapping[int, Compact],
    change: Change,
) -> tuple[Head, dict[int, Mask]]:
    """The head, fitted anew where phrasings are new, and the rivals that were fitted along, each
    with which of these classes it rivals."""
    before = change.before.entry
    head = _resized(head, len(points))
    head.offsets[: len(level.points)] -= np.log(expected(_counts(level.points), before))
    head.offsets[change.gone] = GONE
    if not new:
        return head, {}
    by = _rivals(points, head, new)
    free = np.array([*new, *by], np.int64)
    grown = np.array([at in change.grown or at in by for at in free], bool)
    return refit(head, _taught(points, level, change), free, grown, STEPS), by


def _rivals(points: Sequence[Compact], head: Head, new: Mapping[int, Compact]) -> dict[int, Mask]:
    """Classes that take most of what is asked for the touched ones, and have to give way, as they
    are asked for nearly so: each with which of the touched ones that goes for."""
    asked = joined(list(new.values())).floats()
    starts = np.cumsum([0, *map(len, new.values())])[:-1]
    taken = softmax(head.scores(asked)).sum(axis=0)
    taken[list(new)] = 0
    found: dict[int, Mask] = {}
    for at in top(taken, RIVALS).tolist():
        alike = points[at].floats() @ asked.T
        near = np.maximum.reduceat(alike.max(axis=0, initial=-1.0), starts) >= RIVALRY
        if taken[at] > 0 and near.any():
            found[at] = near
    return found


def _counts(points: Sequence[Compact]) -> Ints:
    return np.array([len(own) for own in points], np.int64)


def _often(before: Sequence[Compact], now: Sequence[Compact], change: Change) -> Floats:
    """The logarithms of how much more often each class is asked for than its phrasings would say:
    whatever is added, an entry as often as each of the base's, and a boundary so too, where it has
    any."""
    counts, entry = _counts(now), change.kinship.entry
    often = expected(counts, entry)
    theirs, of = _counts(before), change.before.entry
    for kind in (True, False):
        first = int(np.argmax(of == kind))
        if of[first] == kind:
            each = expected(theirs, of)[first] * max(theirs[first], 1)
            often[entry == kind] = each / np.maximum(counts[entry == kind], 1)
    return np.log(often)


def _together(level: Level, change: Change, new: Mapping[int, Compact]) -> dict[int, Compact]:
    """All phrasings of the touched classes."""
    kept = {at: level.points[at][stays] for at, stays in change.grown.items()}
    empty = compact(np.zeros((0, len(level.head.weights)), np.float32))
    return {at: joined([kept.get(at, empty), new.get(at, empty)]) for at in change.readings}


def _taught(points: Sequence[Compact], level: Level, change: Change) -> Taught:
    """All phrasings of the touched classes, and some of the others', evenly: the same of each
    whatever else is touched, so that one change hardly moves what others did."""
    there = [at for at in range(len(points)) if at not in change.gone]
    before = [len(own) for own in level.points]
    step = max(1, sum(before) // SAMPLED)
    passed = np.cumsum([0, *before])
    old = {at: int(stays.sum()) for at, stays in change.grown.items()}
    parts: list[tuple[int, Compact, int, int]] = []  # class, phrasings, each for, old ones
    for at in there:
        own = points[at]
        if at in change.readings:
            parts.append((at, own, 1, old.get(at, 0)))
        else:
            part = own[int(-passed[at]) % step :: step]
            parts.append((at, part, step, len(part)))
    counts = [len(part) for _, part, _, _ in parts]
    return Taught(
        joined([part for _, part, _, _ in parts]).floats(),
        np.repeat(np.array([at for at, *_ in parts], np.int64), counts),
        np.repeat(np.array([every for _, _, every, _ in parts], np.float32), counts),
        np.concatenate([np.arange(len(part)) < many for _, part, _, many in parts]),
    )


def _resized(head: Head, classes: int) -> Head:
    """A copy with room for more classes."""
    more = classes - len(head.offsets)
    weights = np.pad(head.weights, ((0, 0), (0, more)))
    return Head(weights, np.pad(head.offsets, (0, more)))


def with_parts(parts: tuple[Part, ...], new: Mapping[int, Part]) -> tuple[Part, ...]:
    """The parts with new ones in their places; those behind the last come in order."""
    count = max([len(parts), *(at + 1 for at in new)])
    return tuple(new[at] if at in new else parts[at] for at in range(count))
