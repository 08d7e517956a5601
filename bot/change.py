"""A curator's act, with what it is about and what was filled in → the change that it means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pydantic import ValidationError

from bot import amend, restore, teach
from bot.act import (
    Assign,
    Attach,
    Bound,
    Edit,
    Mendings,
    Retire,
    Reword,
    SaveQuote,
    Take,
    Teachings,
    Undo,
    Verify,
    Write,
)
from bot.blank import ANSWER, AUTHOR, LINK, OWNER, PHRASINGS, QUESTION, SAYS
from bot.form import FormRefused, Typed
from bot.index import Index
from bot.manage import entry_of
from bot.queue import Cluster, same_words
from bot.remember import Change, Conflict, Miss, NotThere, Suggestion
from bot.remember import Edit as Edited
from bot.teach import Pieces
from knowledge.overlay import Overlay, pieces
from knowledge.schema import Entry

MESSAGE = "A message in the chat"
"""The title of the source of what is saved from one."""

FIELDS = {
    "phrasings": QUESTION,
    "answer": ANSWER,
    "words": ANSWER,
    "says": SAYS,
    "url": LINK,
    "owner": OWNER,
    "author": AUTHOR,
}
"""Where in its form stands what a key of knowledge is made of; else it is the first field."""

Changing = Teachings | Mendings | Undo
"""Acts that change knowledge."""

About = Cluster | Suggestion | Entry | Change | None
"""What waits, what is there, or what was done; nothing where something new is written."""


def change(
    act: Changing, about: About, typed: Typed, there: Pieces, index: Index, id: str, at: float
) -> Change | FormRefused:
    """`there`: what the team has of its own; `id`: the change's. What knowledge can't hold is
    refused at its field. Raises NotThere where an act is about something else, and Conflict where
    that isn't as it was seen."""
    try:
        return _change(act, about, typed, there, index, id, at)
    except ValidationError as error:
        fault = error.errors()[0]
        field = FIELDS.get(str(fault["loc"][0]) if fault["loc"] else "", "")
        return FormRefused(field, f"This can't be kept as it is: {fault['msg']}.")


def _change(
    act: Changing, about: About, typed: Typed, there: Pieces, index: Index, id: str, at: float
) -> Change | FormRefused:
    match act, about:
        case (SaveQuote(), _):
            return teach.written(typed, index, id, at, MESSAGE)
        case (Write(), _):
            return teach.written(typed, index, id, at, "")
        case (Attach(), _):
            return teach.attached(typed, there, index, id, at)
        case (Bound(), _):
            return teach.bounded(typed, index, id, at)
        case (Edit(seen=seen), Entry()):
            return _unless_changed(seen, about, there, amend.edited(typed, about, there, id, at))
        case (Take(seen=seen), Suggestion()):
            entry = entry_of(about.entry, index)
            made = amend.edited(typed, entry, there, id, at)
            made = replace(made, settles=(about.id,)) if isinstance(made, Change) else made
            return _unless_changed(seen, entry, there, made)
        case (Reword(seen=seen), Entry()):
            made = amend.reworded(typed, about, there, index, id, at)
            return _unless_changed(seen, about, there, made)
        case (Assign(seen=seen), Entry()):
            return _unless_changed(seen, about, there, amend.assigned(typed, about, there, id, at))
        case (Verify(), Entry()):
            return amend.verified(about, there, index, id, at)
        case (Retire(), Entry()):
            return amend.retired(about, there, id, at)
        case (Undo(), Change()):
            return restore.undone(about, there, id, at)
        case _:
            raise NotThere


def settling(made: Change, about: About, typed: Typed, misses: Sequence[Miss]) -> Change:
    """The change with what it answers: whatever was missed in just the words that it is asked by
    now; where none was, and all of them were put otherwise, what it is about."""
    field = QUESTION if QUESTION in typed else PHRASINGS
    if field not in typed:
        return made
    ids = same_words(misses, teach.lines(typed[field]))
    if not ids and isinstance(about, Cluster):
        ids = tuple(miss.id for miss in about.misses)
    return replace(made, settles=(*made.settles, *ids))


def ignoring(cluster: Cluster, id: str, at: float) -> Change:
    """What was missed is left as it is."""
    ids = tuple(miss.id for miss in cluster.misses)
    said = "Ignored a question" if len(ids) == 1 else f"Ignored {len(ids)} questions"
    return Change(id, at, "", said, (), settles=ids)


def ignored(misses: Iterable[Miss]) -> Mapping[str, tuple[str, ...]]:
    """What is ignored, by the changes that did that."""
    found: dict[str, dict[str, None]] = {}
    for miss in misses:
        if miss.ignored and miss.said:
            found.setdefault(miss.ignored, {})[miss.said] = None
    return {change: tuple(said) for change, said in found.items()}


def _unless_changed(
    seen: str, entry: Entry, there: Pieces, made: Change | FormRefused
) -> Change | FormRefused:
    if isinstance(made, FormRefused) or seen == amend.seen(entry, there):
        return made
    edit: Edited = made.edits[0]
    own = pieces(Overlay(entries=(entry,)))[f"entry/{entry.id}"]
    raise Conflict(edit, there.get(edit.key, own))
