"""What waits for a curator → replies: the queue, and one thing of it."""

from collections.abc import Iterator, Sequence

from bot.act import (
    Act,
    Attach,
    Bound,
    Hand,
    History,
    Ignore,
    Improve,
    Look,
    Review,
    Take,
    Write,
    handle,
)
from bot.decide import Answer, decide
from bot.encode import encode
from bot.index import Index
from bot.match import match
from bot.press import presses
from bot.queue import Cluster
from bot.remember import Suggestion
from bot.reply import Action, Actions, Heading, Items, Note, Paragraph, Part, Reply, text
from bot.upkeep import day, due, owner, written
from knowledge.schema import Entry

SHOWN = 5
"""Misses on one page; of suggestions and of entries that are due as many."""

WAYS = 5
EXCERPT = 60
"""Characters of what somebody said that stand in a line."""

EMPTY = "Nothing waits: every question was answered, and no answer is due for a check."
GONE = "That doesn't wait any more: somebody was faster, or it was deleted."
WORDS_ALONE = (
    "The text of questions isn't kept here, only those of their words that I know: “settings” "
    "changes that."
)


def answered_by_now(cluster: Cluster, index: Index) -> bool:
    """Whether what nothing was known of is answered since."""
    return cluster.unhappy == 0 and isinstance(decide(match(cluster.said, index)), Answer)


def teaching() -> Reply:
    """What it takes to write an entry."""
    said = (
        "Write down a question as people ask it, and its answer. On a message that has it, "
        "“Ask TPM about this” offers to save it."
    )
    return Reply("help", (Paragraph(text(said)), presses((Write(), "Write an answer"))))


def queue(
    clusters: Sequence[Cluster],
    suggestions: Sequence[Suggestion],
    stale: Sequence[Entry],
    index: Index,
    now: float,
    name: str,
    *,
    text_kept: bool,
    wordless: int = 0,
) -> Reply:
    """What waits, the most wanted first; what is `name`'s goes before all else. `wordless`: misses
    of which no word is kept."""
    mine = sorted(clusters, key=lambda one: not _same(one.handed, name))
    theirs = sorted(stale, key=lambda one: not _same(owner(one, index.knowledge), name))
    lines: list[tuple[str, Act]] = [
        (_missed(one, now), Look(one.misses[0].id)) for one in mine[:SHOWN]
    ]
    for one in suggestions[:SHOWN]:
        lines.append((_suggested(one, index), Look(one.id)))
    for entry in theirs[:SHOWN]:
        lines.append((_due(entry, index), Improve(handle(entry.id))))
    kept: tuple[Part, ...] = () if text_kept else (Note(WORDS_ALONE),)
    if wordless:
        told = "1 more question was" if wordless == 1 else f"{wordless} more questions were"
        kept = (Note(f"{told} missed in words of which none is kept."), *kept)
    if not lines:
        said = EMPTY if not wordless else "Nothing waits that I could show you."
        return Reply("help", (Paragraph(text(said)), *kept, *_below()))
    parts: list[Part] = [
        Heading("What waits for you"),
        Items(tuple(text(line) for line, _ in lines), ordered=True),
        Actions(tuple(Action(encode(act), f"Look at {n}") for n, (_, act) in enumerate(lines, 1))),
    ]
    more = sum(max(len(some) - SHOWN, 0) for some in (clusters, suggestions, stale))
    if more:
        parts.append(Note(f"{more} more wait behind these."))
    return Reply("help", (*parts, *kept, *_below()))


def missed(cluster: Cluster, index: Index, now: float) -> Reply:
    """One miss, with all that can be made of it."""
    id = cluster.misses[0].id
    others = cluster.ways[1:]
    parts: list[Part] = [
        Heading(f"“{cluster.said}”"),
        Paragraph(text(_how_often(cluster, now).capitalize())),
    ]
    if others:
        also = [text(way) for way in others[:WAYS]]
        parts += [Paragraph(text("Also said as:")), Items(tuple(also))]
    if lacked := tuple(dict.fromkeys(m.lacked for m in cluster.misses if m.lacked)):
        parts += [Paragraph(text("What was missing, they said:")), Items(tuple(map(text, lacked)))]
    if given := _given(cluster, index):
        parts.append(Paragraph(text(f"They were shown {given}.")))
    if cluster.handed:
        parts.append(Note(f"Handed to {cluster.handed}."))
    doing = (
        (Attach(id), "Add to an entry"),
        (Write(id), "Write an answer"),
        (Bound(id), "Make it a boundary"),
        (Ignore(id), "Ignore"),
        (Hand(id), "Hand to someone"),
    )
    mending = [presses(*_mending(cluster, index))] if cluster.unhappy else []
    return Reply("help", (*parts, presses(*doing), *mending, _back()))


