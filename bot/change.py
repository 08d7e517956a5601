"""A curator's act, with what it is about and what was filled in → the change that it means."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import ValidationError

from bot import amend, equate, restore, teach
from bot.act import (
    Assign,
    Attach,
    Bound,
    Edit,
    Equate,
    Mendings,
    Replace,
    Retire,
    Reword,
    SaveQuote,
    Teachings,
    Undo,
    Verify,
    Write,
)
from bot.blank import ANSWER, AUTHOR, LINK, OWNER, PHRASINGS, QUESTION, SAYS, SYNONYMS
from bot.form import FormRefused, Typed
from bot.index import Index
from bot.manage import item_of, said_by
from bot.own import Pieces, amended
from bot.queue import Cluster, same_words
from bot.remember import Change, Conflict, NotThere, applied, beaten
from bot.remember import Edit as Edited
from bot.reviews import Miss, Suggestion
from knowledge.schema import Boundary, Entry

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
    "synonyms": SYNONYMS,
}
"""Where in its form stands what a key of knowledge is made of; else it is the first field."""

Changing = Teachings | Mendings | Undo
"""Acts that change knowledge."""

About = Cluster | Suggestion | Entry | Boundary | Change | None
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
    if isinstance(about, Entry | Boundary) and f"retired/{about.id}" in there:
        raise NotThere("retired")  # a moment ago: it is in the index still
    match act, about:
        case (Write(over="") | Attach(over="") | Bound(over=""), Change()):  # somebody was faster
            unclaimed = _unclaimed([about.item], index)
            made = _change(act, None, typed, there, unclaimed, id, at)
            if isinstance(made, Change):
                raise beaten(made, about)
            return made
        case (Write() | Attach() | Bound(), Change()):
            return _over(act, about, typed, there, index, id, at)
        case (SaveQuote(), _):
            return teach.written(typed, there, index, id, at, MESSAGE)
        case (Write(), Suggestion()):
            return _settled(teach.written(typed, there, index, id, at), about)
        case (Write(), _) | (Replace(), None):
            return teach.written(typed, there, index, id, at)
        case (Replace(), Boundary()):
            return teach.written(typed, there, index, id, at, instead=about)
        case (Replace(), Suggestion()):
            item = item_of(about.entry, index)
            boundary = item if isinstance(item, Boundary) else None
            made = teach.written(typed, there, index, id, at, instead=boundary)
            return _settled(made, about)
        case (Attach(), _):
            return teach.attached(typed, there, index, id, at)
        case (Bound(), _):
            return teach.bounded(typed, index, id, at)
        case (Edit(seen=seen), Entry() | Boundary()):
            made = amend.edited(typed, about, there, index.knowledge, id, at)
            return _unless_changed(seen, about, there, made)
        case (Reword(seen=seen), Entry() | Boundary()):
            made = teach.reworded(about, typed, there, index, id, at)
            return _unless_changed(seen, about, there, made)
        case (Assign(seen=seen), Entry() | Boundary()):
            return _unless_changed(seen, about, there, amend.assigned(typed, about, there, id, at))
        case (Verify(), Entry() | Boundary()):
            return amend.verified(about, there, index.knowledge, id, at)
        case (Retire(), Entry() | Boundary()):
            return amend.retired(about, there, id, at)
        case (Equate(), _):
            return equate.equated(act, typed, there, index, id, at)
        case (Undo(), Change()):
            return restore.undone(about, there, id, at)
        case _:
            raise NotThere("waiting")


def _over(
    act: Write | Attach | Bound,
    faster: Change,
    typed: Typed,
    there: Pieces,
    index: Index,
    id: str,
    at: float,
) -> Change | FormRefused:
    """The change in place of one that came before, which is taken back with it; of a boundary an
    entry takes only what it is asked by. Raises Conflict where that was changed since."""
    alone = replace(act, over="")
    if not isinstance(act, Bound) and any(e.key.startswith("boundary/") for e in faster.edits):
        made = _change(alone, None, typed, there, index, id, at)
        return replace(made, settles=(faster.id,)) if isinstance(made, Change) else made
    gone = all(there.get(edit.key, "") == edit.before for edit in faster.edits)
    back = () if gone else restore.undone(faster, there, id, at).edits
    left = applied(there, back)
    made = _change(
        replace(act, over=""), None, typed, left, _unclaimed(_asked(faster), index), id, at
    )
    if isinstance(made, FormRefused) or gone:
        return made
    said = f"{made.said}, in place of what was done before ({faster.said})"
    edits = tuple(_together((*back, *made.edits)))
    return replace(made, said=said, edits=edits, settles=(faster.id,))


def _together(edits: Sequence[Edited]) -> Iterator[Edited]:
    """The edits of each piece as one."""
    by_key: dict[str, list[Edited]] = {}
    for edit in edits:
        by_key.setdefault(edit.key, []).append(edit)
    for key, each in by_key.items():
        yield Edited(key, each[0].before, each[-1].after)


def anew(act: Changing, faster: str) -> Changing:
    """The same, in place of the change by which somebody else answered what was missed."""
    if isinstance(act, Write | Attach | Bound):
        return replace(act, miss="", over=faster)
    return act


def settling(
    act: Teachings, made: Change, about: About, typed: Typed, misses: Sequence[Miss]
) -> Change:
    """The change with what it answers: whatever was missed in just the words that it is asked by
    now, or was turned down by the boundary whose place it takes; where none was, and all of them
    were put otherwise, what it is about."""
    field = QUESTION if QUESTION in typed else PHRASINGS
    if field not in typed:
        return made
    ids = same_words(misses, teach.lines(typed[field]))
    if isinstance(act, Replace):
        gone = {edit.key.removeprefix("retired/") for edit in made.edits}
        turned_down = (miss.id for miss in misses if not gone.isdisjoint(miss.entries))
        ids = tuple(dict.fromkeys((*ids, *turned_down)))
    if not ids and isinstance(about, Cluster):
        ids = tuple(miss.id for miss in about.misses)
    return replace(made, settles=(*made.settles, *ids))


def mending(made: Change, item: Entry | Boundary, of: Sequence[str]) -> Change:
    """The change of an entry or boundary with what led to it, which waits no longer."""
    return replace(made, settles=tuple(of), item=item.id) if of else made


def saving(made: Change, record: str) -> Change:
    """The change that saves a message: what that is remembered as is no question that anybody
    asked, but where the answer is asked for by just that."""
    return made if record in made.settles else replace(made, quoted=record)


def does_nothing(made: Change, about: About) -> bool:
    """Whether all is as it was, and nothing waits that doesn't by it."""
    if not made.edits or made.settles or any(edit.before != edit.after for edit in made.edits):
        return False
    settled = isinstance(about, Change) and all(one.before == one.after for one in about.edits)
    return not settled  # taken back, it waits again


