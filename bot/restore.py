"""A change taken back: of each piece what it changed itself, and nothing that was changed since."""

import json
from collections.abc import Mapping
from typing import Any

from bot.own import Pieces
from bot.remember import Change, Conflict, Edit
from knowledge.overlay import together

TOOK, BROUGHT = "Took back: ", "Brought back: "

LISTS = ("phrasings", "synonyms")
"""Kinds of pieces that are lists; retired ones say that they are there, all others have fields."""

WAYS = ("phrasings", "without")
"""Fields that are lists, of which each line is by itself."""

PARTS = ("amended", *LISTS)
"""Kinds of pieces of which there is one as long as anything stands in it."""

Fields = Mapping[str, Any]


def undone(done: Change, there: Pieces, change: str, at: float) -> Change:
    """The change that takes another one back; raises Conflict where a field was changed since, or
    nothing is left of it."""
    edits = [_back(edit, there.get(edit.key, "")) for edit in reversed(done.edits)]
    edits += _left_over(done, there)
    said = done.said.partition(": ")[2] if done.undoes else done.said
    again = done.said.startswith(TOOK)
    return Change(
        change, at, "", f"{BROUGHT if again else TOOK}{said}", tuple(edits), undoes=done.id
    )


def _left_over(done: Change, there: Pieces) -> list[Edit]:
    """What was added since to what the change had made, and is of no use without it."""
    made = f"own-{done.id[:12]}"
    if not any(edit.key in (f"entry/{made}", f"boundary/{made}") for edit in done.edits):
        return []
    key = f"phrasings/{made}"
    return [Edit(key, there[key], "")] if key in there else []


def _back(edit: Edit, now: str) -> Edit:
    if now == edit.after:
        return Edit(edit.key, now, edit.before)
    kind = edit.key.partition("/")[0]
    if kind in LISTS:
        restored = _written(_ways(*map(_list, (edit.before, edit.after, now))))
    elif kind == "retired":
        restored = now
    else:
        restored = _fields(edit, now, kind in PARTS)
    if restored == now or not _holds(edit.key, restored):
        raise Conflict(Edit(edit.key, now, edit.before), now)
    return Edit(edit.key, now, restored)


def _ways(was: list[str], made: list[str], has: list[str]) -> list[str]:
    """Without what was added, and with what was taken away."""
    kept = [one for one in has if one in was or one not in made]
    return [*kept, *(one for one in was if one not in made and one not in has)]


def _fields(edit: Edit, now: str, part: bool) -> str:
    """With the fields as they were that were changed; the others as they are."""
    if not part and not (edit.after and now):
        return now
    was, made, has = map(_object, (edit.before, edit.after, now))
    changed = [name for name in {**was, **made} if was.get(name) != made.get(name)]
    ways = {
        name: _ways(*(list(one.get(name, ())) for one in (was, made, has)))
        for name in WAYS
        if name in changed
    }
    changed = [name for name in changed if name not in ways]
    clash = [name for name in changed if has.get(name) not in (made.get(name), was.get(name))]
    if clash:
        wanted, theirs = (_written(_only(clash, one)) for one in (was, has))
        raise Conflict(Edit(edit.key, _written(_only(clash, made)), wanted), theirs)
    if not part and not edit.before:
        return ""
    kept = {name: value for name, value in has.items() if name not in (*changed, *ways)}
    return _written(
        kept | _only(changed, was) | {name: said for name, said in ways.items() if said}
    )


def _only(names: list[str], of: Fields) -> dict[str, Any]:
    return {name: of[name] for name in names if name in of}


def _holds(key: str, piece: str) -> bool:
    """Whether knowledge can hold that."""
    try:
        together({key: piece} if piece else {})
    except ValueError:
        return False
    return True


def _list(piece: str) -> list[str]:
    return list(json.loads(piece)) if piece else []


def _object(piece: str) -> Fields:
    return dict(json.loads(piece)) if piece else {}


def _written(piece: Any) -> str:
    """As knowledge/overlay.py writes it; empty where nothing is in it."""
    return json.dumps(piece, sort_keys=True) if piece else ""
