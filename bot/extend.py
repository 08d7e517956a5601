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
from bot.head import Head, refit, seldomer
from bot.index import Index, ways
from bot.kinship import Kinship, kinship
from bot.level import Level
from bot.normalise import words
from bot.read import Reading
from bot.space import unit
from bot.sparse import Floats, Ints, Mask
from knowledge.overlay import EMPTY, Overlay, lay
from knowledge.schema import Boundary, Entry

SAMPLED = 1_000
"""Phrasings of the base that the touched classes are held against."""

STEPS = 16

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
    readings = [tuple(map(lexicon.read_words, each)) for each in asked]
    own = [frozenset(word for one in each for word in one.concepts) for each in readings]
    relations = kinship(places)
    told = frozenset().union(*(own[n] for n, at in enumerate(touched) if relations.entry[at]))
    change = _Change(dict(zip(touched, readings, strict=True)), gone, relations)
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
        foreign=index.foreign - told if told & index.foreign else index.foreign,
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
    """The touched classes' phrasings as they are read, and classes that are retired."""

    readings: Mapping[int, Sequence[Reading]]
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
    points = _with(level.points, dict(zip(change.readings, _points(level, change), strict=True)))
    counts = np.array([len(own) for own in level.points])
    rarer = np.float32(np.log(seldomer(counts, entry[: len(counts)])))
    head = _resized(level.head, len(entry))
    head.offsets[: len(counts)][~entry[: len(counts)]] -= rarer
    head.offsets[change.gone] = GONE
    if change.readings:
        rows, labels, weights = _taught(points, change)
        free = np.array(list(change.readings), np.int64)
        head = refit(head, rows.floats(), labels, weights, free, STEPS)
    head.offsets[~entry] += rarer
    return replace(level, points=points, head=head)


def _points(level: Level, change: _Change) -> tuple[Compact, ...]:
    readings = [one for each in change.readings.values() for one in each]
    if not readings:
        return ()
    meaning = level.meaning.sentences([reading.meant for reading in readings])
    placed = compact(unit(level.space.points(readings, meaning)))
    return parted(placed, [len(each) for each in change.readings.values()])


def _taught(points: Sequence[Compact], change: _Change) -> tuple[Compact, Ints, Floats]:
    """All phrasings of the touched classes, and some of the others', evenly: points, classes, and
    how many phrasings each stands for."""
    others = [at for at in range(len(points)) if at not in change.readings]
    step = max(1, sum(len(points[at]) for at in others if at not in change.gone) // SAMPLED)
    chosen, labels, weights, passed = [], [], [], 0
    for at, own in enumerate(points):
        if at in change.gone:
            continue
        every = 1 if at in change.readings else step
        part = own[(-passed) % every :: every]
        passed += 0 if at in change.readings else len(own)
        chosen.append(part)
        labels += [at] * len(part)
        weights += [float(every)] * len(part)
    return joined(chosen), np.array(labels, np.int64), np.array(weights, np.float32)


def _resized(head: Head, classes: int) -> Head:
    """A copy with room for more classes."""
    more = classes - len(head.offsets)
    weights = np.pad(head.weights, ((0, 0), (0, more)))
    return Head(weights, np.pad(head.offsets, (0, more)))
