"""An index and what a team has of its own → that team's index, which shares all else.

Only the classes that the overlay touches are read and fitted; the others' points, words and
weights are those of the base, and not copied.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.find import Finder, finder
from bot.gate import tells
from bot.grow import Change, grown_level, with_parts
from bot.index import Index, counted, done_by, exactly, ways
from bot.kinship import Kinship, kinship
from bot.normalise import words
from bot.sparse import Mask
from knowledge.overlay import EMPTY, Overlay, lay
from knowledge.schema import Boundary, Entry

Item = Entry | Boundary


def extend(index: Index, overlay: Overlay) -> Index:
    """The index of the base as the overlay changes it; some ten milliseconds for some hundred
    phrasings. Classes keep their places, and new ones come last. Questions that are near nothing
    of the overlay are answered as by the base (bot/local.py)."""
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
    lexicon = index.lexicon.knowing(counted(asked), overlay.synonyms)
    relations = kinship(places)
    reread = _holding(overlay, index)
    kept = {
        at: mask
        for at in touched
        if at not in reread and (mask := _kept(at, ways(items[at]), index, relations)).any()
    }
    readings = [
        tuple(map(lexicon.read_words, each[int(kept[at].sum()) if at in kept else 0 :]))
        for at, each in zip(touched, asked, strict=True)
    ]
    own = [
        frozenset(word for one in each for word in one.told)
        | (index.own[at] if at in kept else frozenset())
        for at, each in zip(touched, readings, strict=True)
    ]
    deeds = [
        done_by(each, index.words) | (index.deeds[at] if at in kept else frozenset())
        for at, each in zip(touched, readings, strict=True)
    ]
    told = frozenset().union(*(own[n] for n, at in enumerate(touched) if relations.entry[at]))
    new = sorted(frozenset().union(*own) - index.words.weights.of.keys())
    change = Change(
        new,
        frozenset(word for word in new if tells(word, index.words.vectors.pieces)),
        dict(zip(touched, readings, strict=True)),
        kept,
        gone,
        index.kinship,
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
        phrasings=with_parts(index.phrasings, {at: ways(items[at]) for at in touched}),
        finders=_finders(index, asked, touched, gone, len(items)),
        exact=Layered(index.exact, exactly(asked, touched), frozenset([*touched, *gone])),
        own=with_parts(index.own, dict(zip(touched, own, strict=True))),
        deeds=with_parts(index.deeds, dict(zip(touched, deeds, strict=True))),
        gates=replace(index.gates, foreign=index.gates.foreign - told),
        static=grown_level(index.static, change),
        encoder=index.encoder and grown_level(index.encoder, change),
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


def _kept(at: int, now: Sequence[str], index: Index, relations: Kinship) -> Mask:
    """Which phrasings stay as they were: all or some, where others come after them at most, or
    none."""
    if at >= len(index.items) or relations.entry[at] != index.kinship.entry[at]:
        return np.zeros(0, bool)
    before, there = index.phrasings[at], frozenset(now)
    stay = np.array([said in there for said in before], bool)
    left = tuple(said for said, stays in zip(before, stay, strict=True) if stays)
    return stay if tuple(now[: len(left)]) == left else np.zeros_like(stay)


def _holding(overlay: Overlay, index: Index) -> frozenset[int]:
    """Classes with a phrasing that holds a word of the overlay's synonyms."""
    said = {word for group in overlay.synonyms for member in group for word in words(member)}
    return frozenset(
        int(at)
        for found, _ in index.finders
        for word in said
        for at in np.unique(found.labels[found.holders.of(word)])
    )


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
