"""What a curator filled in → a change that adds to what the team has of its own."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import process

from bot.blank import ANSWER, AUTHOR, ENTRY, LINK, PHRASINGS, QUESTION, SAYS, TITLE
from bot.cite import page
from bot.form import FormRefused, Typed
from bot.index import Index
from bot.normalise import words
from bot.own import Pieces, bounded_by, own_phrasings, phrased, retired, taken, whole
from bot.remember import Change, Edit
from bot.talk import talk
from knowledge.overlay import Overlay, pieces
from knowledge.schema import Boundary, Entry, KnowledgeBase, Source

NO_WORDS = "“{said}” has no words to recognise: write it as people would ask it."
TALK = "“{said}” is what people say to the bot itself: write it as they ask for this answer."
CLAIMED = "“{title}” is asked for in just these words already: “{said}”."
NOTHING_NEW = "“{title}” is asked for in all these ways already."
NO_ENTRY = "No entry has this title."
NEARLY = "No entry has this title. Did you mean “{title}”?"
SEVERAL = "{count} entries are called so. Write the id of the one that you mean: {ids}."

AS_IT_IS = "That is how it stands already: change something, or leave the form."
NO_WAY = "It is asked for in no other way: leave one, or retire it."

ALIKE = 60.0
"""The likeness, of 100, from which a title may be a slip of another."""

MOST = 40
"""Phrasings that are added at a time."""
TOO_MANY = f"These are more than {MOST}: leave those out that say the same."

WAY_MOST = 2_000
"""Characters of a phrasing."""
TOO_LONG = "“{begins}” is too long for a way of asking ({most:,} characters): put it shorter."

TOLD_APART = 3
"""Entries of one title that are told apart by how their answers begin, and how far that is told."""
BEGINNING = 40


def written(
    typed: Typed,
    there: Pieces,
    index: Index,
    change: str,
    at: float,
    source: str = "",
    instead: Boundary | None = None,
) -> Change | FormRefused:
    """A new entry: `typed` holds every field of its form; `change`: the change's id, of which the
    entry's is made; `source`: its source's title, where it has none of its own; `instead`: the
    boundary whose place it takes, with all its ways of asking."""
    said = ways(QUESTION, typed, index)
    if isinstance(said, FormRefused):
        return said
    name = f"own-{change[:12]}"
    sources = _sources(typed, name, source)
    entry = Entry(
        id=name,
        title=said[0].rstrip("?!. ")[:300],
        answer=typed[ANSWER],
        phrasings=_once((*said, instead.title, *instead.phrasings) if instead else said),
        sources=tuple(source.id for source in sources),
    )
    edits = _new(Overlay(entries=(entry,), sources=sources))
    if instead is not None:
        edits = (*edits, *retired(instead, there))
    others = [one for one in bounded_by(said, index) if one != instead]
    done = f"Saved “{entry.title}”{f' in place of “{instead.title}”' if instead else ''}"
    return _taking(Change(change, at, "", done, edits, item=name), said, others, there)


def attached(
    typed: Typed, there: Pieces, index: Index, change: str, at: float
) -> Change | FormRefused:
    """More phrasings of an entry, which is named by its title or id."""
    entry = named(typed[ENTRY], index.knowledge)
    if isinstance(entry, FormRefused):
        return entry
    if f"retired/{entry.id}" in there:  # a moment ago: it is in the index still
        return FormRefused(ENTRY, NO_ENTRY)
    said = ways(PHRASINGS, typed, index, entry)
    if isinstance(said, FormRefused):
        return said
    known = {" ".join(words(said)) for said in index.phrasings[index.position[entry.id]]}
    new = [one for one in said if " ".join(words(one)) not in known]
    if not new:
        return FormRefused(PHRASINGS, NOTHING_NEW.format(title=entry.title))
    edits = phrased(entry, [*own_phrasings(entry, there), *new], there)
    done = f"Added {_count(new)} to “{entry.title}”"
    made = Change(change, at, "", done, edits, item=entry.id)
    return _taking(made, new, bounded_by(new, index), there)


def reworded(
    item: Entry | Boundary, typed: Typed, there: Pieces, index: Index, change: str, at: float
) -> Change | FormRefused:
    """The team's own phrasings of an entry or boundary as they were filled in."""
    said, before = ways(PHRASINGS, typed, index, item), own_phrasings(item, there)
    if isinstance(said, FormRefused):
        return said
    if set(said) == set(before):
        return FormRefused(PHRASINGS, AS_IT_IS)
    if not said and whole(item) in there:
        return FormRefused(PHRASINGS, NO_WAY)
    done = f"Changed how “{item.title}” is asked for"
    made = Change(change, at, "", done, phrased(item, said, there))
    new = [one for one in said if one not in before] if isinstance(item, Entry) else []
    return _taking(made, new, bounded_by(new, index), there)


