"""An entry → what a curator can do to it."""

from datetime import date

from bot.act import Assign, Edit, History, Retire, Reword, Verify, handle
from bot.index import Index
from bot.press import presses
from bot.remember import NotThere
from bot.reply import Heading, Paragraph, Reply, text
from bot.upkeep import due, owner, written
from knowledge.schema import Entry


def entry_by(name: str, index: Index) -> Entry:
    """The entry that a handle stands for; raises NotThere."""
    id = next((one for one in index.position if handle(one) == name), None)
    return entry_of(id, index)


def entry_of(id: str | None, index: Index) -> Entry:
    """The entry of an id; raises NotThere, also for a boundary's."""
    at = None if id is None else index.position.get(id)
    item = None if at is None else index.items[at]
    if not isinstance(item, Entry):
        raise NotThere
    return item


def answering(id: str, index: Index) -> frozenset[str]:
    """What is right for what was answered with this: nothing where that is a boundary."""
    at = index.position.get(id)
    return frozenset() if at is not None and not index.kinship.entry[at] else frozenset([id])


def manage(item: Entry, index: Index, today: date) -> Reply:
    """What a curator can do to an entry."""
    kept = owner(item, index.knowledge)
    last = due(item, index.knowledge)
    said = f"Kept by {kept}. " if kept else "Nobody is named as its owner. "
    if last is None:
        said += "No day is set for its next check."
    else:
        said += f"It {'was' if last < today else 'is'} due for a check on {written(last)}."
    name = handle(item.id)
    doing = (
        (Edit(name), "Edit"),
        (Reword(name), "Ways of asking"),
        (Verify(name), "It still holds"),
        (Assign(name), "Owner and next check"),
        (Retire(name), "Retire"),
        (History(), "History"),
    )
    return Reply("help", (Heading(item.title), Paragraph(text(said)), presses(*doing)), beside=True)
