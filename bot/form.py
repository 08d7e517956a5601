"""A form: fields of text to fill in before an act is done, and what was typed into them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from knowledge.directions import without_directions

FIELDS = 5
LONGEST = 3_000
"""Characters that a field holds at most: what every platform takes."""

ELLIPSIS = "…"
GUIDE = "How to write an entry"
"""What a form's guide is called."""
FILL_IN = "Please fill this in."

Typed = Mapping[str, str]
"""What was typed, by the fields' names."""

ADDRESS_MOST = 1_000

NOTHING: Typed = MappingProxyType({})

_ADDRESS = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_UNUSABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Field:
    """`name`: a to z and hyphens, once in its form; `value` stands there before anything is typed;
    `most`: characters (as `size` counts them), LONGEST at most; `person`: somebody is chosen where
    the platform knows people (what is typed is as of an Asker then), and named elsewhere. 45
    characters of a label and 100 of a hint are seen everywhere."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    lines: Literal["one", "many"] = "one"
    optional: bool = False
    most: int = 200
    person: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """1 to 5 fields under a title, and the word on the button that sends them (24 characters of
    either are seen everywhere). `does`: what sending it does (bot/act.py), said by the desk;
    `guide`: the address of how to fill it in well, or empty.

    Raises ValueError where no platform could show it.
    """

    title: str
    fields: tuple[Field, ...]
    submit: str = "Send"
    does: str = ""
    guide: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.fields) <= FIELDS:
            raise ValueError(f"a form has 1 to {FIELDS} fields, not {len(self.fields)}")
        if len({field.name for field in self.fields}) < len(self.fields):
            raise ValueError("two fields of a form have one name")
        if not all(1 <= field.most <= LONGEST for field in self.fields):
            raise ValueError(f"a field holds 1 to {LONGEST} characters")


@dataclass(frozen=True, slots=True)
class FormRefused:
    """The field with this name is at fault; `words` say why and what to do."""

    field: str
    words: str


def prefilled(form: Form, values: Typed) -> Form:
    """The form with these values in its fields; those of other names are left out."""
    fields = (replace(one, value=_fit(one, values.get(one.name, one.value))) for one in form.fields)
    return replace(form, fields=tuple(fields))


def remarked(form: Form, refused: FormRefused) -> Form:
    """The form with what was wrong said beside the field at fault."""
    fields = (
        replace(one, hint=refused.words) if one.name == refused.field else one
        for one in form.fields
    )
    return replace(form, fields=tuple(fields))


def overfull(form: Form) -> Field | None:
    """The first field whose value is longer than it may be: sent again, it would be cut."""
    return next((one for one in form.fields if size(one.value) > one.most), None)


def taken(form: Form, typed: Typed) -> Typed | FormRefused:
    """What was typed into each of the form's fields, trimmed and as long as it may be; refused
    where a field that must not be is empty."""
    found = tried(form, typed)
    empty = next((one for one in form.fields if not one.optional and not found[one.name]), None)
    return found if empty is None else FormRefused(empty.name, FILL_IN)


def tried(form: Form, typed: Typed) -> Typed:
    """The same, whatever is empty."""
    found = {one.name: _taken(one, typed.get(one.name, "")) for one in form.fields}
    return MappingProxyType(found)


def placed(refused: FormRefused, form: Form) -> FormRefused:
    """The same, at the first field where the form has none of that name: said, it must be."""
    names = [one.name for one in form.fields]
    return refused if refused.field in names else replace(refused, field=names[0])


def tidy(words: str) -> str:
    """Trimmed, without control characters, halves of characters and marks that turn the direction
    of writing (what stands there would read as something else), line ends as `\\n`.

    >>> tidy(" a\\x00b\\r\\n"), tidy("a\\u202eb")
    ('a\N{REPLACEMENT CHARACTER}b', 'ab')
    """
    words = without_directions(words)
    return _UNUSABLE.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_address(words: str) -> bool:
    """Whether this is a web address that can be kept.

    >>> is_address("https://example.org/wifi"), is_address("the shed")
    (True, False)
    """
    return _ADDRESS.fullmatch(words) is not None and size(words) <= ADDRESS_MOST


def size(words: str) -> int:
    """Length in UTF-16 units, as platforms count at their strictest.

    >>> size("é"), size("😀")
    (1, 2)
    """
    return len(words) + sum(1 for character in words if character > "\uffff")


def cut(words: str, most: int) -> str:
    """As many whole characters from the beginning as fit.

    >>> cut("plot", 4), cut("plots", 4), cut("😀😀", 3)
    ('plot', 'plot', '😀')
    """
    head = words[:most]
    while size(head) > most:
        head = head[: len(head) - (size(head) - most + 1) // 2]
    return head


def _taken(field: Field, words: str) -> str:
    return cut(_fit(field, words), field.most).rstrip()


def _fit(field: Field, words: str) -> str:
    """Tidy, and on one line where the field is one."""
    return tidy(words) if field.lines == "many" else " ".join(tidy(words).split())
