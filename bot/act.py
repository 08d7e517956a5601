"""What a pressed action does, as a value, and as the short text that a button carries."""

import re
from dataclasses import dataclass
from typing import assert_never


@dataclass(frozen=True, slots=True)
class Rate:
    """The answer to a remembered question was helpful, or not."""

    record: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class Tell:
    """Say what was missing in the answer to a remembered question."""

    record: str


@dataclass(frozen=True, slots=True)
class KeepText:
    """Keep the text of questions from now on, or no longer."""

    on: bool


@dataclass(frozen=True, slots=True)
class KeepFor:
    """Keep what is remembered for so many days."""

    days: int


@dataclass(frozen=True, slots=True)
class SaveQuote:
    """Save as an answer what somebody wrote elsewhere, which the desk keeps as a draft."""

    draft: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take a change back."""

    change: str


@dataclass(frozen=True, slots=True)
class Again:
    """Open a form again that was refused, with what had been typed, which is kept as a draft."""

    draft: str


Act = Rate | Tell | KeepText | KeepFor | SaveQuote | Undo | Again

_ID = r"[0-9a-f]{32}"
_RATE = re.compile(rf"rate:({_ID}):(yes|no)")
_TELL = re.compile(rf"tell:({_ID})")
_KEEP_TEXT = re.compile(r"keep-text:(yes|no)")
_KEEP_FOR = re.compile(r"keep-for:([1-9][0-9]{0,3})")
_SAVE_QUOTE = re.compile(rf"save-quote:({_ID})")
_UNDO = re.compile(rf"undo:({_ID})")
_AGAIN = re.compile(rf"again:({_ID})")


def encode(act: Act) -> str:
    """At most 64 characters of a to z, 0 to 9, colon and hyphen.

    >>> encode(KeepFor(30))
    'keep-for:30'
    """
    match act:
        case Rate(record, helpful):
            return f"rate:{record}:{_said(helpful)}"
        case Tell(record):
            return f"tell:{record}"
        case KeepText(on):
            return f"keep-text:{_said(on)}"
        case KeepFor(days):
            return f"keep-for:{days}"
        case SaveQuote(draft):
            return f"save-quote:{draft}"
        case Undo(change):
            return f"undo:{change}"
        case Again(draft):
            return f"again:{draft}"
        case _:
            assert_never(act)


def decode(does: str) -> Act | None:
    """What was encoded; None for anything else.

    >>> decode("keep-text:no"), decode("keep-text:maybe")
    (KeepText(on=False), None)
    """
    if found := _RATE.fullmatch(does):
        return Rate(found[1], found[2] == "yes")
    if found := _TELL.fullmatch(does):
        return Tell(found[1])
    if found := _KEEP_TEXT.fullmatch(does):
        return KeepText(found[1] == "yes")
    if found := _KEEP_FOR.fullmatch(does):
        return KeepFor(int(found[1]))
    if found := _SAVE_QUOTE.fullmatch(does):
        return SaveQuote(found[1])
    if found := _UNDO.fullmatch(does):
        return Undo(found[1])
    if found := _AGAIN.fullmatch(does):
        return Again(found[1])
    return None


def _said(yes: bool) -> str:
    return "yes" if yes else "no"
