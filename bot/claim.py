"""Whether a change would have two asked for in just the same words."""

from collections.abc import Mapping

from bot.index import Index
from bot.normalise import words
from bot.own import Pieces
from knowledge.overlay import lay, together
from knowledge.schema import Boundary, Entry

Items = Mapping[str, Entry | Boundary]


class Claimed(Exception):
    """By a change, a phrasing of another entry or boundary (`other`) would be asked for it too."""

    def __init__(self, said: str, other: Entry | Boundary) -> None:
        super().__init__(said)
        self.said, self.other = said, other


def claimed(base: Index, before: Pieces, after: Pieces) -> None:
    """Raises Claimed where a phrasing that something gets by the change is asked for something else
    already, as it all stands with the change. `base`: the shared index; `before`, `after`: what the
    team has of its own."""
    was, now = _items(base, before), _items(base, after)
    shared = {item.id: item for item in base.items}
    holders: dict[str, list[str]] = {}
    for item in now.values():
        if _said(item) != _said(shared.get(item.id)):
            for key in _ways(item):
                holders.setdefault(key, []).append(item.id)
    for item in now.values():
        if _said(item) == _said(was.get(item.id)):
            continue
        had = _ways(was.get(item.id))
        for key, said in _ways(item).items():
            there = (base.items[at].id for at in base.exact.get(key, ()))
            others = (now[id] for id in (*holders.get(key, ()), *there) if id in now)
            other = next((one for one in others if one.id != item.id and key in _ways(one)), None)
            if other is not None and key not in had:
                raise Claimed(said, other)


def _items(base: Index, own: Pieces) -> Items:
    laid = lay(base.knowledge, together(own))
    return {item.id: item for item in laid.items()}


def _said(item: Entry | Boundary | None) -> tuple[str, ...]:
    return () if item is None else item.phrasings


def _ways(item: Entry | Boundary | None) -> dict[str, str]:
    """Its phrasings by their words."""
    return {" ".join(words(said)): said for said in _said(item)}
