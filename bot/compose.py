"""Decisions → a reply."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import assert_never

from bot.decide import Answer, Choices, Decision, Unknown
from bot.figures import value
from bot.index import Index
from bot.markdown import parts
from bot.match import Candidate, Match
from bot.plain import citation
from bot.reply import (
    Choice,
    Fact,
    Facts,
    Heading,
    Items,
    Note,
    Offer,
    Paragraph,
    Part,
    Reply,
    Scored,
    Source,
    text,
)
from bot.reply import Choices as ChoicesPart
from bot.topics import named, shelves
from bot.upkeep import upkeep
from knowledge.schema import Boundary, Entry
from knowledge.schema import Source as KnownSource

MOST_RELATED = 3

NO_ENTRIES = "There is no answer here yet: whoever keeps this can write one."

NAMED = 3
"""Titles at most that say what the knowledge base is about."""

CHOICE = 2
"""Digits of a choice's number."""

NO_CHOICE = "There is nothing to choose by that number now: ask me in words."


def compose(decided: Sequence[tuple[Decision, Match]], index: Index, today: date) -> Reply:
    """The reply to a message's questions, in the order asked."""
    if len(decided) == 1:
        return _one(*decided[0], index, today)
    answers = [decision.entry for decision, _ in decided if isinstance(decision, Answer)]
    said: list[Part] = []
    for decision, match in decided:
        if isinstance(decision, Answer):
            said.append(Heading(index.items[decision.entry.at].title))
            said.extend(_body(index.items[decision.entry.at], index, today))
        else:
            said.extend(_one(decision, match, index, today).parts)
    return Reply("answer", _sources_last(said), scored(answers, index), _all(decided, index))


def show(ids: Iterable[str], index: Index, today: date) -> Reply:
    """Entries by id, in full; ids that are not there (any more) are left out."""
    wanted = [index.position[i] for i in dict.fromkeys(ids) if i in index.position]
    entries = [at for at in wanted if index.kinship.entry[at]]
    if not entries:
        return Reply("unknown", (Paragraph(text("That answer is not there any more.")),))
    said: list[Part] = []
    for at in entries:
        said.extend([Heading(index.items[at].title)] if len(entries) > 1 else [])
        said.extend(_body(index.items[at], index, today))
    certain = [Candidate(at, index.items[at].id, "entry", 1.0) for at in entries]
    related = _related(entries[0], index) if len(entries) == 1 else ()
    return Reply("answer", (*_sources_last(said), *related), scored(certain, index))


def again(ids: Sequence[str], index: Index, today: date) -> Reply:
    """What was said: a boundary's words where one is named, else entries as they are shown."""
    for at in (index.position[id] for id in ids if id in index.position):
        item = index.items[at]
        if isinstance(item, Boundary):
            hit = Candidate(at, item.id, "boundary", 1.0)
            near = _nearest(hit, (), index)
            said = _unknown(hit, (), near, index, today)
            return Reply("unknown", said, near, boundary=item.id)
    return show(ids, index, today)


def picks_nothing(digits: str, reply: Reply, index: Index) -> bool:
    """Whether a number that was said alone led nowhere: one as choices have to no answer, a longer
    one to nothing that is known."""
    if not digits or digits in index.exact:
        return False
    if len(digits) <= CHOICE:
        return reply.outcome != "answer"
    return reply.outcome == "unknown" and not reply.boundary


def no_choice() -> Reply:
    """To a number that picks nothing: it is no question."""
    return Reply("help", (Paragraph(text(NO_CHOICE)),))


def scored(candidates: Iterable[Candidate], index: Index) -> tuple[Scored, ...]:
    return tuple(Scored(c.id, index.items[c.at].title, c.confidence, c.kind) for c in candidates)


def overview(index: Index) -> tuple[Part, ...]:
    """What the knowledge base holds, by topic."""
    said: list[Part] = []
    for shelf in shelves(index):
        said.append(Heading(shelf.title))
        said.append(Items(tuple(text(choice.title) for choice in shelf.choices)))
    return tuple(said) or (Paragraph(text(NO_ENTRIES)),)


def subject(index: Index) -> str:
    """What the knowledge base is about, to follow "questions about"."""
    if index.knowledge.about is not None:
        return index.knowledge.about.subject
    some = index.knowledge.entries[: NAMED + 1]
    titles = named(index) or [entry.title for entry in some]
    if not titles:
        return "what people write down here"
    return ", ".join(titles[:NAMED]) + (" and more" if len(titles) > NAMED else "")


