"""Who keeps an entry or boundary right, when it was last checked, and whether that is due again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache

from bot.reply import Note
from knowledge.schema import Boundary, Entry, KnowledgeBase, Source


def day(at: float) -> date:
    """The day of a time, in seconds since the epoch, by UTC."""
    return datetime.fromtimestamp(at, UTC).date()


@lru_cache(maxsize=64)
def written(day: date) -> str:
    """As readers see it.

    >>> written(date(2024, 3, 1))
    'March 1, 2024'
    """
    return f"{day:%B} {day.day}, {day.year}"


def owner(item: Entry | Boundary, knowledge: KnowledgeBase) -> str:
    """Who keeps it; empty where nobody is named."""
    named = (item.owner, *(source.owner for source in _sources(item, knowledge)))
    return next(filter(None, named), "")


def checked(item: Entry | Boundary, knowledge: KnowledgeBase) -> date | None:
    """When it was last checked, if that is known."""
    days = (item.checked, *(source.checked for source in _sources(item, knowledge)))
    return next(filter(None, days), None)


def due(item: Entry | Boundary, knowledge: KnowledgeBase) -> date | None:
    """The first day after which it, a fact or a source of it is due for a check. What it says
    itself goes before what its sources say."""
    if item.review_after is not None:
        return item.review_after
    facts = item.facts if isinstance(item, Entry) else ()
    days = [fact.review_after for fact in facts]
    days += [source.review_after for source in _sources(item, knowledge)]
    return min(filter(None, days), default=None)


def is_stale(item: Entry | Boundary, knowledge: KnowledgeBase, today: date) -> bool:
    """Whether the day has passed after which it is due."""
    last = due(item, knowledge)
    return last is not None and last < today


def upkeep(item: Entry | Boundary, knowledge: KnowledgeBase, today: date) -> tuple[Note, ...]:
    """What readers are told of all this, where there is something to tell."""
    said = " ".join(_sentences(item, knowledge, today))
    return (Note(said),) if said else ()


def _sentences(item: Entry | Boundary, knowledge: KnowledgeBase, today: date) -> Iterator[str]:
    kept, last = owner(item, knowledge), checked(item, knowledge)
    told = [f"kept by {kept}" if kept else "", f"last checked on {written(last)}" if last else ""]
    if line := ", ".join(filter(None, told)):
        yield f"{line[0].upper()}{line[1:]}."
    day = due(item, knowledge)
    if day is not None and day < today:
        yield f"It was due for a check on {written(day)} and may be out of date."


def _sources(item: Entry | Boundary, knowledge: KnowledgeBase) -> Iterator[Source]:
    named = item.sources if isinstance(item, Entry) else ()
    return (source for source in knowledge.sources if source.id in named)
