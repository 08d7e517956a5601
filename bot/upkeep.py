"""Who keeps an entry right, when it was last checked, and whether it is due for that."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from bot.reply import Note
from knowledge.schema import Entry, KnowledgeBase, Source


def day(at: float) -> date:
    """The day of a time, in seconds since the epoch, by UTC."""
    return datetime.fromtimestamp(at, UTC).date()


def written(day: date) -> str:
    """As readers see it.

    >>> written(date(2024, 3, 1))
    'March 1, 2024'
    """
    return f"{day:%B} {day.day}, {day.year}"


def owner(entry: Entry, knowledge: KnowledgeBase) -> str:
    """Who keeps it; empty where nobody is named."""
    named = (entry.owner, *(source.owner for source in _sources(entry, knowledge)))
    return next(filter(None, named), "")


def checked(entry: Entry, knowledge: KnowledgeBase) -> date | None:
    """When it was last checked, if that is known."""
    days = (entry.checked, *(source.checked for source in _sources(entry, knowledge)))
    return next(filter(None, days), None)


def due(entry: Entry, knowledge: KnowledgeBase) -> date | None:
    """The first day after which the entry, a fact or a source of it is due for a check. What the
    entry says goes before what its sources say."""
    if entry.review_after is not None:
        return entry.review_after
    days = [fact.review_after for fact in entry.facts]
    days += [source.review_after for source in _sources(entry, knowledge)]
    return min(filter(None, days), default=None)


def is_stale(entry: Entry, knowledge: KnowledgeBase, today: date) -> bool:
    """Whether the day has passed after which it is due."""
    last = due(entry, knowledge)
    return last is not None and last < today


def upkeep(entry: Entry, knowledge: KnowledgeBase, today: date) -> tuple[Note, ...]:
    """What readers are told of all this, where there is something to tell."""
    said = " ".join(_sentences(entry, knowledge, today))
    return (Note(said),) if said else ()


def _sentences(entry: Entry, knowledge: KnowledgeBase, today: date) -> Iterator[str]:
    kept, last = owner(entry, knowledge), checked(entry, knowledge)
    told = [f"kept by {kept}" if kept else "", f"last checked on {written(last)}" if last else ""]
    if line := ", ".join(filter(None, told)):
        yield f"{line[0].upper()}{line[1:]}."
    day = due(entry, knowledge)
    if day is not None and day < today:
        yield f"It was due for a check on {written(day)} and may be out of date."


def _sources(entry: Entry, knowledge: KnowledgeBase) -> Iterator[Source]:
    return (source for source in knowledge.sources if source.id in entry.sources)
