"""A piece of what a team has of its own → words, as its curators know them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.figures import figures
from bot.upkeep import written
from knowledge.overlay import WORDS
from knowledge.schema import Fact, KnowledgeBase

KINDS: Mapping[str, str] = {
    "entry": "The answer",
    "amended": "What it says",
    "boundary": "The boundary",
    "source": "The source",
    "phrasings": "The team's own phrasings",
    "synonyms": "The synonyms",
    "retired": "In use",
}
"""Kinds of pieces."""

NOTHING: Mapping[str, str] = {
    "amended": "(nothing: it is as the shared knowledge has it)",
    "retired": "(in use)",
}
"""What it means that there is no piece of this kind."""

LABELS: Mapping[str, str] = {
    "title": "Title",
    "answer": "Answer",
    "words": "Answer",
    "says": "Instead of an answer",
    "phrasings": "Asked in these ways",
    "without": "No longer asked in these ways",
    "sources": "Sources",
    "facts": "Figures",
    "nearest": "Entry beside it",
    "owner": "Owner",
    "checked": "Checked on",
    "review_after": "To be checked after",
    "url": "Link",
}
"""What curators call the keys of a piece, in the order in which they read them; others come after
these."""

WHOLE = ("entry", "boundary", "retired")
"""Kinds of pieces that make or take away all that one of the shared knowledge says."""

DAYS = frozenset(["checked", "review_after", "published", "date"])


def kind(key: str) -> str:
    """What a piece with this key is.

    >>> kind("phrasings/tap")
    "The team's own phrasings"
    """
    return KINDS.get(key.partition("/")[0], key)


def readable(key: str, piece: str, knowledge: KnowledgeBase) -> str:
    """The piece of this key, as it says what it says; `knowledge`: whose titles are told."""
    name, _, id = key.partition("/")
    told = json.loads(piece) if piece else None
    if not told:
        return NOTHING.get(name, "(nothing)")
    if isinstance(told, list):
        return "\n".join(map(str, told))
    if not isinstance(told, dict):
        return "(out of use)"
    if name == "amended" and any(one.id == id for one in knowledge.boundaries):
        told = {"says" if one == "words" else one: value for one, value in told.items()}
    return "\n".join(_lines(told, knowledge))


@dataclass(frozen=True, slots=True)
class Beneath:
    """What a team's changes are made over: the shared knowledge, and what the team has of its own
    by now, in pieces."""

    shared: KnowledgeBase = field(default_factory=KnowledgeBase)
    own: Mapping[str, str] = field(default_factory=dict)


def filled(key: str, piece: str, other: str, beneath: Beneath) -> str:
    """The piece, or where there is none what is said without it, as far as the `other` side of the
    same edit says that otherwise."""
    name, _, id = key.partition("/")
    item = next((one for one in beneath.shared.items() if one.id == id), None)
    if item is None or name not in ("amended", *WHOLE) or (name != "amended" and piece):
        return piece
    said = item.model_dump(mode="json", exclude_defaults=True)
    said["words"] = said.pop(WORDS[type(item)])
    if name == "amended":
        missing = (json.loads(other) if other else {}).keys() & said.keys()
        return json.dumps({one: said[one] for one in missing} | _object(piece))
    said |= _object(beneath.own.get(f"amended/{id}", "")) if name == "retired" else {}
    said[WORDS[type(item)]] = said.pop("words")
    return json.dumps(said)


def _object(piece: str) -> dict[str, Any]:
    return dict(json.loads(piece)) if piece else {}


def _lines(told: Mapping[str, Any], knowledge: KnowledgeBase) -> Iterator[str]:
    known = [one for one in LABELS if one in told]
    for one in (*known, *(one for one in told if one not in LABELS)):
        if one != "id" and told[one]:
            label = LABELS.get(one, one.replace("_", " ").capitalize())
            values = list(_values(one, told[one], knowledge))
            apart = "\n" if any("\n" in value for value in values) or len(values) > 1 else " "
            yield f"{label}:{apart}" + "\n".join(values)


def _values(name: str, value: object, knowledge: KnowledgeBase) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _values(name, one, knowledge)
    elif isinstance(value, dict):
        yield figures([Fact.model_validate(value)])
    elif name in DAYS:
        yield written(date.fromisoformat(str(value)))
    elif name in ("sources", "reading"):
        yield _titled(str(value), knowledge.sources)
    elif name in ("nearest", "related", "part_of"):
        yield _titled(str(value), knowledge.entries)
    else:
        yield str(value)


def _titled(id: str, items: Iterable[Any]) -> str:
    return next((str(one.title) for one in items if one.id == id), id)
