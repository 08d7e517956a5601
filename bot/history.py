"""Changes → replies: that one was made, refused or overtaken, and all that were."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.act import Act, History, Improve, Insist, Past, Review, Undo
from bot.claim import Claimed
from bot.index import Index
from bot.loss import Move
from bot.mark import handle
from bot.moved import answers_more, lost, moved
from bot.plain import excerpt
from bot.press import presses
from bot.readable import Beneath, filled, kind, readable
from bot.remember import Change, Conflict, Edit
from bot.reply import Code, Heading, Items, Note, Paragraph, Part, Reply, text
from bot.restore import TOOK
from bot.upkeep import day, written
from knowledge.overlay import Overlay
from knowledge.schema import Boundary, Entry, KnowledgeBase

SHOWN = 10
"""Changes on one page, and pieces of one change."""

Ignored = Mapping[str, Sequence[str]]
"""What was said that is ignored by a change, as far as it is still kept: a change's own words hold
none of it, since they stay."""

TRYING = "I'm trying this against all that is asked here first: that takes some seconds."
NO_CHANGES = "Nothing was changed here yet."
CONFLICT = "Somebody changed this in the meantime, so I left it as it is."
RESTORED = "What it changed is as it was before."
WAITING = {True: "It waits again.", False: "It waits no longer."}
"""Of what was ignored: after that is taken back, and after it is brought back."""
OPEN = (
    "Does it answer these too? Then do it all the same. Else write ways of asking that tell them "
    "apart."
)
OPEN_REASON = "It answers these too."
UNTRIED = (
    "{count} answered here before could not be tried with it: no text of {them} is kept. "
    "“settings” changes that for new ones."
)
CLAIMED = (
    "“{title}” is asked for in just these words by now: “{said}”. So I left it as it is. Take that "
    "way of asking from there, or retire it, and try once more."
)
UNCHANGED = "That is how it stands already, so there was nothing to change."
DRAFT_GONE = "I no longer have that change: please make it once more."


def titles(index: Index, own: Overlay) -> Mapping[str, str]:
    """What entries and boundaries are called, those that a team has or is to have too, by id; where
    several have one title, by what they are, and by their ids if that is the same."""
    items = {item.id: item for item in (*index.items, *own.items())}
    called = Counter(item.title for item in items.values())
    kinds = Counter((item.title, type(item)) for item in items.values())

    def name(item: Entry | Boundary) -> str:
        if called[item.title] == 1:
            return f"“{item.title}”"
        kind = "entry" if isinstance(item, Entry) else "boundary"
        alone = kinds[item.title, type(item)] == 1
        return f"the {kind} “{item.title}”{'' if alone else f' ({item.id})'}"

    return {id: name(item) for id, item in items.items()}


def made(done: Change, moves: Sequence[Move], titles: Mapping[str, str], untried: int = 0) -> Reply:
    """That a change is made, what moved by it, and what takes it back. `untried`: questions of
    which it can't be told."""
    changes = any(edit.before != edit.after for edit in done.edits)
    if done.undoes:
        lead = f"{done.said}. {RESTORED if changes else WAITING[done.said.startswith(TOOK)]}"
    else:
        lead = f"{done.said}. It goes for everyone here from now on."
    parts: list[Part] = [Paragraph(text(lead)), *moved(moves, titles), *_untried(untried)]
    parts.append(presses((Undo(done.id), "Undo"), (Review(), "Back to the queue")))
    return Reply("help", tuple(parts), beside=True)


def refused(
    moves: Sequence[Move],
    titles: Mapping[str, str],
    draft: str,
    more: bool = False,
    untried: int = 0,
) -> Reply:
    """That a change would take right answers away, or answer what has no answer, which ones, and
    how to do it all the same; `more`: than were told before."""
    if more:
        lead = f"I still didn't do this: by now {lost(moves)}, more than I told you before:"
    else:
        lead = f"I didn't do this, since {lost(moves)}:"
    more_of_it = (Paragraph(text(OPEN)),) if answers_more(moves) else ()
    parts = (Paragraph(text(lead)), *moved(moves, titles), *more_of_it, *_untried(untried))
    return Reply("help", (*parts, presses((Insist(draft), "Do it all the same"))), beside=True)


