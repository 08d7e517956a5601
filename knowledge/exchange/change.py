"""Changes, as a curator makes them one by one → the knowledge with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from knowledge.schema import Boundary, Entry, KnowledgeBase, Source, Topic


class ChangeRefused(Exception):
    """A change that can't be made; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class AddPhrasings:
    """More ways of asking for an entry, or for what a boundary speaks of."""

    id: str
    phrasings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """A new one, or another meaning of one that is there; an entry may become a boundary."""

    item: Entry | Boundary


@dataclass(frozen=True, slots=True)
class PutSource:
    """A new source, or another text for one that is there."""

    source: Source


@dataclass(frozen=True, slots=True)
class PutTopic:
    """A new topic, or another title for one that is there."""

    topic: Topic


@dataclass(frozen=True, slots=True)
class AddSynonyms:
    """One more group of words that mean the same."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retire:
    """An entry or boundary that is no longer wanted; what names it names it no more."""

    id: str


Change = AddPhrasings | Put | PutSource | PutTopic | AddSynonyms | Retire

NOTHING = KnowledgeBase()


def changed(
    knowledge: KnowledgeBase, changes: Iterable[Change], base: KnowledgeBase = NOTHING
) -> KnowledgeBase:
    """The knowledge with all changes, in their order; raises ChangeRefused.

    `base`: what `knowledge` is laid over. Phrasings added to an entry of the base alone make it an
    own one, with the base's phrasings and these.
    """
    for change in changes:
        knowledge = _changed(knowledge, change, base)
    return knowledge


def _changed(knowledge: KnowledgeBase, change: Change, base: KnowledgeBase) -> KnowledgeBase:
    match change:
        case AddPhrasings(id, phrasings):
            item = _found(id, knowledge, base)
            more = tuple(one for one in phrasings if one not in item.phrasings)
            return _put(knowledge, item.model_copy(update={"phrasings": (*item.phrasings, *more)}))
        case Put(item):
            return _put(knowledge, item)
        case PutSource(source):
            return _with(knowledge, sources=_replaced(knowledge.sources, source))
        case PutTopic(topic):
            return _with(knowledge, topics=_replaced(knowledge.topics, topic))
        case AddSynonyms(words):
            known = knowledge.synonyms
            return knowledge if words in known else _with(knowledge, synonyms=(*known, words))
        case Retire(id):
            return _retired(knowledge, id)
        case _:
            assert_never(change)


def _found(id: str, *places: KnowledgeBase) -> Entry | Boundary:
    for knowledge in places:
        for item in knowledge.items():
            if item.id == id:
                return item
    raise ChangeRefused(f"there is no entry or boundary {id!r}: look whether it was retired")


def _put(knowledge: KnowledgeBase, item: Entry | Boundary) -> KnowledgeBase:
    if isinstance(item, Entry):
        others = tuple(one for one in knowledge.boundaries if one.id != item.id)
        entries = _replaced(knowledge.entries, item)
        return _with(knowledge, entries=entries, boundaries=others)
    if any(one.id == item.id for one in knowledge.entries):
        knowledge = _retired(knowledge, item.id)
    return _with(knowledge, boundaries=_replaced(knowledge.boundaries, item))


def _retired(knowledge: KnowledgeBase, id: str) -> KnowledgeBase:
    _found(id, knowledge)
    entries = tuple(_unnamed(one, id) for one in knowledge.entries if one.id != id)
    boundaries = tuple(_unnamed(one, id) for one in knowledge.boundaries if one.id != id)
    return _with(knowledge, entries=entries, boundaries=boundaries)


def _unnamed(item: Any, id: str) -> Any:
    """The item without this name in what it names."""
    kept: dict[str, Any] = {
        key: tuple(one for one in getattr(item, key) if one != id)
        for key in ("part_of", "related")
        if id in getattr(item, key, ())
    }
    if getattr(item, "nearest", None) == id:
        kept["nearest"] = None
    return item.model_copy(update=kept) if kept else item


def _replaced(items: Sequence[Any], item: Any) -> tuple[Any, ...]:
    """With this one in the place of the one with its id, or at the end."""
    if all(one.id != item.id for one in items):
        return (*items, item)
    return tuple(item if one.id == item.id else one for one in items)


def _with(knowledge: KnowledgeBase, **values: Any) -> KnowledgeBase:
    return knowledge.model_copy(update=values)
