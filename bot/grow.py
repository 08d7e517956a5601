"""A level with the phrasings of some classes changed, which shares all else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from bot.compact import Compact, compact, joined, parted
from bot.head import Head, Taught, expected, refit, softmax
from bot.judge import top
from bot.kinship import Kinship
from bot.level import Level
from bot.read import Reading
from bot.space import unit
from bot.sparse import Floats, Mask

SAMPLED = 600
"""Phrasings of the base that the touched classes are held against."""

STEPS = 40

RIVALS = 4
"""Classes at most that are fitted along with the touched ones."""

GONE = np.float32(-1e4)
"""The score of a class that is retired."""


Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Change:
    """Words that the base doesn't have, the touched classes' new phrasings as they are read, which
    of the base's stay of those that have only `grown`, or lost some, and classes that are
    retired."""

    words: Sequence[str]
    readings: Mapping[int, Sequence[Reading]]
    grown: Mapping[int, Mask]
    gone: Sequence[int]
    kinship: Kinship


def grown_level(level: Level, change: Change) -> Level:
    """The level with the touched classes' phrasings in its space, and their part of the head
    fitted anew; how sure it is of what, it keeps."""
    entry = change.kinship.entry
    level = replace(level, space=level.space.knowing(change.words))
    points = with_parts(level.points, _points(level, change))
    head = _resized(level.head, len(entry))
    head.offsets[: len(level.points)] -= _often(level.points, entry[: len(level.points)])
    head.offsets[change.gone] = GONE
    if change.readings:
        free = np.array([*change.readings, *_rivals(points, head, change)], np.int64)
        grown = np.array([at in change.grown or at not in change.readings for at in free], bool)
        head = refit(head, _taught(points, level, change), free, grown, STEPS)
    head.offsets[:] += _often(points, entry)
    return replace(level, points=points, head=head)


def _rivals(points: Sequence[Compact], head: Head, change: Change) -> Sequence[int]:
    """Classes that take most of what is asked for the touched ones, and have to give way."""
    asked = joined([points[at] for at in change.readings]).floats()
    taken = softmax(head.scores(asked)).sum(axis=0)
    taken[list(change.readings)] = 0
    return [int(at) for at in top(taken, RIVALS) if taken[at] > 0]


def _often(points: Sequence[Compact], entry: Mask) -> Floats:
    return np.log(expected(np.array([len(own) for own in points]), entry))


def _points(level: Level, change: Change) -> dict[int, Compact]:
    kept = {at: level.points[at][stays] for at, stays in change.grown.items()}
    readings = [one for each in change.readings.values() for one in each]
    if not readings:
        return kept
    meaning = level.meaning.sentences([reading.meant for reading in readings])
    placed = compact(unit(level.space.points(readings, meaning)))
    new = parted(placed, [len(each) for each in change.readings.values()])
    return {
        at: joined([kept[at], own]) if at in kept else own
        for at, own in zip(change.readings, new, strict=True)
    }


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