def untried(count: int) -> str:
    """That so many questions could not be tried, since their text isn't kept."""
    told = "1 question" if count == 1 else f"{count} questions"
    return UNTRIED.format(count=told, them="it" if count == 1 else "them")


def _untried(count: int) -> tuple[Note, ...]:
    return (Note(untried(count)),) if count else ()


def overtaken(
    conflict: Conflict, again: Act | None, knowledge: KnowledgeBase, beneath: Beneath
) -> Reply:
    """That somebody else changed the same thing, with both texts."""
    edit, at = conflict.edit, conflict.at
    theirs = filled(at, conflict.theirs, edit.after, beneath) if at == edit.key else conflict.theirs
    parts: list[Part] = [
        Paragraph(text(CONFLICT)),
        Paragraph(text("It is now:")),
        Code(readable(at, theirs, knowledge)),
        Paragraph(text("You wanted:")),
        Code(readable(edit.key, edit.after, knowledge)),
    ]
    if again is not None:
        parts.append(presses((again, "Open the form again")))
    return Reply("help", tuple(parts), beside=True)


def unsaved(why: str, wanted: str, *again: tuple[Act, str]) -> Reply:
    """That something can't be saved, with what was typed, and what else can become of it."""
    parts = (Paragraph(text(why)), Paragraph(text("You wanted:")), Code(wanted))
    doing = [presses(*again)] if again else []
    return Reply("help", (*parts, *doing), beside=True)


def claimed(claim: Claimed, again: Act) -> Reply:
    """That something else is asked for in just these words by now, and what leads there; `again`
    tries the same once more."""
    title = claim.other.title
    looking = (Improve(handle(claim.other.id)), f"Look at “{excerpt(title)}”")
    parts = (
        Paragraph(text(CLAIMED.format(title=title, said=claim.said))),
        presses(looking, (again, "Try once more")),
    )
    return Reply("help", parts, beside=True)


def history(changes: Sequence[Change], before: str, ignored: Ignored) -> Reply:
    """The last changes, or the last before one of them, with what leads to each."""
    ids = [change.id for change in changes]
    begin = ids.index(before) + 1 if before in ids else 0
    shown = changes[begin : begin + SHOWN]
    if not shown:
        return Reply("help", (Paragraph(text(NO_CHANGES)),))
    lines = tuple(text(_line(change, ignored.get(change.id, ()))) for change in shown)
    looking = [(Past(change.id), f"Look at {n}") for n, change in enumerate(shown, 1)]
    parts: list[Part] = [Heading("History"), Items(lines, ordered=True), presses(*looking)]
    if begin + SHOWN < len(changes):
        parts.append(presses((History(shown[-1].id), "Older")))
    return Reply("help", tuple(parts))


def past(change: Change, ignored: Ignored, knowledge: KnowledgeBase, beneath: Beneath) -> Reply:
    """One change, before and after; `beneath`: what it was made over."""
    parts: list[Part] = [Heading(change.said), Note(f"{_when(change)}.")]
    if ways := ignored.get(change.id, ()):
        parts.append(Items(tuple(map(text, ways[:SHOWN]))))
    if change.reason:
        parts.append(Paragraph(text(f"It was done all the same, because: {change.reason}")))
    for edit in change.edits[:SHOWN]:
        parts += _sides(edit, knowledge, beneath)
    if len(change.edits) > SHOWN:
        parts.append(Note(f"And {len(change.edits) - SHOWN:,} more pieces."))
    parts.append(presses((Undo(change.id), "Undo"), (History(), "Back to the history")))
    return Reply("help", tuple(parts))


def _sides(edit: Edit, knowledge: KnowledgeBase, beneath: Beneath) -> list[Part]:
    before, after = (
        filled(edit.key, one, other, beneath)
        for one, other in ((edit.before, edit.after), (edit.after, edit.before))
    )
    return [
        Paragraph(text(f"{kind(edit.key)}, before:")),
        Code(readable(edit.key, before, knowledge)),
        Paragraph(text("After:")),
        Code(readable(edit.key, after, knowledge)),
    ]


def _line(change: Change, ways: Sequence[str]) -> str:
    about = f": “{excerpt(ways[0])}”" if ways else ""
    return f"{_when(change)}: {change.said}{about}"


def _when(change: Change) -> str:
    return f"{written(day(change.at))}, {change.by or 'somebody'}"
