"""What a button carries: the custom id that comes back when it is pressed.

Nothing is kept for a button, so those of last month work after any number of restarts. An id
holds entry ids and, on public messages, who asked: only they turn the message over.
"""

import re
from dataclasses import dataclass

from adapters.discord.limits import CUSTOM_ID, width


@dataclass(frozen=True, slots=True)
class Pick:
    """An entry was chosen; `owner`: who may change the message, None: whoever sees it."""

    entry: str
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Decline:
    """None of the choices was meant."""

    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Show these entries' answers to the channel."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Do:
    """Something to do (bot/act.py), `asked` for on a form or not yet."""

    does: str
    owner: int | None = None
    asked: bool = False


Press = Pick | Decline | Share | Do

_ENTRY = r"[^\s,|:\"'<>&]{1,64}"
_PICK = re.compile(rf"tpm:pick:({_ENTRY})(?::(\d{{1,20}}))?")
_DECLINE = re.compile(r"tpm:none(?::(\d{1,20}))?")
_SHARE = re.compile(rf"tpm:share:({_ENTRY}(?:,{_ENTRY})*)")
_DO = re.compile(r"tpm:(act|form):(?:(\d{1,20})!)?([a-z0-9:-]{1,64})")
_SUGGESTED = re.compile(rf"entry:({_ENTRY})")
_ROOM = CUSTOM_ID - len(f"tpm:pick::{2**64}")


def carries(entry: str) -> bool:
    """Whether a button can carry this entry's id, whoever owns the message."""
    return re.fullmatch(_ENTRY, entry) is not None and width(entry) <= _ROOM


def encode(press: Pick | Decline | Do) -> str:
    """The custom id of a choice or of something to do: it fits where `carries`.

    >>> encode(Pick("skills", 42)), encode(Decline()), encode(Do("keep-for:30", 42))
    ('tpm:pick:skills:42', 'tpm:none', 'tpm:act:42!keep-for:30')
    """
    if isinstance(press, Do):
        owner = "" if press.owner is None else f"{press.owner}!"
        return f"tpm:{'form' if press.asked else 'act'}:{owner}{press.does}"
    what = f"tpm:pick:{press.entry}" if isinstance(press, Pick) else "tpm:none"
    return what if press.owner is None else f"{what}:{press.owner}"


def encode_share(entries: tuple[str, ...]) -> tuple[str, int]:
    """The custom id that shares entries, and how many of them it holds: as many of the first as
    fit, which is one at least; 0 where none can be carried.

    >>> encode_share(("skills", "salary"))
    ('tpm:share:skills,salary', 2)
    """
    held: list[str] = []
    for entry in entries:
        if not carries(entry) or width("tpm:share:" + ",".join([*held, entry])) > CUSTOM_ID:
            break
        held.append(entry)
    return "tpm:share:" + ",".join(held), len(held)


def decode(custom_id: str) -> Press | None:
    """What a pressed button means; None for one that is not ours."""
    if found := _PICK.fullmatch(custom_id):
        return Pick(found[1], _owner(found[2]))
    if found := _DECLINE.fullmatch(custom_id):
        return Decline(_owner(found[1]))
    if found := _SHARE.fullmatch(custom_id):
        return Share(tuple(found[1].split(",")))
    if found := _DO.fullmatch(custom_id):
        return Do(found[3], _owner(found[2]), asked=found[1] == "form")
    return None


def _owner(digits: str | None) -> int | None:
    return int(digits) if digits else None


def suggestion(entry: str) -> str:
    """The value of an autocompleted choice: an id, since a title could be shortened or mean
    several entries."""
    return f"entry:{entry}"


def suggested(question: str) -> str | None:
    """The entry that was picked while typing; None where the question was typed."""
    found = _SUGGESTED.fullmatch(question.strip())
    return found[1] if found else None
