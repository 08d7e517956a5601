"""A team's own synonyms: groups of words that mean the same, told to its curators and changed."""

from collections.abc import Iterator, Mapping, Sequence

from bot.act import Equate, Synonyms
from bot.blank import SYNONYMS
from bot.form import FormRefused, Typed
from bot.index import Index
from bot.mark import handle, stamp
from bot.normalise import words
from bot.own import Pieces
from bot.press import presses
from bot.remember import Change, Conflict, Edit, NotThere
from bot.reply import Heading, Items, Note, Paragraph, Part, Reply, text
from bot.teach import AS_IT_IS, NO_WORDS, lines
from knowledge.overlay import Overlay, pieces, together

SHOWN = 20
"""Groups on one page, and of the shared knowledge."""

LEAD = "Words that mean the same here: whichever is asked with, it is read as the first."
NONE = "Your team has none of its own yet."
ALONE = "It takes two at least: write the words that mean the same, with commas between."
ELSEWHERE = "“{said}” stands with “{first}” already: change those."

Group = tuple[str, ...]


def synonyms(there: Pieces, index: Index, after: str = "") -> Reply:
    """The team's own, behind a group where one is named by its handle, then some of the shared
    ones."""
    own = list(_groups(there).values())
    at = next((at for at, one in enumerate(own, 1) if handle(one[0]) == after), 0)
    shown, behind = own[at : at + SHOWN], len(own[at + SHOWN :])
    parts: list[Part] = [Heading("Synonyms"), Paragraph(text(LEAD))]
    if shown:
        parts.append(Items(tuple(text(_line(one)) for one in shown), ordered=True))
        changing = [(Equate(handle(one[0])), f"Change {n}") for n, one in enumerate(shown, 1)]
        parts.append(presses(*changing))
    else:
        parts.append(Paragraph(text(NONE)))
    if behind:
        parts.append(Note(f"{behind} more stand{'s' if behind == 1 else ''} behind these."))
    turning = [(Synonyms(handle(shown[-1][0])), "Show more")] if behind else []
    parts += _shared([one for one in index.knowledge.synonyms if one not in own])
    return Reply("help", (*parts, presses(*turning, (Equate(), "Add synonyms"))))


def group(act: Equate, there: Pieces) -> Group:
    """The team's own words that an act is about, none where they are new; raises NotThere."""
    found = next((one for one in _groups(there).values() if handle(one[0]) == act.group), ())
    if act.group and not found:
        raise NotThere("synonyms")
    return found


def seen(one: Group) -> str:
    """The stamp of a group as it stands."""
    return stamp(one) if one else ""


def equated(
    act: Equate, typed: Typed, there: Pieces, index: Index, change: str, at: float
) -> Change | FormRefused:
    """The group as it was filled in, or without it where nothing was; raises NotThere, and Conflict
    where it isn't as it was seen."""
    before, after = group(act, there), lines(typed[SYNONYMS].replace(",", "\n"))
    if fault := _fault(before, after, there, index):
        return FormRefused(SYNONYMS, fault)
    edits = tuple(_edits(before, after, there))
    if act.seen != seen(before):
        key = f"synonyms/{before[0]}"
        raise Conflict(edits[-1], there[key], key)
    if not before:
        said = f"Made {_named(after)} synonyms"
    elif not after:
        said = f"Made {_named(before)} synonyms no longer"
    else:
        said = f"Changed the synonyms of “{after[0]}”"
    return Change(change, at, "", said, edits)


def _groups(there: Pieces) -> Mapping[str, Group]:
    """By the keys of their pieces, in the order of the alphabet."""
    own = {key: there[key] for key in sorted(there) if key.startswith("synonyms/")}
    return dict(zip(own, together(own).synonyms, strict=True))


def _fault(before: Group, after: Group, there: Pieces, index: Index) -> str:
    if after == before:
        return AS_IT_IS if before else ALONE
    if len(after) == 1:
        return ALONE
    others = (one for one in _groups(there).values() if one != before)
    taken = {_key(said): one[0] for one in others for said in one}
    for said in after:
        if not index.lexicon.read(said).plain:
            return NO_WORDS.format(said=said)
        if first := taken.get(_key(said)):
            return ELSEWHERE.format(said=said, first=first)
    return ""


def _edits(before: Group, after: Group, there: Pieces) -> Iterator[Edit]:
    """The piece is called by its first word: with another one it is another piece."""
    made = pieces(Overlay(synonyms=(after,))) if after else {}
    if before and f"synonyms/{before[0]}" not in made:
        key = f"synonyms/{before[0]}"
        yield Edit(key, there[key], "")
    for key, piece in made.items():
        yield Edit(key, there.get(key, ""), piece)


def _shared(groups: Sequence[Group]) -> Iterator[Part]:
    if groups:
        yield Paragraph(text("The shared knowledge has these:"))
        yield Items(tuple(text(_line(one)) for one in groups[:SHOWN]))
    if len(groups) > SHOWN:
        yield Note(f"And {len(groups) - SHOWN} more.")


def _line(one: Group) -> str:
    return f"{one[0]}: {', '.join(one[1:])}"


def _named(one: Group) -> str:
    return ", ".join(f"“{said}”" for said in one)


def _key(said: str) -> str:
    return " ".join(words(said))
