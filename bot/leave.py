"""An index → the same without a part of its phrasings, and these: what is matched by it is asked as
somebody else would ask it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

import numpy as np

from bot.compact import joined
from bot.embed import Meaning
from bot.head import GONE, fit
from bot.index import Index, done_by
from bot.level import Level
from bot.read import Reading
from bot.sparse import Floats, Mask

PARTS = 3
"""Parts that the phrasings are dealt into, each left out once."""

REMEMBERED = 5_000
"""Sentences whose vectors are kept: what is new in changes."""


@dataclass(frozen=True, slots=True)
class Left:
    """A phrasing that was left out, and the class that it belongs to."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """A meaning that doesn't work out twice what the parts ask for one after the other."""

    meaning: Meaning
    _vectors: dict[tuple[str, ...], Floats] = field(default_factory=dict, repr=False, compare=False)

    def sentences(self, tokens: Sequence[Sequence[str]]) -> Floats:
        """(sentences, width)"""
        wanted = [tuple(words) for words in tokens]
        new = [words for words in dict.fromkeys(wanted) if words not in self._vectors]
        if len(self._vectors) + len(new) > REMEMBERED:
            return self.meaning.sentences(tokens)
        if new or not wanted:
            vectors = self.meaning.sentences(new)
            self._vectors.update(zip(new, vectors, strict=True))
        return np.array([self._vectors[words] for words in wanted]) if wanted else vectors


def remembering(index: Index, static: Remembered, encoder: Remembered | None) -> Index:
    """The index with these in place of its levels' meanings."""
    full = replace(index.encoder, meaning=encoder) if index.encoder and encoder else None
    return replace(index, static=replace(index.static, meaning=static), encoder=full)


def leaving(
    index: Index, readings: Sequence[Sequence[Reading]]
) -> Iterator[tuple[Index, list[Left]]]:
    """The index without each part of its phrasings; titles stay. `readings`: each class's
    phrasings as they are read."""
    for number in range(PARTS):
        kept = [np.arange(len(own)) % PARTS != number for own in index.phrasings]
        for mask in kept:
            mask[0] = True
        left = [
            Left(at, said)
            for at, own in enumerate(index.phrasings)
            if index.items[at].id in index.position
            for said in _chosen(own, ~kept[at])
        ]
        yield _without(index, kept, readings), left


def _without(index: Index, kept: Sequence[Mask], readings: Sequence[Sequence[Reading]]) -> Index:
    phrasings = tuple(map(_chosen, index.phrasings, kept))
    items = tuple(
        item.model_copy(update={"phrasings": own[1:]})
        for item, own in zip(index.items, phrasings, strict=True)
    )
    there = {item.id: item for item in items}
    knowledge = index.knowledge.model_copy(
        update={
            "entries": tuple(there[entry.id] for entry in index.knowledge.entries),
            "boundaries": tuple(there[boundary.id] for boundary in index.knowledge.boundaries),
        }
    )
    left = [list(compress(each, mask)) for each, mask in zip(readings, kept, strict=True)]
    return replace(
        index,
        knowledge=knowledge,
        items=items,
        phrasings=phrasings,
        exact={},
        own=tuple(frozenset(word for one in each for word in one.told) for each in left),
        deeds=tuple(done_by(each, index.words) for each in left),
        static=_level(index.static, index, kept),
        encoder=index.encoder and _level(index.encoder, index, kept),
    )


def _chosen(own: Sequence[str], mask: Mask) -> tuple[str, ...]:
    return tuple(said for said, one in zip(own, mask, strict=True) if one)


def _level(level: Level, index: Index, kept: Sequence[Mask]) -> Level:
    points = tuple(own[mask] for own, mask in zip(level.points, kept, strict=True))
    labels = np.repeat(np.arange(len(points)), [len(own) for own in points])
    head = fit(joined(points).floats(), labels, index.kinship.entry)
    gone = [at for at, item in enumerate(index.items) if item.id not in index.position]
    head.offsets[gone] = GONE
    return replace(level, points=points, head=head)
