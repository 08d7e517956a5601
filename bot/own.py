"""What a team has of its own of one entry or boundary → edits of that."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.index import Index
from bot.normalise import words
from bot.remember import Edit
from knowledge.overlay import WORDS, Amendment, Overlay, pieces, together
from knowledge.schema import Boundary, Entry

Pieces = Mapping[str, str]
"""What the team has of its own, by key (knowledge/overlay.py)."""


def whole(item: Entry | Boundary) -> str:
    """The key of an entry or boundary that is the team's own as a whole."""
    return f"{'entry' if isinstance(item, Entry) else 'boundary'}/{item.id}"


def amended(item: Entry | Boundary, new: Mapping[str, Any], there: Pieces) -> Edit:
    """What is said otherwise, by the names of an amendment: in what is the team's own itself, and
    over what is the base's. None takes back what the team says."""
    key = whole(item)
    if key in there:
        named = {WORDS[type(item)] if name == "words" else name: new[name] for name in new}
        return Edit(key, there[key], _piece(_held(key, there).model_copy(update=named)))
    key = f"amended/{item.id}"
    both = {**_amendment(item, there), **new}
    said = {name: value for name, value in both.items() if value is not None}
    after = pieces(Overlay(amended={item.id: Amendment(**said)}))[key] if said else ""
    return Edit(key, there.get(key, ""), after)


def shared(item: Entry | Boundary, new: Mapping[str, Any], there: Pieces) -> str | None:
    """The first name of what was to be taken away and is the base's, which can't be."""
    if whole(item) in there:
        return None
    own = _amendment(item, there)
    gone = (name for name, value in new.items() if value is None and name not in own)
    return next((name for name in gone if getattr(item, name) is not None), None)


def own_phrasings(item: Entry | Boundary, there: Pieces) -> tuple[str, ...]:
    """Those of its phrasings that are the team's own."""
    key = f"phrasings/{item.id}"
    more = together({key: there[key]}).phrasings[item.id] if key in there else ()
    mine = _held(whole(item), there).phrasings if whole(item) in there else ()
    return tuple(dict.fromkeys((*mine, *more)))


def phrased(item: Entry | Boundary, said: Sequence[str], there: Pieces) -> tuple[Edit, ...]:
    """The team's own phrasings as they are to be: of what is its own as a whole there are some."""
    key = f"phrasings/{item.id}"
    if whole(item) in there:
        left = Edit(key, there[key], "") if key in there else None
        edits = (amended(item, {"phrasings": tuple(said)}, there), left)
        return tuple(edit for edit in edits if edit is not None)
    own = pieces(Overlay(phrasings={item.id: tuple(said)})) if said else {}
    return (Edit(key, there.get(key, ""), own.get(key, "")),)


def retired(item: Entry | Boundary, there: Pieces) -> tuple[Edit, ...]:
    """It is out of use, whoever has it."""
    key = f"retired/{item.id}"
    out = pieces(Overlay(retired=(item.id,)))[key]
    own = [Edit(whole(item), there[whole(item)], "")] if whole(item) in there else []
    return (Edit(key, there.get(key, ""), out), *own)


def bounded_by(said: Collection[str], index: Index) -> tuple[Boundary, ...]:
    """The boundaries that have phrasings in just these words."""
    found = {at for one in said for at in index.exact.get(_key(one), ())}
    items = (index.items[at] for at in sorted(found))
    return tuple(one for one in items if isinstance(one, Boundary) and _taking(one, said))


def taken(boundary: Boundary, said: Collection[str], there: Pieces) -> tuple[Edit, ...]:
    """The boundary without its phrasings in just these words: they are an entry's now. One that is
    left with none is out of use."""
    gone = _taking(boundary, said)
    if len(gone) == len(boundary.phrasings):
        return retired(boundary, there)
    own = own_phrasings(boundary, there)
    left = [one for one in own if one not in gone]
    edits = phrased(boundary, left, there) if len(left) < len(own) else ()
    theirs = tuple(one for one in boundary.phrasings if one in gone and one not in own)
    if not theirs:
        return edits
    before = _amendment(boundary, there).get("without", ())
    return (*edits, amended(boundary, {"without": (*before, *theirs)}, there))


def _taking(boundary: Boundary, said: Collection[str]) -> frozenset[str]:
    asked = {_key(one) for one in said}
    return frozenset(one for one in boundary.phrasings if _key(one) in asked)


def _key(said: str) -> str:
    return " ".join(words(said))


def _amendment(item: Entry | Boundary, there: Pieces) -> dict[str, Any]:
    """What the team says otherwise of it."""
    key = f"amended/{item.id}"
    if key not in there:
        return {}
    return together({key: there[key]}).amended[item.id].model_dump(exclude_defaults=True)


def _held(key: str, there: Pieces) -> Entry | Boundary:
    [item] = together({key: there[key]}).items()
    return item


def _piece(item: Entry | Boundary) -> str:
    match item:
        case Entry():
            own = Overlay(entries=(item,))
        case Boundary():
            own = Overlay(boundaries=(item,))
    return pieces(own)[whole(item)]
