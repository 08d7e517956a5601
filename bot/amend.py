"""What a curator does to what is there → a change of it."""

from datetime import date, timedelta
from typing import Any

from bot.act import stamp
from bot.blank import ANSWER, LINK, OWNER, PHRASINGS, REVIEW, TITLE
from bot.form import FormRefused, Typed
from bot.index import Index
from bot.remember import Change, Edit
from bot.teach import Pieces, own_phrasings, page, phrased, ways
from bot.upkeep import day, due
from knowledge.differ import ABOUT_ITEMS, subject
from knowledge.overlay import Amendment, Overlay, pieces, together
from knowledge.schema import Entry, Source

CHECKED_FOR = timedelta(days=180)
"""After which what was checked is due again, where it was due before."""

NO_DAY = "That is no day: write it as 2027-01-31."
SHARED = "The shared knowledge says this: write something else in its place."
AS_IT_IS = "That is how it stands already: change something, or leave the form."


def seen(entry: Entry, there: Pieces) -> str:
    """The stamp of all that makes the entry what it is: what the base has of it, and what the team
    has of its own."""
    own = (there.get(f"{kind}/{entry.id}", "") for kind in ("entry", "amended", "phrasings"))
    return stamp([entry.model_dump_json(), *own])


def edited(
    typed: Typed, entry: Entry, there: Pieces, change: str, at: float
) -> Change | FormRefused:
    """The entry as it was filled in."""
    source = _source(typed[LINK], change)
    wanted = {
        "title": typed[TITLE],
        "answer": typed[ANSWER],
        "sources": (source.id,) if source else entry.sources,
    }
    new = {key: value for key, value in wanted.items() if value != getattr(entry, key)}
    if not new:
        return FormRefused(ANSWER, AS_IT_IS)
    edits = [_edit(entry, new, there)]
    if source:
        edits += [Edit(key, "", piece) for key, piece in pieces(Overlay(sources=(source,))).items()]
    return Change(change, at, "", f"Edited “{entry.title}”", tuple(edits))


def assigned(
    typed: Typed, entry: Entry, there: Pieces, change: str, at: float
) -> Change | FormRefused:
    """The entry with the owner and the day that were filled in."""
    review = _day(typed[REVIEW])
    if isinstance(review, FormRefused):
        return review
    new = {"owner": typed[OWNER] or None, "review_after": review}
    if all(value == getattr(entry, key) for key, value in new.items()):
        return FormRefused(OWNER, AS_IT_IS)
    edit = _edit(entry, new, there)
    if edit.before == edit.after:
        return FormRefused(OWNER, SHARED)
    return Change(change, at, "", f"Changed who keeps “{entry.title}” and until when", (edit,))


def reworded(
    typed: Typed, entry: Entry, there: Pieces, index: Index, change: str, at: float
) -> Change | FormRefused:
    """The team's own phrasings of the entry as they were filled in."""
    said = ways(PHRASINGS, typed, entry.id, index)
    if isinstance(said, FormRefused):
        return said
    if set(said) == set(own_phrasings(entry.id, there)):
        return FormRefused(PHRASINGS, AS_IT_IS)
    edit = phrased(entry.id, said, there)
    return Change(change, at, "", f"Changed how “{entry.title}” is asked for", (edit,))


def verified(entry: Entry, there: Pieces, index: Index, change: str, at: float) -> Change:
    """The entry was checked today."""
    today = day(at)
    new: dict[str, Any] = {"checked": today}
    if due(entry, index.knowledge) is not None:
        new["review_after"] = today + CHECKED_FOR
    edit = _edit(entry, new, there)
    return Change(change, at, "", f"Checked “{entry.title}”", (edit,))


def retired(entry: Entry, there: Pieces, change: str, at: float) -> Change:
    """The entry is out of use, whoever has it."""
    out = pieces(Overlay(retired=(entry.id,)))
    edits = [Edit(key, there.get(key, ""), piece) for key, piece in out.items()]
    key = f"entry/{entry.id}"
    edits += [Edit(key, there[key], "")] if key in there else []
    return Change(change, at, "", f"Retired “{entry.title}”", tuple(edits))


def imported(there: Pieces, after: Pieces, said: str, change: str, at: float) -> Change:
    """All that the team has of its own, as it is to be. What is said of an entry stands in several
    pieces: where one is changed, the others have to be still as they were."""
    keys = there.keys() | after.keys()
    changed = {subject(key) for key in keys if there.get(key) != after.get(key)}
    held = {f"{kind}/{id}" for what, id in changed if what == "item" for kind in ABOUT_ITEMS}
    edits = tuple(
        Edit(key, there.get(key, ""), after.get(key, ""))
        for key in sorted(held | {key for key in keys if subject(key) in changed})
    )
    return Change(change, at, "", said, edits)


def _edit(entry: Entry, new: dict[str, Any], there: Pieces) -> Edit:
    """Of an entry of the team's own a new one; of the base's what is otherwise."""
    own = f"entry/{entry.id}"
    if own in there:
        [before] = together({own: there[own]}).entries
        return Edit(own, there[own], pieces(Overlay(entries=(before.model_copy(update=new),)))[own])
    key = f"amended/{entry.id}"
    held = together({key: there[key]}).amended[entry.id].model_dump() if key in there else {}
    if "answer" in new:
        new["words"] = new.pop("answer")
    said = {name: value for name, value in {**held, **new}.items() if value is not None}
    after = pieces(Overlay(amended={entry.id: Amendment(**said)}))[key] if said else ""
    return Edit(key, there.get(key, ""), after)


def _source(link: str, change: str) -> Source | None:
    if not link:
        return None
    return Source(id=f"own-{change[:12]}-source", title=page(link), url=link)


def _day(typed: str) -> date | FormRefused | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        return FormRefused(REVIEW, NO_DAY)