def bounded(typed: Typed, index: Index, change: str, at: float) -> Change | FormRefused:
    """A new boundary."""
    said = ways(PHRASINGS, typed, index, bounding=True)
    if isinstance(said, FormRefused):
        return said
    nearest = named(typed[ENTRY], index.knowledge) if typed[ENTRY] else None
    if isinstance(nearest, FormRefused):
        return nearest
    name = f"own-{change[:12]}"
    boundary = Boundary(
        id=name,
        title=typed[TITLE],
        says=typed[SAYS],
        phrasings=said,
        nearest=nearest.id if nearest else None,
    )
    edits = _new(Overlay(boundaries=(boundary,)))
    done = f"Made “{boundary.title}” a boundary"
    return Change(change, at, "", done, edits, item=name)


def named(title: str, knowledge: KnowledgeBase) -> Entry | FormRefused:
    """The entry with this title or id; refused at ENTRY, also where several have the title."""
    wanted, entries = title.casefold(), knowledge.entries
    by_id = [entry for entry in entries if entry.id.casefold() == wanted]
    found = by_id or [entry for entry in entries if entry.title.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        told = (f"{one.id} (“{_beginning(one.answer)}”)" for one in found[:TOLD_APART])
        return FormRefused(ENTRY, SEVERAL.format(count=len(found), ids=" or ".join(told)))
    titles = [entry.title for entry in entries]
    near = process.extractOne(title, titles, processor=str.casefold, score_cutoff=ALIKE)
    return FormRefused(ENTRY, NEARLY.format(title=near[0]) if near else NO_ENTRY)


def called(entry: Entry, knowledge: KnowledgeBase) -> str:
    """What `named` finds it by: its title, where no other has that."""
    found = named(entry.title, knowledge)
    return entry.title if isinstance(found, Entry) and found.id == entry.id else entry.id


def ways(
    field: str,
    typed: Typed,
    index: Index,
    item: Entry | Boundary | None = None,
    *,
    bounding: bool = False,
) -> tuple[str, ...] | FormRefused:
    """The phrasings on a field's lines; refused where one has no words, or something else than
    `item` is asked for by it. Of boundaries an entry may have them: what a team has an answer to is
    not beyond its knowledge. `bounding`: they are for a boundary that is new."""
    said = lines(typed[field])
    if long := next((one for one in said if len(one) > WAY_MOST), ""):
        return FormRefused(field, TOO_LONG.format(begins=_beginning(long), most=WAY_MOST))
    if sum(" ".join(words(one)) not in index.exact for one in said) > MOST:
        return FormRefused(field, TOO_MANY)
    may = not bounding and not isinstance(item, Boundary)
    fault = next(filter(None, (_fault(one, item, may, index) for one in said)), "")
    return FormRefused(field, fault) if fault else said


def lines(typed: str) -> tuple[str, ...]:
    """What stands on each line, once.

    >>> lines("a\\n\\n b \\na")
    ('a', 'b')
    """
    return tuple(dict.fromkeys(filter(None, map(str.strip, typed.splitlines()))))


def _fault(said: str, item: Entry | Boundary | None, may: bool, index: Index) -> str:
    plain = " ".join(words(said))
    if not plain or not index.lexicon.read(said).plain:
        return NO_WORDS.format(said=said)
    if talk(said, index.phrasebook, index.lexicon) is not None:
        return TALK.format(said=said)
    holders = (index.items[at] for at in index.exact.get(plain, ()))
    others = (one for one in holders if item is None or one.id != item.id)
    other = next((one for one in others if not may or isinstance(one, Entry)), None)
    return CLAIMED.format(title=other.title, said=said) if other else ""


def _taking(made: Change, said: Sequence[str], others: Sequence[Boundary], there: Pieces) -> Change:
    """The change, by which these boundaries lose what an entry is asked by from now on."""
    if not others:
        return made
    edits = (edit for one in others for edit in taken(one, said, there))
    titles = " and ".join(f"“{one.title}”" for one in others)
    gives = "gives" if len(others) == 1 else "give"
    return replace(made, said=f"{made.said}; {titles} {gives} way", edits=(*made.edits, *edits))


def _once(said: Sequence[str]) -> tuple[str, ...]:
    """Those that are said in other words than all before them."""
    found: dict[str, str] = {}
    for one in said:
        found.setdefault(" ".join(words(one)), one)
    return tuple(found.values())


def _beginning(answer: str) -> str:
    line = " ".join(answer.split())
    return line if len(line) <= BEGINNING else f"{line[: BEGINNING - 1].rstrip()}…"


def _new(overlay: Overlay) -> tuple[Edit, ...]:
    return tuple(Edit(key, "", piece) for key, piece in pieces(overlay).items())


def _sources(typed: Typed, name: str, title: str) -> tuple[Source, ...]:
    if not typed[LINK] and not typed[AUTHOR]:
        return ()
    author, url = typed[AUTHOR] or None, typed[LINK] or None
    said = title or page(typed[LINK]) or "The author"
    return (Source(id=f"{name}-source", title=said, author=author, url=url),)


def _count(ways: Sequence[str]) -> str:
    return "a phrasing" if len(ways) == 1 else f"{len(ways)} phrasings"
