"""Knowledge → lines of YAML, as a person would write them, which read back as the same values."""

import datetime
import re
from collections.abc import Sequence
from typing import Any

from knowledge.schema import About, Boundary, Entry, Fact, Form, KnowledgeFile, Money, Source, Topic

WIDTH = 100
"""Characters a list may take on one line."""

KEYS: dict[type[Form], tuple[str, ...]] = {
    KnowledgeFile: ("about", "topics", "sources", "synonyms", "entries", "boundaries"),
    About: ("subject",),
    Topic: ("id", "title"),
    Source: (
        "id", "title", "author", "publisher", "published", "url", "owner", "checked",
        "review_after",
    ),
    Entry: (
        "id", "title", "topic", "part_of", "answer", "sources", "reading", "related", "facts",
        "owner", "checked", "review_after", "phrasings",
    ),
    Boundary: (
        "id", "title", "says", "nearest", "owner", "checked", "review_after", "phrasings",
    ),
    Fact: ("label", "money", "region", "date", "text", "review_after"),
    Money: ("low", "high", "currency", "per"),
}  # fmt: skip
"""Each form's keys in the order in which they are written: the long lists last."""

APART = ("entries", "boundaries")
"""Whose items have an empty line between them."""

_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def scalar(text: str, flow: bool = False) -> str:
    """One value on one line: plain where that reads back as it is, else in double quotes.

    >>> scalar("how do I get in"), scalar("money: what does it cost"), scalar("a, b", flow=True)
    ('how do I get in', '"money: what does it cost"', '"a, b"')
    """
    plain = (
        text.isprintable()
        and text == text.strip()
        and text not in ("", "~", "null")
        and text[0] not in _INDICATORS
        and not re.search(r":(\s|$)|\s#", text)
        and not (flow and re.search(r"[,\[\]{}:?]", text))
        and not text.startswith(("---", "..."))
    )
    return text if plain else f'"{"".join(map(_escaped, text))}"'


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def fits_block(text: str) -> bool:
    """Whether a text can stand below a `|` as it is."""
    lines = text.split("\n")
    return not text[:1].isspace() and all(line.isprintable() for line in lines)


def block(text: str, indent: int) -> list[str]:
    """The lines below a `|`."""
    return [" " * indent + line if line else "" for line in text.split("\n")]


def pair(key: str, value: Any, indent: int) -> list[str]:
    """A key with its value, beginning in this column."""
    margin = " " * indent
    if isinstance(value, str) and fits_block(value) and (key == "answer" or "\n" in value):
        return [f"{margin}{key}: |", *block(value, indent + 2)]
    if isinstance(value, Money):
        inner = ", ".join(f"{k}: {plain(getattr(value, k))}" for k in KEYS[Money])
        return [f"{margin}{key}: {{{inner}}}"]
    if isinstance(value, Form):
        return [f"{margin}{key}:", *mapping(value, indent + 2)]
    if not isinstance(value, tuple):
        return [f"{margin}{key}: {plain(value)}"]
    short = f"{margin}{key}: {flow(value)}" if key in _ON_ONE_LINE else ""
    if short and len(short) <= WIDTH:
        return [short]
    return [f"{margin}{key}:", *members(key, value, indent + 2)]


_ON_ONE_LINE = ("part_of", "sources", "reading", "related")


def plain(value: str | int | datetime.date) -> str:
    """A text, number or day on one line."""
    return scalar(value) if isinstance(value, str) else str(value)


def flow(values: Sequence[str]) -> str:
    """Values in brackets, on one line."""
    return f"[{', '.join(scalar(value, flow=True) for value in values)}]"


def members(key: str, values: Sequence[Any], indent: int) -> list[str]:
    """The lines of a list below its key."""
    lines: list[str] = []
    for value in values:
        if lines and key in APART:
            lines.append("")
        lines.extend(member(value, indent))
    return lines


def member(value: Any, indent: int) -> list[str]:
    """One member of a list, its dash in this column."""
    margin = " " * indent
    if isinstance(value, Form):
        first, *rest = mapping(value, indent + 2)
        return [f"{margin}- {first.lstrip()}", *rest]
    if isinstance(value, tuple):
        return _group(value, margin)
    return [f"{margin}- {plain(value)}"]


def _group(words: Sequence[str], margin: str) -> list[str]:
    lines = [f"{margin}- ["]
    for number, word in enumerate(words, 1):
        piece = scalar(word, flow=True) + ("," if number < len(words) else "]")
        if len(lines[-1]) + 1 + len(piece) > WIDTH and number > 1:
            lines.append(f"{margin}   {piece}")
        else:
            lines[-1] += piece if number == 1 else f" {piece}"
    return lines


def mapping(form: Form, indent: int) -> list[str]:
    """All keys of a form that say something."""
    lines: list[str] = []
    for key in KEYS[type(form)]:
        value = getattr(form, key)
        if value is not None and value != ():
            lines.extend(pair(key, value, indent))
    return lines


def section(key: str, value: Any) -> list[str]:
    """One key of a file with all that stands below it."""
    if isinstance(value, Form):
        return pair(key, value, 0)
    return [f"{key}:", *members(key, value, 2)]


def whole(file: KnowledgeFile) -> str:
    """A file's text, written anew; empty where it says nothing."""
    held = [(key, getattr(file, key)) for key in KEYS[KnowledgeFile] if getattr(file, key)]
    return "\n".join("".join(f"{line}\n" for line in section(*each)) for each in held)
