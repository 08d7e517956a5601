"""An index and what a team has of its own → that team's index, which shares all else.

Only the classes that the overlay touches are read and fitted; the others' points, words and
weights are those of the base, and not copied.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from bot.compact import Compact, compact, joined, parted
from bot.find import Finder, finder
from bot.head import Head, Taught, expected, refit, softmax
from bot.index import Index, ways
from bot.judge import top
from bot.kinship import Kinship, kinship
from bot.level import Level
from bot.normalise import words
from bot.read import Reading
from bot.space import unit
from bot.sparse import Floats, Mask
from knowledge.overlay import EMPTY, Overlay, lay
from knowledge.schema import Boundary, Entry

SAMPLED = 600
"""Phrasings of the base that the touched classes are held against."""

STEPS = 40

RIVALS = 4
"""Classes at most that are fitted along with the touched ones."""

GONE = np.float32(-1e4)
"""The score of a class that is retired."""

Item = Entry | Boundary
Part = TypeVar("Part")


def extend(index: Index, overlay: Overlay) -> Index:
    """The index of the base as the overlay changes it; some ten milliseconds for some hundred
    phrasings. Classes keep their places, and new ones come last."""
    if overlay == EMPTY:
        return index
    knowledge = lay(index.knowledge, overlay)
    laid = {item.id: item for item in knowledge.items()}
    there = [laid.pop(item.id, None) for item in index.items]
    places = [*there, *laid.values()]
    items = (*(new or old for new, old in zip(there, index.items, strict=True)), *laid.values())
    gone = [at for at, item in enumerate(places) if item is None]
    touched = [at for at in _touched(places, index, overlay) if at not in gone]
    asked = [tuple(map(words, ways(items[at]))) for at in touched]
    lexicon = index.lexicon.knowing(_counts(asked), overlay.synonyms)
    relations = kinship(places)
    reread = _holding(overlay, index)
    kept = [
        _kept(at, ways(items[at]), index, relations) if at not in reread else 0 for at in touched
    ]
    readings = [
        tuple(map(lexicon.read_words, each[old:])) for each, old in zip(asked, kept, strict=True)
    ]
    own = [
        frozenset(word for one in each for word in one.told)
        | (index.own[at] if old else frozenset())
        for at, each, old in zip(touched, readings, kept, strict=True)
    ]
    told = frozenset().union(*(own[n] for n, at in enumerate(touched) if relations.entry[at]))
    change = _Change(
        sorted(frozenset().union(*own) - index.weights.of.keys()),
        dict(zip(touched, readings, strict=True)),
        frozenset(at for at, old in zip(touched, kept, strict=True) if old),
        gone,
        relations,
    )
    return replace(
        index,
        knowledge=knowledge,
        version=_version(index, overlay),
        lexicon=lexicon,
        items=items,
        position={item.id: at for at, item in enumerate(places) if item is not None},
        kinship=relations,
        phrasings=_with(index.phrasings, {at: ways(items[at]) for at in touched}),
        finders=_finders(index, asked, touched, gone, len(items)),
        exact=Layered(index.exact, _exact(asked, touched), frozenset([*touched, *gone])),
        own=_with(index.own, dict(zip(touched, own, strict=True))),
        gates=replace(index.gates, foreign=index.gates.foreign - told),
        static=_extended(index.static, change),
        encoder=index.encoder and _extended(index.encoder, change),
    )


@dataclass(frozen=True, slots=True)
class Layered(Mapping[str, tuple[int, ...]]):
    """Phrasings' classes: `own` ones beside those of the `base` that are not `hidden`."""

    base: Mapping[str, tuple[int, ...]]
    own: Mapping[str, tuple[int, ...]]
    hidden: frozenset[int]

    def __getitem__(self, said: str) -> tuple[int, ...]:
        theirs = (at for at in self.base.get(said, ()) if at not in self.hidden)
        found = (*theirs, *self.own.get(said, ()))
        if not found:
            raise KeyError(said)
        return tuple(sorted(found))

    def __iter__(self) -> Iterator[str]:
        return (said for said in dict.fromkeys([*self.base, *self.own]) if said in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class _Change:
    """Words that the base doesn't have, the touched classes' new phrasings as they are read, which
    of them have only `grown`, and classes that are retired."""

    words: Sequence[str]
    readings: Mapping[int, Sequence[Reading]]
    grown: frozenset[int]
    gone: Sequence[int]
    kinship: Kinship


def _touched(places: Sequence[Item | None], index: Index, overlay: Overlay) -> Sequence[int]:
    """What is new, asked for in other ways, of the other kind, or read otherwise now."""
    reread = _holding(overlay, index)
    return [
        at
        for at, item in enumerate(places)
        if item is not None
        and (
            at >= len(index.items)
            or at in reread
            or ways(item) != index.phrasings[at]
            or isinstance(item, Entry) != bool(index.kinship.entry[at])
        )
    ]


def _kept(at: int, now: Sequence[str], index: Index, relations: Kinship) -> int:
    """How many phrasings stay as they were: all, where more were added to them, or none."""
    if at >= len(index.items) or relations.entry[at] != index.kinship.entry[at]:
        return 0
    before = index.phrasings[at]
    return len(before) if tuple(now[: len(before)]) == before else 0


def _holding(overlay: Overlay, index: Index) -> frozenset[int]:
    """Classes with a phrasing that holds a word of the overlay's synonyms."""
    said = {word for group in overlay.synonyms for member in group for word in words(member)}
    return frozenset(
        int(at)
        for found, _ in index.finders
        for word in said
        for at in np.unique(found.labels[found.holders.of(word)])
    )


def _with(parts: tuple[Part, ...], new: Mapping[int, Part]) -> tuple[Part, ...]:
    """The parts with new ones in their places; those behind the last come in order."""
    count = max([len(parts), *(at + 1 for at in new)])
    return tuple(new[at] if at in new else parts[at] for at in range(count))


def _counts(asked: Sequence[Sequence[Sequence[str]]]) -> Counter[str]:
    return Counter(word for each in asked for said in each for word in said)


def _exact(
    asked: Sequence[Sequence[Sequence[str]]], touched: Sequence[int]
) -> dict[str, tuple[int, ...]]:
    exact: dict[str, tuple[int, ...]] = {}
    for at, each in zip(touched, asked, strict=True):
        for said in dict.fromkeys(map(" ".join, each)):
            exact[said] = (*exact.get(said, ()), at)
    return exact


def _finders(
    index: Index,
    asked: Sequence[Sequence[Sequence[str]]],
    touched: Sequence[int],
    gone: Sequence[int],
    count: int,
) -> tuple[tuple[Finder, Mask], ...]:
    left = np.ones(count, bool)
    left[[*touched, *gone]] = False
    before = tuple((found, _widened(shown, count) & left) for found, shown in index.finders)
    if not touched:
        return before
    own = np.zeros(count, bool)
    own[touched] = True
    return (*before, (finder(asked, touched), own))


def _widened(shown: Mask, count: int) -> Mask:
    return np.concatenate([shown, np.zeros(count - len(shown), bool)])


def _version(index: Index, overlay: Overlay) -> str:
    said = index.version + overlay.model_dump_json()
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _extended(level: Level, change: _Change) -> Level:
    """The level with the touched classes' phrasings in its space, and their part of the head
    fitted anew; how sure it is of what, it keeps."""
    entry = change.kinship.entry
    level = replace(level, space=level.space.knowing(change.words))
    points = _with(level.points, _points(level, change))
    head = _resized(level.head, len(entry))
    head.offsets[: len(level.points)] -= _often(level.points, entry[: len(level.points)])
    head.offsets[change.gone] = GONE
    if change.readings:
        free = np.array([*change.readings, *_rivals(points, head, change)], np.int64)
        grown = np.array([at in change.grown or at not in change.readings for at in free], bool)
        head = refit(head, _taught(points, level, change), free, grown, STEPS)
    head.offsets[:] += _often(points, entry)
    return replace(level, points=points, head=head)


def _rivals(points: Sequence[Compact], head: Head, change: _Change) -> Sequence[int]:
    """Classes that take most of what is asked for the touched ones, and have to give way."""
    asked = joined([points[at] for at in change.readings]).floats()
    taken = softmax(head.scores(asked)).sum(axis=0)
    taken[list(change.readings)] = 0
    return [int(at) for at in top(taken, RIVALS) if taken[at] > 0]


def _often(points: Sequence[Compact], entry: Mask) -> Floats:
    return np.log(expected(np.array([len(own) for own in points]), entry))


def _points(level: Level, change: _Change) -> dict[int, Compact]:
    readings = [one for each in change.readings.values() for one in each]
    if not readings:
        return {}
    meaning = level.meaning.sentences([reading.meant for reading in readings])
    placed = compact(unit(level.space.points(readings, meaning)))
    new = parted(placed, [len(each) for each in change.readings.values()])
    return {
        at: joined([level.points[at], own]) if at in change.grown else own
        for at, own in zip(change.readings, new, strict=True)
    }


def _taught(points: Sequence[Compact], level: Level, change: _Change) -> Taught:
    """All phrasings of the touched classes, and some of the others', evenly."""
    there = [at for at in range(len(points)) if at not in change.gone]
    others = sum(len(points[at]) for at in there if at not in change.readings)
    step = max(1, others // SAMPLED)
    parts: list[tuple[int, Compact, int, int]] = []  # class, phrasings, each for, old ones
    passed = 0
    for at in there:
        own = points[at]
        if at in change.readings:
            parts.append((at, own, 1, len(level.points[at]) if at in change.grown else 0))
        else:
            part = own[(-passed) % step :: step]
            passed += len(own)
            parts.append((at, part, step, len(part)))
    counts = [len(part) for _, part, _, _ in parts]
    return Taught(
        joined([part for _, part, _, _ in parts]).floats(),
        np.repeat(np.array([at for at, *_ in parts], np.int64), counts),
        np.repeat(np.array([every for _, _, every, _ in parts], np.float32), counts),
        np.concatenate([np.arange(len(part)) < old for _, part, _, old in parts]),
    )


def _resized(head: Head, classes: int) -> Head:
    """A copy with room for more classes."""
    more = classes - len(head.offsets)
    weights = np.pad(head.weights, ((0, 0), (0, more)))
    return Head(weights, np.pad(head.offsets, (0, more)))
