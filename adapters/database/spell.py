"""A draft → JSON, and back. What an older or a newer version of the program wrote, and this one
can't read, is no draft any more."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, assert_never

from adapters.drafts import Attempt, Draft, Held, Seen, Shown
from bot.encode import decode, encode
from bot.form import FormRefused
from bot.quote import Quote
from bot.remember import Change, Edit

Spelled = dict[str, Any]


def spelled(draft: Draft) -> Spelled:
    """The draft as JSON can hold it."""
    match draft:
        case Quote():
            return {"quote": asdict(draft)}
        case Held(change, lost, because):
            held = {"change": asdict(change), "lost": sorted(lost), "because": because}
            return {"held": held}
        case Shown(values):
            return {"shown": dict(values)}
        case Seen(keys):
            return {"seen": sorted(keys)}
        case Attempt(act, typed, refused, shown):
            attempt = {
                "does": encode(act),
                "typed": dict(typed),
                "refused": refused and asdict(refused),
                "shown": dict(shown),
            }
            return {"attempt": attempt}
        case _:
            assert_never(draft)


def read(kept: Mapping[str, Any]) -> Draft | None:
    """What was spelled; None for anything else."""
    try:
        return _read(kept)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _read(kept: Mapping[str, Any]) -> Draft | None:
    [(kind, of)] = kept.items()
    match kind:
        case "quote":
            return Quote(**of)
        case "held":
            made = of["change"]
            edits = tuple(Edit(**edit) for edit in made["edits"])
            change = Change(**made | {"edits": edits, "settles": tuple(made["settles"])})
            return Held(change, frozenset(of["lost"]), of["because"])
        case "shown":
            return Shown(dict(of))
        case "seen":
            return Seen(frozenset(map(str, of)))
        case "attempt":
            act, refused = decode(of["does"]), of["refused"]
            if act is None:
                return None
            return Attempt(
                act, dict(of["typed"]), refused and FormRefused(**refused), dict(of["shown"])
            )
        case _:
            return None