def ignoring(about: Cluster | Suggestion, index: Index, id: str, at: float) -> Change:
    """What was missed, or suggested, is left as it is."""
    if isinstance(about, Suggestion):
        place = index.position.get(about.entry)
        title = "" if place is None else f" for “{index.items[place].title}”"
        what = "suggested answer" if about.question else "suggestion"
        return Change(id, at, "", f"Ignored a {what}{title}", (), settles=(about.id,))
    ids = tuple(miss.id for miss in about.misses)
    said = "Ignored a question" if len(ids) == 1 else f"Ignored {len(ids)} questions"
    return Change(id, at, "", said, (), settles=ids)


def ignored(
    misses: Iterable[Miss], suggestions: Iterable[Suggestion]
) -> Mapping[str, tuple[str, ...]]:
    """What is ignored, by the changes that did that."""
    found: dict[str, dict[str, None]] = {}
    told = [(miss.ignored, miss.said) for miss in misses]
    told += [(one.ignored, one.answer) for one in suggestions]
    for change, said in told:
        if change and said:
            found.setdefault(change, {})[said] = None
    return {change: tuple(said) for change, said in found.items()}


def _settled(made: Change | FormRefused, about: Suggestion) -> Change | FormRefused:
    return replace(made, settles=(about.id,)) if isinstance(made, Change) else made


def _asked(made: Change) -> Sequence[str]:
    """The ids of what a change gave ways of being asked for."""
    keys = (edit.key.partition("/") for edit in made.edits if edit.after)
    return [id for kind, _, id in keys if kind in ("entry", "boundary", "phrasings")]


def _unclaimed(ids: Collection[str], index: Index) -> Index:
    """The index, in which these stand in nobody's way with what they are asked by."""
    gone = {index.position[id] for id in ids if id in index.position}
    exact = {said: tuple(one for one in of if one not in gone) for said, of in index.exact.items()}
    return replace(index, exact=exact)


def _unless_changed(
    seen: str, item: Entry | Boundary, there: Pieces, made: Change | FormRefused
) -> Change | FormRefused:
    if isinstance(made, FormRefused) or seen == amend.seen(item, there):
        return made
    now = amended(item, {"title": item.title, "words": said_by(item)}, there)
    edit = made.edits[0]
    raise Conflict(edit, there.get(edit.key, now.after))
