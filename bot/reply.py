"""The parts a reply is made of: meaning, never markup.

A renderer lays each part out for its platform. `Part` is a closed union: a new part breaks type
checking in every renderer that lacks it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Outcome = Literal["answer", "choices", "unknown", "help", "smalltalk"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; `link` is an http(s) address or empty; `person`: whom it stands
    for (as of an Asker), where a platform can say who that is."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    person: str = ""


Text = tuple[Span, ...]


def text(words: str) -> Text:
    """Unstyled text."""
    return (Span(words),)


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `ordered` ones are numbered from 1."""

    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to be shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer comes from; `url` may be empty."""

    title: str
    author: str = ""
    publisher: str = ""
    published: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to press: it carries an entry's id, `title` is its label."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Which one was meant? Rendered with "None of these" as the last button."""

    question: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Entries to go on with, for whoever wants to; nothing is asked."""

    lead: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something to press that does what `does` says (bot/act.py)."""

    does: str
    label: str


@dataclass(frozen=True, slots=True)
class Actions:
    """What can be done about what stands above; nothing is asked."""

    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file for whoever asked: where a platform hands out none, its text, or where that is too
    long as many of its `lines` as there is room for, the first first. `whole`: who has the rest."""

    name: str
    text: str
    lines: tuple[str, ...] = ()
    whole: str = ""


Part = (
    Heading
    | Paragraph
    | Items
    | Code
    | Facts
    | Source
    | Choices
    | Offer
    | Note
    | Actions
    | Document
)


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry or boundary with the probability that it is what was meant."""

    id: str
    title: str
    confidence: float
    kind: Literal["entry", "boundary"] = "entry"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says to one utterance.

    `entries`: with `answer` those shown in full, best first; with `choices` those offered; with
    `unknown` what is nearest, offered and not shown. `candidates`: the five likeliest.
    `boundary`: the id of the one that speaks, with `unknown`. `beside`: a press is answered beside
    what was pressed, which stays as it is.
    """

    outcome: Outcome
    parts: tuple[Part, ...]
    entries: tuple[Scored, ...] = ()
    candidates: tuple[Scored, ...] = ()
    boundary: str = ""
    beside: bool = False
