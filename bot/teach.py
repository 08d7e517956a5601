"""What a curator filled in → a change that adds to what the team has of its own."""

from collections.abc import Mapping, Sequence

from rapidfuzz import process

from bot.blank import ANSWER, AUTHOR, ENTRY, LINK, PHRASINGS, QUESTION, SAYS, TITLE
from bot.form import FormRefused, Typed
from bot.index import Index
from bot.normalise import words
from bot.remember import Change, Edit
from bot.talk import talk
from knowledge.overlay import Overlay, pieces, together
from knowledge.schema import Boundary, Entry, Source

NO_WORDS = "“{said}” has no words to recognise: write it as people would ask it."
TALK = "“{said}” is what people say to the bot itself: write it as they ask for this answer."
CLAIMED = "“{title}” is asked for in just these words already: “{said}”."
NOTHING_NEW = "“{title}” is asked for in all these ways already."
NO_ENTRY = "No entry has this title."
NEARLY = "No entry has this title. Did you mean “{title}”?"

ALIKE = 60.0
"""The likeness, of 100, from which a title may be a slip of another."""

MOST = 40
"""Phrasings that are added at a time."""
TOO_MANY = f"These are more than {MOST}: leave those out that say the same."

Pieces = Mapping[str, str]
"""What the team has of its own, by key (knowledge/overlay.py)."""


def written(
    typed: Typed, index: Index, change: str, at: float, source: str
) -> Change | FormRefused:
    """A new entry: `typed` holds every field of its form; `change`: the change's id, of which the
    entry's is made; `source`: its source's title, where it has none of its own."""
    said = ways(QUESTION, typed, None, index)
    if isinstance(said, FormRefused):
        return said
    name = f"own-{change[:12]}"
    sources = _sources(typed, name, source)
    entry = Entry(
        id=name,
        title=said[0].rstrip("?!. ")[:300],
        answer=typed[ANSWER],
        phrasings=said,
        sources=tuple(source.id for source in sources),
    )
    edits = _new(Overlay(entries=(entry,), sources=sources))
    return Change(change, at, "", f"Saved “{entry.title}”", edits, item=name)


def attached(
    typed: Typed, there: Pieces, index: Index, change: str, at: float
) -> Change | FormRefused:
    """More phrasings of an entry, which is named by its title or id."""
    entry = named(typed[ENTRY], index)
    if isinstance(entry, FormRefused):
        return entry
    said = ways(PHRASINGS, typed, entry, index)
    if isinstance(said, FormRefused):
        return said
    at_entry = index.position[entry]
    title = index.items[at_entry].title
    known = {" ".join(words(said)) for said in index.phrasings[at_entry]}
    new = [one for one in said if " ".join(words(one)) not in known]
    if not new:
        return FormRefused(PHRASINGS, NOTHING_NEW.format(title=title))
    edit = phrased(entry, [*own_phrasings(entry, there), *new], there)
    done = f"Added {_count(new)} to “{title}”"
    return Change(change, at, "", done, (edit,), item=entry)


def bounded(typed: Typed, index: Index, change: str, at: float) -> Change | FormRefused:
    """A new boundary."""
    said = ways(PHRASINGS, typed, None, index)
    if isinstance(said, FormRefused):
        return said
    nearest = named(typed[ENTRY], index) if typed[ENTRY] else None
    if isinstance(nearest, FormRefused):
        return nearest
    name = f"own-{change[:12]}"
    boundary = Boundary(
        id=name, title=typed[TITLE], says=typed[SAYS], phrasings=said, nearest=nearest
    )
    edits = _new(Overlay(boundaries=(boundary,)))
    done = f"Made “{boundary.title}” a boundary"
    return Change(change, at, "", done, edits, item=name)


def named(title: str, index: Index) -> str | FormRefused:
    """The id of the entry with this title or id; refused at ENTRY."""
    wanted = title.casefold()
    for entry in index.knowledge.entries:
        if wanted in (entry.title.casefold(), entry.id.casefold()):
            return entry.id
    titles = [entry.title for entry in index.knowledge.entries]
    near = process.extractOne(title, titles, processor=str.casefold, score_cutoff=ALIKE)
    return FormRefused(ENTRY, NEARLY.format(title=near[0]) if near else NO_ENTRY)


def own_phrasings(entry: str, there: Pieces) -> tuple[str, ...]:
    """What the team added to what the entry is asked by."""
    piece = there.get(f"phrasings/{entry}")
    return together({f"phrasings/{entry}": piece}).phrasings[entry] if piece else ()


def phrased(entry: str, said: Sequence[str], there: Pieces) -> Edit:
    """An entry's own phrasings as they are to be."""
    own = pieces(Overlay(phrasings={entry: tuple(said)})) if said else {}
    key = f"phrasings/{entry}"
    return Edit(key, there.get(key, ""), own.get(key, ""))


def ways(
    field: str, typed: Typed, entry: str | None, index: Index
) -> tuple[str, ...] | FormRefused:
    """The phrasings on a field's lines; refused where one has no words, or another entry than this
    is asked for by it."""
    said = lines(typed[field])
    if len(said) > MOST:
        return FormRefused(field, TOO_MANY)
    fault = next(filter(None, (_fault(one, entry, index) for one in said)), "")
    return FormRefused(field, fault) if fault else said


def page(link: str) -> str:
    """What a link's source is called.

    >>> page("https://example.org/wifi")
    'example.org/wifi'
    """
    return link.partition("://")[2][:300]


def lines(typed: str) -> tuple[str, ...]:
    """What stands on each line, once.

    >>> lines("a\\n\\n b \\na")
    ('a', 'b')
    """
    return tuple(dict.fromkeys(filter(None, map(str.strip, typed.splitlines()))))


def _fault(said: str, entry: str | None, index: Index) -> str:
    plain = " ".join(words(said))
    if not plain or not index.lexicon.read(said).plain:
        return NO_WORDS.format(said=said)
    if talk(said, index.phrasebook, index.lexicon) is not None:
        return TALK.format(said=said)
    holders = (index.items[at] for at in index.exact.get(plain, ()))
    other = next((item for item in holders if item.id != entry), None)
    return CLAIMED.format(title=other.title, said=said) if other else ""


def _new(overlay: Overlay) -> tuple[Edit, ...]:
    return tuple(Edit(key, "", piece) for key, piece in pieces(overlay).items())


def _sources(typed: Typed, name: str, title: str) -> tuple[Source, ...]:
    if not typed[LINK] and not typed[AUTHOR]:
        return ()
    author, url = typed[AUTHOR] or None, typed[LINK] or None
    said = title or page(typed[LINK]) or "The author"
    return (Source(id=f"{name}-source", title=said, author=author, url=url),)


def _count(ways: list[str]) -> str:
    return "a phrasing" if len(ways) == 1 else f"{len(ways)} phrasings"
