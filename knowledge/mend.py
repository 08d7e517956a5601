"""What is wrong with a file's form → words for whoever wrote it, and how to mend it."""

import difflib
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel

from knowledge.parse import Fault, Parsed, Place
from knowledge.schema import KnowledgeFile


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """How to mend a name that is not there."""
    close = difflib.get_close_matches(word, list(known), 1)
    return f"did you mean {close[0]!r}?" if close else "add it or take the name out"


def fault(parsed: Parsed, detail: Any) -> Fault:
    """What pydantic found wrong with a file's form, with file, line and mend."""
    place: Place = tuple(detail["loc"])
    line = parsed.line(place)
    where = ".".join(map(str, place)) or "the file"
    kind, message = detail["type"], detail["msg"].removeprefix("Value error, ")
    if kind == "extra_forbidden":
        what, keys = f"unknown key {place[-1]!r}", _keys_around(place)
        return Fault(parsed.file, line, what, did_you_mean(str(place[-1]), keys))
    if kind == "missing":
        return Fault(parsed.file, line, f"{where} is missing", f"add {place[-1]!r}")
    if told := _TOLD.get(kind):
        limits = detail.get("ctx", {})
        return Fault(parsed.file, line, f"{where}: {told[0]}".format(**limits), told[1])
    what, _, mend = message.partition(": ")
    return Fault(parsed.file, line, f"{where}: {what}", mend or "see docs/write-an-entry.md")


_TOLD = {
    "too_short": ("empty", "give it at least one"),
    "string_too_short": ("empty", "write something, or take the key out"),
    "string_too_long": ("longer than {max_length} characters", "shorten it"),
    "string_type": ("no text", "write plain text; quote it where it holds a colon"),
    "string_pattern_mismatch": ("not of the form wanted here", "see docs/write-an-entry.md"),
    "tuple_type": ("no list", "write a list: a line a member, each beginning with a dash"),
    "model_type": ("no group of keys", "write keys with their values, indented alike"),
    "model_attributes_type": ("no group of keys", "write keys with values, indented alike"),
    "date_from_datetime_parsing": ("no date", "write it as 2024-12-31"),
    "date_parsing": ("no date", "write it as 2024-12-31"),
    "int_parsing": ("no whole number", "write digits alone"),
}
"""Faults that a value's form has, in a curator's words: what, and how to mend it."""


def _keys_around(place: Place) -> Iterable[str]:
    """The keys that are known where an unknown one stood."""
    model: type[BaseModel] = KnowledgeFile
    for step in place[:-1]:
        if step in model.model_fields:
            model = _form_within(model.model_fields[str(step)].annotation) or model
    return model.model_fields


def _form_within(annotation: Any) -> type[BaseModel] | None:
    """The form that an annotation speaks of: Fact in `tuple[Fact, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_form_within, get_args(annotation))), None)
