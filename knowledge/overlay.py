"""What a team has of its own over a shared knowledge base."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from pydantic import Field, model_validator

from knowledge.schema import (
    Boundary,
    Entry,
    Fact,
    Form,
    Id,
    KnowledgeBase,
    Line,
    Phrasing,
    Prose,
    Source,
    Words,
)

KINDS = ("entry", "boundary", "amended", "source", "phrasings", "synonyms", "retired")
"""Kinds of pieces."""

WORDS: Mapping[type[Entry | Boundary], str] = {Entry: "answer", Boundary: "says"}
"""What an amendment calls `words`."""

Item = TypeVar("Item", Entry, Boundary)


class Amendment(Form):
    """What of one of the base's is said otherwise; all else stays as the base has it, and changes
    with it. `words`: an entry's answer, or what a boundary says; `without`: phrasings of the base
    that ask for it no longer."""

    title: Line | None = None
    words: Prose | None = None
    sources: tuple[Id, ...] | None = None
    facts: tuple[Fact, ...] | None = None
    nearest: Id | None = None
    without: tuple[Phrasing, ...] = ()
    owner: Line | None = None
    checked: datetime.date | None = None
    review_after: datetime.date | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_dump(exclude_defaults=True):
            raise ValueError("it changes nothing: say what is otherwise, or leave it out")
        return self


class Overlay(Form):
    """`entries` and `boundaries` are new, or take the place of the base's with the same id;
    `amended` says what of the base's is otherwise, by id; `phrasings` are more ways of asking for
    what is there, by id; `retired` is out of use."""

    entries: tuple[Entry, ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    amended: Mapping[Id, Amendment] = Field(default_factory=dict)
    phrasings: Mapping[Id, tuple[Phrasing, ...]] = Field(default_factory=dict)
    synonyms: tuple[tuple[Words, ...], ...] = ()
    sources: tuple[Source, ...] = ()
    retired: tuple[Id, ...] = ()

    def items(self) -> Iterator[Entry | Boundary]:
        """Entries, then boundaries."""
        yield from self.entries
        yield from self.boundaries


EMPTY = Overlay.model_construct()  # as Overlay(), without what checking takes to be made


def lay(base: KnowledgeBase, overlay: Overlay) -> KnowledgeBase:
    """The base as the overlay changes it: what it replaces stays in its place, what is new comes
    last. What names something that is not there (any more) no longer names it."""
    stacked = stack(base, overlay)
    return sound(stacked, stacked)


def stack(base: KnowledgeBase, overlay: Overlay) -> KnowledgeBase:
    """As `lay`, with all that is named by what is there. What is without all of its phrasings is
    not there."""
    theirs = {item.id for item in overlay.items()}
    gone = frozenset(overlay.retired) - theirs
    entries = _laid(base.entries, overlay.entries, theirs, gone)
    boundaries = _laid(base.boundaries, overlay.boundaries, theirs, gone)
    sources = {source.id: source for source in (*base.sources, *overlay.sources)}
    return KnowledgeBase(
        about=base.about,
        topics=base.topics,
        sources=tuple(sources.values()),
        synonyms=(*base.synonyms, *overlay.synonyms),
        entries=tuple(_laid_over(entries, overlay)),
        boundaries=tuple(_laid_over(boundaries, overlay)),
    )


def sound(knowledge: KnowledgeBase, within: KnowledgeBase) -> KnowledgeBase:
    """The knowledge without names of what is not there within this."""
    known = _Known(
        frozenset(entry.id for entry in within.entries),
        frozenset(source.id for source in within.sources),
        frozenset(topic.id for topic in within.topics),
    )
    return knowledge.model_copy(
        update={
            "entries": tuple(_sound(entry, known) for entry in knowledge.entries),
            "boundaries": tuple(_sound(one, known) for one in knowledge.boundaries),
        }
    )


def _laid(
    base: Iterable[Item], own: Iterable[Item], theirs: set[str], gone: frozenset[str]
) -> Iterable[Item]:
    mine = {item.id: item for item in own}
    kept = (item for item in base if item.id not in gone and item.id not in theirs - mine.keys())
    laid = {item.id: mine.get(item.id, item) for item in kept}
    return tuple({**laid, **mine}.values())


def _laid_over(items: Iterable[Item], overlay: Overlay) -> Iterator[Item]:
    for item in items:
        amendment = overlay.amended.get(item.id)
        said = _grown(item if amendment is None else _amended(item, amendment), overlay)
        if said.phrasings or amendment is None or not amendment.without:
            yield said


def _amended(item: Item, amendment: Amendment) -> Item:
    given = {name: getattr(amendment, name) for name in amendment.model_dump(exclude_defaults=True)}
    if "words" in given:
        given[WORDS[type(item)]] = given.pop("words")
    if gone := given.pop("without", ()):
        given["phrasings"] = tuple(said for said in item.phrasings if said not in gone)
    return item.model_copy(update={k: v for k, v in given.items() if k in type(item).model_fields})


def _grown(item: Item, overlay: Overlay) -> Item:
    more: list[str] = [
        said for said in overlay.phrasings.get(item.id, ()) if said not in item.phrasings
    ]
    return item.model_copy(update={"phrasings": (*item.phrasings, *more)}) if more else item


@dataclass(frozen=True, slots=True)
class _Known:
    """The ids of all that can be named."""

    entries: frozenset[str]
    sources: frozenset[str]
    topics: frozenset[str]


def _sound(item: Item, known: _Known) -> Item:
    updates = dict(_updates(item, known))
    return item.model_copy(update=updates) if updates else item


def _updates(item: Entry | Boundary, known: _Known) -> Iterator[tuple[str, Any]]:
    if isinstance(item, Boundary):
        if item.nearest is not None and item.nearest not in known.entries:
            yield "nearest", None
        return
    if item.topic is not None and item.topic not in known.topics:
        yield "topic", None
    for key, ids in (
        ("related", known.entries), ("part_of", known.entries),
        ("sources", known.sources), ("reading", known.sources),
    ):  # fmt: skip
        named = getattr(item, key)
        if any(one not in ids for one in named):
            yield key, tuple(one for one in named if one in ids)


def pieces(overlay: Overlay) -> dict[str, str]:
    """The overlay in pieces that are changed one by one: a key as "entry/skills" or
    "phrasings/skills", and the piece as JSON, equal for equal ones."""
    found: dict[str, Any] = {}
    for kind, forms in (
        ("entry", overlay.entries),
        ("boundary", overlay.boundaries),
        ("source", overlay.sources),
    ):
        found |= {
            f"{kind}/{one.id}": one.model_dump(mode="json", exclude_defaults=True) for one in forms
        }
    found |= {
        f"amended/{id}": one.model_dump(mode="json", exclude_defaults=True)
        for id, one in overlay.amended.items()
    }
    found |= {f"phrasings/{id}": said for id, said in overlay.phrasings.items()}
    found |= {f"synonyms/{group[0]}": group for group in overlay.synonyms}
    found |= {f"retired/{id}": True for id in overlay.retired}
    return {key: json.dumps(piece, sort_keys=True) for key, piece in found.items()}


def together(pieces: Mapping[str, str]) -> Overlay:
    """The overlay of these pieces; raises ValueError for what are none."""
    held: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for key, piece in pieces.items():
        kind, _, id = key.partition("/")
        if kind not in held:
            raise ValueError(f"{key} is no piece of an overlay: its kind is none of {KINDS}")
        held[kind][id] = json.loads(piece)
    return Overlay.model_validate(
        {
            "entries": list(held["entry"].values()),
            "boundaries": list(held["boundary"].values()),
            "sources": list(held["source"].values()),
            "amended": held["amended"],
            "phrasings": held["phrasings"],
            "synonyms": list(held["synonyms"].values()),
            "retired": list(held["retired"]),
        }
    )
