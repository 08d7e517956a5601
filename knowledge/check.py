"""What is worth mending in a knowledge base, beyond what keeps it from being loaded."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.everyday import everyday
from knowledge.golden import golden
from knowledge.loader import KnowledgeFaults, Loaded, Origin, files, load_with_places
from knowledge.parse import Fault, parse

Comparable = Callable[[str], tuple[str, ...]]
"""A phrasing → its words, equal for phrasings that mean the same to the matcher."""


@dataclass(frozen=True, slots=True)
class Findings:
    """`faults` are to be mended before it is used, `warnings` are worth a look; both in the
    files' order. `checked`: how many entries and boundaries there are."""

    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    checked: int = 0


def check(folders: Sequence[Path], today: datetime.date, comparable: Comparable) -> Findings:
    """Everything that is wrong with the folders' knowledge, later ones laid over earlier ones."""
    try:
        loaded = load_with_places(folders)
    except KnowledgeFaults as refused:
        return Findings(refused.faults)
    warnings = [*_repeated(loaded, comparable), *_unsourced(loaded), *_talk(loaded, comparable)]
    warnings += _stale_items(loaded, today)
    warnings += _stale_sources(loaded, folders, today)
    return Findings(
        tuple(sorted([*_claimed_twice(loaded, comparable), *_golden(folders)])),
        tuple(sorted(warnings)),
        len(loaded.places),
    )


@dataclass(frozen=True, slots=True)
class _Claim:
    """A phrasing of an entry or boundary, at its position there."""

    owner: str
    phrasing: str
    position: int

    def place(self, loaded: Loaded) -> str:
        origin = loaded.places[self.owner]
        line = origin.parsed.line((*origin.place, "phrasings", self.position))
        return f"{origin.parsed.file}:{line}"

    def fault(self, loaded: Loaded, what: str, mend: str) -> Fault:
        return loaded.places[self.owner].fault(what, mend, "phrasings", self.position)


def _claims(loaded: Loaded, comparable: Comparable) -> Iterator[tuple[_Claim, _Claim]]:
    """Each phrasing that stands in several places: the later one, with the first."""
    first: dict[tuple[str, ...], _Claim] = {}
    for item in loaded.knowledge.items():
        for position, phrasing in enumerate(item.phrasings):
            claim = _Claim(item.id, phrasing, position)
            before = first.setdefault(comparable(phrasing) or (phrasing,), claim)
            if before is not claim:
                yield claim, before


def _claimed_twice(loaded: Loaded, comparable: Comparable) -> Iterator[Fault]:
    for claim, before in _claims(loaded, comparable):
        if claim.owner != before.owner:
            yield claim.fault(
                loaded,
                f"{claim.phrasing!r} is claimed by {claim.owner!r} here and by {before.owner!r} "
                f"in {before.place(loaded)}",
                "leave it to the one that answers it",
            )


def _repeated(loaded: Loaded, comparable: Comparable) -> Iterator[Fault]:
    for claim, before in _claims(loaded, comparable):
        if claim.owner == before.owner:
            yield claim.fault(
                loaded,
                f"{claim.phrasing!r} says the same as {before.place(loaded)}",
                "keep one",
            )


def _talk(loaded: Loaded, comparable: Comparable) -> Iterator[Fault]:
    """Phrasings that people say to the bot itself."""
    talk = {comparable(said) for one in everyday().talk for said in one.phrasings}
    for item in loaded.knowledge.items():
        for position, phrasing in enumerate(item.phrasings):
            if comparable(phrasing) in talk:
                yield loaded.places[item.id].fault(
                    f"{phrasing!r} is what people say to the bot itself",
                    "take it out, or say what of",
                    "phrasings",
                    position,
                )


def _golden(folders: Sequence[Path]) -> Sequence[Fault]:
    """What is wrong with the questions that have to go on being answered."""
    try:
        golden(folders)
    except KnowledgeFaults as refused:
        return refused.faults
    return ()


def _unsourced(loaded: Loaded) -> Iterator[Fault]:
    for entry in loaded.knowledge.entries:
        if not entry.sources:
            yield loaded.places[entry.id].fault(
                f"{entry.id!r} names no source", "say where the answer comes from in 'sources'"
            )


def _stale_items(loaded: Loaded, today: datetime.date) -> Iterator[Fault]:
    for item in loaded.knowledge.items():
        if _is_past(item.review_after, today):
            yield _overdue(loaded.places[item.id], repr(item.id), item.review_after)
    for entry in loaded.knowledge.entries:
        origin = loaded.places[entry.id]
        for position, fact in enumerate(entry.facts):
            if _is_past(fact.review_after, today):
                name = f"the fact {fact.label!r} of {entry.id!r}"
                yield _overdue(origin, name, fact.review_after, "facts", position)


def _stale_sources(
    loaded: Loaded, folders: Sequence[Path], today: datetime.date
) -> Iterator[Fault]:
    stale = {s.id: s for s in loaded.knowledge.sources if _is_past(s.review_after, today)}
    for name, origin in _sources(folders).items() if stale else ():
        if name in stale:
            yield _overdue(origin, f"the source {name!r}", stale[name].review_after)


def _sources(folders: Sequence[Path]) -> dict[str, Origin]:
    """Where each source stands; a later folder's wins."""
    found: dict[str, Origin] = {}
    for path in (path for folder in folders for path in files(folder)):
        parsed = parse(path, str(path))
        value: Any = parsed.value or {}
        for position, source in enumerate(value.get("sources") or ()):
            found[source["id"]] = Origin(parsed, ("sources", position))
    return found


def _is_past(day: datetime.date | None, today: datetime.date) -> bool:
    return day is not None and day < today


def _overdue(origin: Origin, what: str, day: datetime.date | None, *within: str | int) -> Fault:
    return origin.fault(
        f"{what} was to be reviewed by {day}",
        "see whether it still holds, then move review_after",
        *within,
        "review_after",
    )
