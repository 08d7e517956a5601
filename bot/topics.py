"""What the knowledge base holds, by topic."""

from dataclasses import dataclass

from bot.index import Index
from bot.reply import Choice

OTHERS = "More"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A topic's title and its entries, in the knowledge base's order."""

    title: str
    choices: tuple[Choice, ...]


def shelves(index: Index) -> tuple[Shelf, ...]:
    """All entries by topic; those without one come last, under `OTHERS` (or the only shelf)."""
    knowledge = index.knowledge
    titles = {topic.id: topic.title for topic in knowledge.topics}
    held: dict[str, list[Choice]] = {topic_id: [] for topic_id in titles}
    rest: list[Choice] = []
    for entry in knowledge.entries:
        held.get(entry.topic or "", rest).append(Choice(entry.id, entry.title))
    filled = [Shelf(titles[topic], tuple(choices)) for topic, choices in held.items() if choices]
    if rest:
        filled.append(Shelf(OTHERS if filled else "Topics", tuple(rest)))
    return tuple(filled)


def named(index: Index) -> tuple[str, ...]:
    """The titles of the topics that hold entries, and what stands for the rest; none where there
    are no topics."""
    topics = index.knowledge.topics
    if not topics:
        return ()
    used = {entry.topic for entry in index.knowledge.entries}
    titles = [topic.title for topic in topics if topic.id in used]
    rest = titles and used - {topic.id for topic in topics}
    return (*titles, OTHERS) if rest else tuple(titles)