def suggested(suggestion: Suggestion, index: Index) -> Reply:
    """One suggestion, beside the answer as it stands."""
    at = index.position.get(suggestion.entry)
    item = None if at is None else index.items[at]
    if not isinstance(item, Entry):
        return Reply("help", (Paragraph(text(GONE)), _back()))
    by = suggestion.by or "Somebody"
    parts: list[Part] = [
        Heading(f"Suggested for “{item.title}”"),
        Paragraph(text(suggestion.answer)),
        *([Paragraph(text(f"Why: {suggestion.reason}"))] if suggestion.reason else []),
        Note(f"{by} suggested it on {written(day(suggestion.at))}."),
        Paragraph(text("As it stands:")),
        Paragraph(text(item.answer)),
    ]
    doing = ((Take(suggestion.id), "Take it over"), (Ignore(suggestion.id), "Ignore"))
    return Reply("help", (*parts, presses(*doing), _back()))


def handed(cluster: Cluster, to: str) -> Reply:
    """That a miss was handed to someone."""
    said = f"“{_excerpt(cluster.said)}” stands first in the queue of {to} now."
    return Reply("help", (Paragraph(text(said)), _back()))


def ignored(what: str) -> Reply:
    """That something waits no longer."""
    return Reply("help", (Paragraph(text(f"“{_excerpt(what)}” waits no longer.")), _back()))


def _back() -> Actions:
    return presses((Review(), "Back to the queue"))


def _below() -> Iterator[Part]:
    yield presses((Write(), "Write an answer"), (History(), "History"))


def _missed(cluster: Cluster, now: float) -> str:
    to = f" For {cluster.handed}." if cluster.handed else ""
    return f"“{_excerpt(cluster.said)}”: {_how_often(cluster, now)}{to}"


def _how_often(cluster: Cluster, now: float) -> str:
    count, ways = len(cluster.misses), len(cluster.ways)
    said = "asked once, " if count == 1 else f"asked {count} times"
    said += f" in {ways} ways" if ways > 1 else ""
    said += ("" if count == 1 else ", last ") + _ago(now - cluster.last)
    if cluster.unhappy:
        said += "; the answer didn't help" + (f" {cluster.unhappy} of them" if count > 1 else "")
    return f"{said}."


def _ago(seconds: float) -> str:
    for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if count := int(seconds // length):
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


def _given(cluster: Cluster, index: Index) -> str:
    ids = dict.fromkeys(id for miss in cluster.misses for id in miss.entries)
    titles = [index.items[index.position[id]].title for id in ids if id in index.position]
    return " and ".join(f"“{title}”" for title in titles[:2])


def _mending(cluster: Cluster, index: Index) -> Iterator[tuple[Act, str]]:
    """The answers that didn't help, to be mended."""
    ids = dict.fromkeys(id for miss in cluster.misses if miss.unhappy for id in miss.entries)
    for id in list(ids)[:2]:
        at = index.position.get(id)
        if at is not None and index.kinship.entry[at]:
            yield Improve(handle(id)), f"Mend “{_excerpt(index.items[at].title)}”"


def _suggested(suggestion: Suggestion, index: Index) -> str:
    at = index.position.get(suggestion.entry)
    title = suggestion.entry if at is None else index.items[at].title
    return f"A better answer for “{title}”, by {suggestion.by or 'somebody'}."


def _due(item: Entry, index: Index) -> str:
    last, kept = due(item, index.knowledge), owner(item, index.knowledge)
    to = f" Kept by {kept}." if kept else ""
    return f"“{item.title}” was due for a check on {written(last)}.{to}" if last else item.title


def _excerpt(said: str) -> str:
    return said if len(said) <= EXCERPT else f"{said[: EXCERPT - 1].rstrip()}…"


def _same(one: str, other: str) -> bool:
    """Whether these are names of the same person."""
    return bool(other) and one.removeprefix("@").casefold() == other.removeprefix("@").casefold()
