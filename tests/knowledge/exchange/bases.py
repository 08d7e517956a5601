"""Knowledge bases of every shape that the schema allows, for property tests."""

import string
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from knowledge.schema import (
    About,
    Address,
    Boundary,
    Entry,
    Fact,
    Id,
    KnowledgeBase,
    Line,
    Money,
    Prose,
    Source,
    Topic,
    Words,
)

NASTY = st.sampled_from(
    [
        "no", "null", "~", "1.10", "2024-01-01", "- dash", "# hash", "a # b", "a: b", "a:", "*x",
        "&x", "!x", "%x", "@x", "`x`", "{a}", "[a]", "'x'", '"x"', "\\", "x\ny", "x\n\n  y", 
        "x\n y\n",
        "|", ">", "---", "...", "--- x", "é", "日本", "\u2028", "a\u2028b", "\x85", "a\x85b",
        "\x00",
        "a\x07b", "\ufeffx", "x\ufeff", "\U0001f600", "a\tb", "x\r\ny", "a, b", "?", "? x", "a?",
        "x: |", "  x", "<<", "=", "yes", "0x1f", "1e3", "a  b", "\u00a0x", "x\u3000y",
    ]
)  # fmt: skip
TEXTS = NASTY | st.text(max_size=12) | st.lists(NASTY, min_size=2, max_size=3).map(" ".join)


def valid(kind: Any, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Those values that the schema takes, as it takes them."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def taken(value: Any) -> Any:
        try:
            return adapter.validate_python(value)
        except ValidationError:
            return None

    return values.map(taken).filter(lambda value: value is not None)


IDS = st.sampled_from(
    [*"abcdef", "no", "null", "~", "[x]", "#1", "-", "?a", "é", "a.b/c", "{}", "*"]
)
IDS |= valid(Id, st.text(string.ascii_letters + string.punctuation, min_size=1, max_size=6))
LINES, PROSE, WORDS = valid(Line, TEXTS), valid(Prose, TEXTS), valid(Words, TEXTS)
DAYS = st.dates()
MAYBE_DAYS = st.none() | DAYS
NAMED = st.lists(IDS, max_size=4, unique=True).map(tuple)
MONEY = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).flatmap(
    lambda two: st.builds(
        Money,
        low=st.just(min(two)),
        high=st.just(max(two)),
        currency=st.text(string.ascii_uppercase, min_size=3, max_size=3),
        per=st.sampled_from(["hour", "day", "month", "year"]),
    )
)
FACTS = st.one_of(
    st.builds(Fact, label=LINES, money=MONEY, review_after=MAYBE_DAYS),
    st.builds(Fact, label=LINES, region=LINES),
    st.builds(Fact, label=LINES, date=DAYS, review_after=MAYBE_DAYS),
    st.builds(Fact, label=LINES, text=LINES),
)
PHRASINGS = st.lists(LINES | PROSE, min_size=1, max_size=5, unique=True).map(tuple)
SOURCES = st.builds(
    Source,
    id=IDS,
    title=LINES,
    author=st.none() | LINES,
    publisher=st.none() | LINES,
    published=MAYBE_DAYS,
    url=st.none() | valid(Address, TEXTS.map("https://{}".format)),
    review_after=MAYBE_DAYS,
)
TOPICS = st.builds(Topic, id=IDS, title=LINES)
ENTRIES = st.builds(
    Entry,
    id=IDS,
    title=LINES,
    answer=PROSE,
    phrasings=PHRASINGS,
    topic=st.none() | IDS,
    sources=NAMED,
    facts=st.lists(FACTS, max_size=3).map(tuple),
    part_of=NAMED,
    related=NAMED,
    reading=NAMED,
    review_after=MAYBE_DAYS,
)
BOUNDARIES = st.builds(
    Boundary,
    id=IDS,
    title=LINES,
    says=PROSE,
    phrasings=PHRASINGS,
    nearest=st.none() | IDS,
    owner=st.none() | LINES,
    review_after=st.none() | st.dates(),
)


def listed(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(items, max_size=4, unique_by=lambda item: item.id).map(tuple)


def _apart(knowledge: KnowledgeBase) -> KnowledgeBase:
    """Ids are unique over entries and boundaries."""
    taken = {entry.id for entry in knowledge.entries}
    others = tuple(one for one in knowledge.boundaries if one.id not in taken)
    return knowledge.model_copy(update={"boundaries": others})


KNOWLEDGE = st.builds(
    KnowledgeBase,
    about=st.none() | st.builds(About, subject=LINES),
    topics=listed(TOPICS),
    sources=listed(SOURCES),
    synonyms=st.lists(st.lists(WORDS, min_size=2, max_size=20).map(tuple), max_size=3).map(tuple),
    entries=listed(ENTRIES),
    boundaries=listed(BOUNDARIES),
).map(_apart)
"""Names in it may lead nowhere, as in a folder that is laid over others."""


def sorted_out(knowledge: KnowledgeBase) -> KnowledgeBase:
    """The same in one order, for comparing what may stand in different files."""
    kinds = ("topics", "sources", "entries", "boundaries")
    lists: dict[str, Any] = {
        kind: tuple(sorted(getattr(knowledge, kind), key=lambda one: one.id)) for kind in kinds
    }
    return knowledge.model_copy(update={**lists, "synonyms": tuple(sorted(knowledge.synonyms))})
