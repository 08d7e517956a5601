"""Everyday English around questions and to the bot itself: data for every knowledge base."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from knowledge.loader import KnowledgeFaults
from knowledge.parse import parse
from knowledge.schema import Form, Id, Line, Prose

FILE = Path(__file__).with_name("everyday.yaml")

Room = Literal[
    "privacy", "my-data", "forget-me", "settings", "insights", "review", "teach", "history",
    "synonyms",
]  # fmt: skip
"""What is called by name and stands beside the path of a question."""

Kind = Literal["smalltalk", "help", "topics", "why", "more"] | Room


class Talk(Form):
    """A way of talking to the bot itself. `kind` says what it does; `says` is all that
    `smalltalk` does."""

    id: Id
    kind: Kind
    phrasings: Annotated[tuple[Line, ...], Field(min_length=1)]
    says: Prose = ""


class Everyday(Form):
    """`filler`: words and phrases that weigh nothing in a question. `shorthand`: how people shorten
    words in chats. `elsewhere`: questions about all sorts of things. `people`: what people do for a
    living, and departments. `times`: words that say when. `jargon`: words that no list of ordinary
    ones has. `openers`: beginnings that tie a question to what was talked about. `pointers`: words
    that stand for what was talked about."""

    filler: tuple[Line, ...]
    shorthand: dict[Line, Line]
    elsewhere: tuple[Line, ...]
    people: frozenset[Line]
    times: frozenset[Line]
    jargon: frozenset[Line]
    openers: tuple[Line, ...]
    pointers: tuple[Line, ...]
    talk: tuple[Talk, ...]


@cache
def everyday() -> Everyday:
    """The everyday talk that the package carries."""
    parsed = parse(FILE, str(FILE))
    if parsed.faults:
        raise KnowledgeFaults(parsed.faults)
    return Everyday.model_validate(parsed.value)
