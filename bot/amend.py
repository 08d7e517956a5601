"""What a curator does to what is there → a change of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.blank import ANSWER, ENTRY, FACTS, OWNER, REVIEW, SOURCES, TITLE
from bot.cite import cited
from bot.figures import figured
from bot.form import FormRefused, Typed
from bot.manage import said_by
from bot.mark import stamp
from bot.own import Pieces, amended, shared, whole
from bot.own import retired as out_of_use
from bot.remember import Change, Edit
from bot.teach import AS_IT_IS, named
from bot.upkeep import checked, day, due, is_stale, written
from knowledge.differ import ABOUT_ITEMS, subject
from knowledge.overlay import Overlay, pieces
from knowledge.schema import Boundary, Entry, KnowledgeBase, Source

CHECKED_FOR = timedelta(days=180)
"""After which what was checked is due again, where it was due before."""

NO_DAY = "That is no day: write it as 2027-01-31."
SHARED = "The shared knowledge says this: write something else in its place."


def seen(item: Entry | Boundary, there: Pieces) -> str:
    """The stamp of all that makes an entry or boundary what it is: what the base has of it, and
    what the team has of its own."""
    keys = (whole(item), f"amended/{item.id}", f"phrasings/{item.id}")
    return stamp([item.model_dump_json(), *(there.get(key, "") for key in keys)])


def edited(
    typed: Typed,
    item: Entry | Boundary,
    there: Pieces,
    knowledge: KnowledgeBase,
    change: str,
    at: float,
) -> Change | FormRefused:
    """The entry or boundary as it was filled in. Whoever writes its words or figures has checked
    it."""
    if isinstance(item, Boundary):
        new_sources: tuple[Source, ...] = ()
        nearest = named(typed[ENTRY], knowledge) if typed[ENTRY] else None
        if isinstance(nearest, FormRefused):
            return nearest
        more: dict[str, Any] = {"nearest": nearest and nearest.id}
    else:
        found = cited(typed[SOURCES], item, knowledge, change)
        if isinstance(found, FormRefused):
            return found
        ids, new_sources = found
        facts = figured(typed[FACTS], item)
        if isinstance(facts, FormRefused):
            return facts
        more = {"sources": ids, "facts": facts}
    new = _otherwise({"title": typed[TITLE], **more}, item)
    if typed[ANSWER] != said_by(item):
        new["words"] = typed[ANSWER]
    if "words" in new or "facts" in new:
        new |= _checked(item, knowledge, day(at))
    if not new:
        return FormRefused(ANSWER, AS_IT_IS)
    if shared(item, new, there):
        return FormRefused(ENTRY, SHARED)
    edits = [amended(item, new, there)]
    edits += [Edit(key, "", one) for key, one in pieces(Overlay(sources=new_sources)).items()]
    return Change(change, at, "", f"Edited “{item.title}”{_with_what(new, item)}", tuple(edits))


def _with_what(new: Mapping[str, Any], item: Entry | Boundary) -> str:
    """What comes with an edit, and is easily overlooked."""
    kept = isinstance(item, Entry) and item.facts and "words" in new and "facts" not in new
    said = ", its figures as they were" if kept else ""
    if "checked" in new:
        said += ", which counts as a check"
    if "review_after" in new:
        said += f" (due again after {written(new['review_after'])})"
    return said


def assigned(
    typed: Typed, item: Entry | Boundary, there: Pieces, change: str, at: float
) -> Change | FormRefused:
    """The entry or boundary with the owner and the day that were filled in."""
    review = _day(typed[REVIEW])
    if isinstance(review, FormRefused):
        return review
    new = _otherwise({"owner": typed[OWNER] or None, "review_after": review}, item)
    if not new:
        return FormRefused(OWNER, AS_IT_IS)
    if fixed := shared(item, new, there):
        return FormRefused(OWNER if fixed == "owner" else REVIEW, SHARED)
    edit = amended(item, new, there)
    return Change(change, at, "", f"Changed who keeps “{item.title}” and until when", (edit,))


def verified(
    item: Entry | Boundary, there: Pieces, knowledge: KnowledgeBase, change: str, at: float
) -> Change:
    """The entry or boundary was checked today. A day that somebody chose and that hasn't passed
    stays."""
    today, last = day(at), due(item, knowledge)
    new = {"checked": today, **_next_check(item, knowledge, today)}
    after = new.get("review_after", last)
    if after is None:
        said = "no day is set for the next check"
    elif after == last:
        said = f"due after {written(after)}, as before"
    else:
        said = f"due again after {written(after)}"
    return Change(change, at, "", f"Checked “{item.title}” ({said})", (amended(item, new, there),))


def retired(item: Entry | Boundary, there: Pieces, change: str, at: float) -> Change:
    """The entry or boundary is out of use, whoever has it."""
    return Change(change, at, "", f"Retired “{item.title}”", out_of_use(item, there))


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


def _otherwise(wanted: Mapping[str, Any], item: Entry | Boundary) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if value != getattr(item, name)}


def _checked(item: Entry | Boundary, knowledge: KnowledgeBase, today: date) -> dict[str, date]:
    """That it was checked today, where days are kept of that."""
    if checked(item, knowledge) is None and due(item, knowledge) is None:
        return {}
    return {"checked": today, **_next_check(item, knowledge, today)}


def _next_check(item: Entry | Boundary, knowledge: KnowledgeBase, today: date) -> dict[str, date]:
    """Where a check was due, the day of the next one."""
    return {"review_after": today + CHECKED_FOR} if is_stale(item, knowledge, today) else {}


def _day(typed: str) -> date | FormRefused | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        return FormRefused(REVIEW, NO_DAY)
