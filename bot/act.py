"""What a pressed action does, as a value, and as the short text that a button carries."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from typing import Any


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
class Wish:
    """Be told once a remembered question has an answer."""

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
class Again:
    """Open a form again that was refused, with what had been typed, which is kept as a draft."""

    draft: str


@dataclass(frozen=True, slots=True)
class SaveQuote:
    """Save as an answer what somebody wrote elsewhere, which the desk keeps as a draft."""

    draft: str


@dataclass(frozen=True, slots=True)
class Review:
    """See what waits for a curator."""


@dataclass(frozen=True, slots=True)
class Look:
    """See one thing that waits: what was missed, with all that means much the same, or what
    somebody suggested."""

    waiting: str


@dataclass(frozen=True, slots=True)
class Attach:
    """Make what was missed phrasings of an entry."""

    miss: str


@dataclass(frozen=True, slots=True)
class Write:
    """Write an entry, for what was missed where that is named."""

    miss: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """Make what was missed a boundary."""

    miss: str


@dataclass(frozen=True, slots=True)
class Ignore:
    """Leave something that waits as it is, for good."""

    waiting: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Hand what was missed to somebody."""

    miss: str


@dataclass(frozen=True, slots=True)
class Improve:
    """Say how an answer should be, as a suggestion or as a curator. Entries go by `handle`."""

    entry: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Change an entry, as `seen` when its form was opened (its `stamp`; empty before that)."""

    entry: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Reword:
    """Change how an entry is asked for, as `seen` when its form was opened."""

    entry: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Assign:
    """Say who keeps an entry, and when it is due for a check, as `seen` when its form was
    opened."""

    entry: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Verify:
    """An entry was checked today, and holds."""

    entry: str


@dataclass(frozen=True, slots=True)
class Retire:
    """Take an entry out of use."""

    entry: str


@dataclass(frozen=True, slots=True)
class Take:
    """Change an entry as was suggested, as `seen` when its form was opened."""

    suggestion: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """See what was changed."""


@dataclass(frozen=True, slots=True)
class Past:
    """See one change, before and after."""

    change: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take a change back."""

    change: str


@dataclass(frozen=True, slots=True)
class Insist:
    """Do a change that takes right answers away, which is kept as a draft."""

    draft: str


Everyones = Rate | Tell | Wish | Improve | Again
"""What everyone may do."""

Keepings = KeepText | KeepFor
"""What curators decide of what is kept."""

Teachings = SaveQuote | Attach | Write | Bound
Mendings = Edit | Reword | Assign | Verify | Retire | Take
Reviewings = Review | Look | Ignore | Hand
Rememberings = History | Past | Undo | Insist

Curating = Teachings | Mendings | Reviewings | Rememberings
"""What curators do to knowledge."""

Act = Everyones | Keepings | Curating


@dataclass(frozen=True, slots=True)
class _Word:
    """How a field is written."""

    form: re.Pattern[str]
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str


_ID = _Word(re.compile("[0-9a-f]{32}"))
_MAYBE = _Word(re.compile("[0-9a-f]{32}|"))
_HANDLE = _Word(re.compile("[0-9a-f]{16}"))
_STAMP = _Word(re.compile("[0-9a-f]{12}|"))
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
    "review": (Review, ()),
    "look": (Look, (_ID,)),
    "attach": (Attach, (_ID,)),
    "write": (Write, (_MAYBE,)),
    "bound": (Bound, (_ID,)),
    "ignore": (Ignore, (_ID,)),
    "hand": (Hand, (_ID,)),
    "improve": (Improve, (_HANDLE,)),
    "edit": (Edit, (_HANDLE, _STAMP)),
    "reword": (Reword, (_HANDLE, _STAMP)),
    "assign": (Assign, (_HANDLE, _STAMP)),
    "verify": (Verify, (_HANDLE,)),
    "retire": (Retire, (_HANDLE,)),
    "take": (Take, (_ID, _STAMP)),
    "history": (History, ()),
    "past": (Past, (_ID,)),
    "undo": (Undo, (_ID,)),
    "insist": (Insist, (_ID,)),
}
_NAMES = {make: name for name, (make, _) in _FORMS.items()}


def encode(act: Act) -> str:
    """At most 64 characters of a to z, 0 to 9, colon and hyphen.

    >>> encode(KeepFor(30)), encode(Review())
    ('keep-for:30', 'review')
    """
    name = _NAMES[type(act)]
    _, words = _FORMS[name]
    written = (word.write(value) for word, value in zip(words, astuple(act), strict=True))
    return ":".join([name, *written])


def decode(does: str) -> Act | None:
    """What was encoded; None for anything else.

    >>> decode("keep-text:no"), decode("keep-text:maybe")
    (KeepText(on=False), None)
    """
    name, *values = does.split(":")
    make, words = _FORMS.get(name, (None, ()))
    if make is None or len(values) != len(words):
        return None
    if not all(word.form.fullmatch(value) for word, value in zip(words, values, strict=True)):
        return None
    return make(*(word.read(value) for word, value in zip(words, values, strict=True)))


def handle(entry: str) -> str:
    """What stands for an entry's id in an act: 16 hexadecimal digits."""
    return hashlib.sha256(entry.encode()).hexdigest()[:16]


def stamp(pieces: Iterable[str]) -> str:
    """What stands for pieces of an overlay as they were seen: 12 hexadecimal digits."""
    return hashlib.sha256("\n".join(pieces).encode()).hexdigest()[:12]
