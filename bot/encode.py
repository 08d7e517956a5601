"""An act → the short text that a button carries, and back."""

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any

from bot.act import (
    Act,
    Advise,
    Again,
    Assign,
    Attach,
    Bound,
    Edit,
    Equate,
    Hand,
    History,
    Ignore,
    Improve,
    Insist,
    KeepFor,
    KeepText,
    Look,
    Past,
    Rate,
    Replace,
    Retire,
    Review,
    Reword,
    SaveQuote,
    See,
    Synonyms,
    Take,
    Tell,
    Undo,
    Verify,
    Wish,
    Write,
)


@dataclass(frozen=True, slots=True)
class _Word:
    """How a field is written."""

    form: re.Pattern[str]
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str


_ID = _Word(re.compile("[0-9a-f]{32}"))
_MAYBE = _Word(re.compile("[0-9a-f]{32}|"))
_HANDLE = _Word(re.compile("[0-9a-f]{16}"))
_PERHAPS = _Word(re.compile("[0-9a-f]{16}|"))
_EITHER = _Word(re.compile("[0-9a-f]{16}|[0-9a-f]{32}"))
_STAMP = _Word(re.compile("[0-9a-f]{12}|"))
_PAGE = _Word(re.compile("[1-9][0-9]{0,2}|"), lambda page: int(page or 0), lambda at: str(at or ""))
_DAYS = _Word(re.compile("[1-9][0-9]{0,3}"), int)
_YES = _Word(re.compile("yes|no"), "yes".__eq__, lambda yes: "yes" if yes else "no")

_FORMS: dict[str, tuple[Callable[..., Act], tuple[_Word, ...]]] = {
    "rate": (Rate, (_ID, _YES)),
    "tell": (Tell, (_ID,)),
    "wish": (Wish, (_ID,)),
    "keep-text": (KeepText, (_YES,)),
    "keep-for": (KeepFor, (_DAYS,)),
    "again": (Again, (_ID,)),
    "save-quote": (SaveQuote, (_ID,)),
    "review": (Review, (_PAGE,)),
    "look": (Look, (_ID,)),
    "attach": (Attach, (_MAYBE, _MAYBE)),
    "write": (Write, (_MAYBE, _MAYBE)),
    "replace": (Replace, (_EITHER,)),
    "bound": (Bound, (_MAYBE, _MAYBE)),
    "ignore": (Ignore, (_ID,)),
    "hand": (Hand, (_ID,)),
    "see": (See, (_ID,)),
    "advise": (Advise, (_ID,)),
    "improve": (Improve, (_HANDLE, _PERHAPS)),
    "edit": (Edit, (_HANDLE, _STAMP, _PERHAPS)),
    "reword": (Reword, (_HANDLE, _STAMP)),
    "assign": (Assign, (_HANDLE, _STAMP)),
    "verify": (Verify, (_HANDLE, _PERHAPS)),
    "retire": (Retire, (_HANDLE,)),
    "take": (Take, (_ID,)),
    "synonyms": (Synonyms, (_PERHAPS,)),
    "equate": (Equate, (_PERHAPS, _STAMP)),
    "history": (History, (_MAYBE,)),
    "past": (Past, (_ID,)),
    "undo": (Undo, (_ID,)),
    "insist": (Insist, (_ID,)),
}
_NAMES = {make: name for name, (make, _) in _FORMS.items()}


def word(kind: type[Act]) -> str:
    """What an act of this kind begins with.

    >>> word(KeepFor)
    'keep-for'
    """
    return _NAMES[kind]


def encode(act: Act) -> str:
    """At most 64 characters of a to z, 0 to 9, colon and hyphen; empty values at the end are left
    out.

    >>> encode(KeepFor(30)), encode(Review()), encode(Review(2))
    ('keep-for:30', 'review', 'review:2')
    """
    name = _NAMES[type(act)]
    _, words = _FORMS[name]
    written = (word.write(value) for word, value in zip(words, astuple(act), strict=True))
    return ":".join([name, *written]).rstrip(":")


def decode(does: str) -> Act | None:
    """What was encoded; None for anything else.

    >>> decode("keep-text:no"), decode("keep-text:maybe")
    (KeepText(on=False), None)
    """
    name, *values = does.split(":")
    make, words = _FORMS.get(name, (None, ()))
    if make is None or len(values) > len(words):
        return None
    values += [""] * (len(words) - len(values))
    if not all(word.form.fullmatch(value) for word, value in zip(words, values, strict=True)):
        return None
    return make(*(word.read(value) for word, value in zip(words, values, strict=True)))