def _one(decision: Decision, match: Match, index: Index, today: date) -> Reply:
    candidates = scored(match.candidates, index)
    match decision:
        case Answer(entry, others):
            said = _sources_last(list(_body(index.items[entry.at], index, today)))
            more = _related(entry.at, index)
            if others:
                more = (Offer("Or did you mean:", _choices(others, index)),)
            return Reply("answer", (*said, *more), scored([entry], index), candidates)
        case Choices(entries, _):
            asked = ChoicesPart("Which of these do you mean?", _choices(entries, index))
            return Reply("choices", (asked,), scored(entries, index), candidates)
        case Unknown(_, boundary, nearest, strange):
            near = _nearest(boundary, nearest, index)
            said = _unknown(boundary, strange, near, index, today)
            hit = boundary.id if boundary else ""
            return Reply("unknown", said, near, candidates, boundary=hit)
        case _:
            assert_never(decision)


def _unknown(
    boundary: Candidate | None,
    strange: Sequence[str],
    nearest: Sequence[Scored],
    index: Index,
    today: date,
) -> tuple[Part, ...]:
    item = index.items[boundary.at] if boundary else None
    if isinstance(item, Boundary):
        said: tuple[Part, ...] = (*parts(item.says), *upkeep(item, index.knowledge, today))
    elif strange:
        words = " or ".join(f"“{word}”" for word in strange)
        said = (Paragraph(text(f"My source says nothing on this about {words}.")),)
    else:
        said = (
            Paragraph(text("I don't have an answer to that, and I won't make one up.")),
            Paragraph(text(f"I answer questions about {subject(index)}.")),
            Note("Say “topics” to see all that I know."),
        )
    offer = tuple(Choice(near.id, near.title) for near in nearest)
    return (*said, *([Offer("The nearest that I know:", offer)] if offer else []))


def _nearest(
    boundary: Candidate | None, nearest: Sequence[Candidate], index: Index
) -> tuple[Scored, ...]:
    item = index.items[boundary.at] if boundary else None
    if isinstance(item, Boundary) and item.nearest is not None:
        near = index.items[index.position[item.nearest]]
        return (Scored(near.id, near.title, 0.0),)
    return scored(nearest, index)


def _choices(candidates: Iterable[Candidate], index: Index) -> tuple[Choice, ...]:
    return tuple(Choice(c.id, index.items[c.at].title) for c in candidates)


def _body(item: Entry | Boundary, index: Index, today: date) -> Iterator[Part]:
    if isinstance(item, Boundary):
        yield from parts(item.says)
        return
    yield from parts(item.answer)
    sources = {source.id: source for source in index.knowledge.sources}
    if item.reading:
        read = (sources[name] for name in item.reading)
        yield Items(tuple(text(citation(_source(one))) for one in read))
    if item.facts:
        yield Facts(tuple(Fact(fact.label, value(fact)) for fact in item.facts))
    yield from upkeep(item, index.knowledge, today)
    for name in item.sources:
        yield _source(sources[name])


def _source(known: KnownSource) -> Source:
    return Source(
        known.title, known.author or "", known.publisher or "", known.published, known.url or ""
    )


def _sources_last(said: Sequence[Part]) -> tuple[Part, ...]:
    """Each source once, after everything it is the source of."""
    sources = tuple(dict.fromkeys(part for part in said if isinstance(part, Source)))
    return (*(part for part in said if not isinstance(part, Source)), *sources)


def related(item: Entry | Boundary, index: Index) -> tuple[Choice, ...]:
    """Entries to go on with: what this one is part of, then what it names."""
    ids = (*item.part_of, *item.related) if isinstance(item, Entry) else ()
    return tuple(Choice(i, index.items[index.position[i]].title) for i in ids[:MOST_RELATED])


def _related(at: int, index: Index) -> tuple[Part, ...]:
    options = related(index.items[at], index)
    return (Offer("Related:", options),) if options else ()


def _all(decided: Sequence[tuple[Decision, Match]], index: Index) -> tuple[Scored, ...]:
    together = [candidate for _, match in decided for candidate in match.candidates]
    together.sort(key=lambda candidate: -candidate.confidence)
    best = {candidate.id: candidate for candidate in reversed(together)}
    ranked = sorted(best.values(), key=lambda candidate: -candidate.confidence)
    return scored(ranked[:5], index)
