"""The form of a knowledge base, as it stands in its YAML files."""

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[^\s,|:\"'<>&]{1,64}$")]
"""What buttons and programs carry: up to 64 characters, without spaces and , | : " ' < > &."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
"""One line of text."""

Phrasing = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""One way of asking."""

Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8000)]
"""Portable Markdown: paragraphs, **bold**, *italic*, `code`, links, lists."""

Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=1000)]


class Form(BaseModel):
    """Frozen, and strict about keys: a misspelt one is a fault, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Money(Form):
    """An amount, or a range where `high` differs from `low`."""

    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=0)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "USD"
    per: Literal["hour", "day", "month", "year"] = "year"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.high < self.low:
            raise ValueError("high is below low: swap them")
        return self


class Fact(Form):
    """A figure or name worth showing by itself, of exactly one type."""

    label: Line
    money: Money | None = None
    region: Line | None = None
    date: datetime.date | None = None
    text: Line | None = None
    review_after: datetime.date | None = None

    @model_validator(mode="after")
    def _one_type(self) -> Self:
        given = [v for v in (self.money, self.region, self.date, self.text) if v is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of money, region, date, text")
        return self


class Source(Form):
    """Where knowledge comes from; entries name it by `id`. `owner` and `checked` go for those of
    them that say nothing else."""

    id: Id
    title: Line
    author: Line | None = None
    publisher: Line | None = None
    published: datetime.date | None = None
    url: Address | None = None
    owner: Line | None = None
    checked: datetime.date | None = None
    review_after: datetime.date | None = None


class Topic(Form):
    """A shelf for entries, shown in this order by `topics` and the Home tab."""

    id: Id
    title: Line


class Entry(Form):
    """One thing the knowledge base knows.

    `part_of`: entries whose answer contains this one (one skill of all the skills): where a
    question is unclear between parts, the whole is answered. `related`: entries to go on with.
    `reading`: sources to list as further reading. `owner`: who keeps it right; `checked`: when it
    was last held against what it is about; after `review_after` it is due for that.
    """

    id: Id
    title: Line
    answer: Prose
    phrasings: Annotated[tuple[Phrasing, ...], Field(min_length=1)]
    topic: Id | None = None
    sources: tuple[Id, ...] = ()
    facts: tuple[Fact, ...] = ()
    part_of: tuple[Id, ...] = ()
    related: tuple[Id, ...] = ()
    reading: tuple[Id, ...] = ()
    owner: Line | None = None
    checked: datetime.date | None = None
    review_after: datetime.date | None = None


class Boundary(Form):
    """A question the knowledge base knows it does not answer: what it `says` instead, and the
    `nearest` entry to offer. What is known of its upkeep is as an entry's."""

    id: Id
    title: Line
    says: Prose
    phrasings: Annotated[tuple[Phrasing, ...], Field(min_length=1)]
    nearest: Id | None = None
    owner: Line | None = None
    checked: datetime.date | None = None
    review_after: datetime.date | None = None


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class About(Form):
    """What the whole is about, in words that follow "I answer questions about"."""

    subject: Line
    """Said where the bot presents itself: "the technical product manager's job"."""


class KnowledgeFile(Form):
    """One YAML file; every key may be left out."""

    about: About | None = None
    topics: tuple[Topic, ...] = ()
    sources: tuple[Source, ...] = ()
    synonyms: tuple[Annotated[tuple[Words, ...], Field(min_length=2)], ...] = ()
    entries: tuple[Entry, ...] = ()
    boundaries: tuple[Boundary, ...] = ()


class KnowledgeBase(Form):
    """All files of all folders together; ids are unique over entries and boundaries."""

    about: About | None = None
    topics: tuple[Topic, ...] = ()
    sources: tuple[Source, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    entries: tuple[Entry, ...] = ()
    boundaries: tuple[Boundary, ...] = ()

    def items(self) -> Iterator[Entry | Boundary]:
        """Entries, then boundaries."""
        yield from self.entries
        yield from self.boundaries
