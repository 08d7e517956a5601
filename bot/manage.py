"""An entry or boundary → what a curator can do to it."""

from collections.abc import Iterator
from datetime import date

from bot.act import Act, Assign, Edit, History, Replace, Retire, Reword, Verify
from bot.index import Index
from bot.mark import handle
from bot.press import presses
from bot.remember import NotThere
from bot.reply import Heading, Paragraph, Reply, text
from bot.upkeep import due, owner, written
from knowledge.schema import Boundary, Entry


def item_by(name: str, index: Index) -> Entry | Boundary:
    """The entry or boundary that a handle stands for; raises NotThere."""
    return item_of(next((one.id for one in index.items if handle(one.id) == name), ""), index)


def item_of(id: str, index: Index) -> Entry | Boundary:
    """The entry or boundary of an id; raises NotThere."""
    if id in index.position:
        return index.items[index.position[id]]
    raise NotThere("retired" if any(one.id == id for one in index.items) else "entry")


def said_by(item: Entry | Boundary) -> str:
    """An entry's answer, or what a boundary says."""
    return item.answer if isinstance(item, Entry) else item.says


def answering(id: str, index: Index) -> frozenset[str]:
    """What is right for what was answered with this: nothing where that is a boundary."""
    at = index.position.get(id)
    return frozenset() if at is not None and not index.kinship.entry[at] else frozenset([id])


def manage(item: Entry | Boundary, index: Index, today: date, of: str = "") -> Reply:
    """What a curator can do to an entry or boundary; `of`: what waits and led there."""
    kept = owner(item, index.knowledge)
    last = due(item, index.knowledge)
    said = "A boundary: it says that this isn't known. " if isinstance(item, Boundary) else ""
    said += f"Kept by {kept}. " if kept else "Nobody is named as its owner. "
    if last is None:
        said += "No day is set for its next check."
    else:
        said += f"It {'was' if last < today else 'is'} due for a check on {written(last)}."
    parts = (Heading(item.title), Paragraph(text(said)), presses(*_doing(item, of)))
    return Reply("help", parts, beside=True)


def _doing(item: Entry | Boundary, of: str) -> Iterator[tuple[Act, str]]:
    name = handle(item.id)
    yield Edit(name, of=of), "Edit"
    yield Reword(name), "Ways of asking"
    if isinstance(item, Boundary):
        yield Replace(name), "Write an answer instead"
    yield Verify(name, of), "It still holds"
    yield Assign(name), "Owner and next check"
    yield Retire(name), "Retire"
    yield History(), "History"
