"""What waits for a curator → replies: the queue, and one thing of it."""

from collections import Counter
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
    Replace,
    Review,
    Take,
    Undo,
    Write,
)
from bot.decide import Answer, decide
from bot.encode import encode
from bot.hand import back, mention
from bot.index import Index
from bot.manage import item_of, said_by
from bot.mark import handle
from bot.match import match
from bot.missed import asked, how_often
from bot.plain import excerpt
from bot.press import presses
from bot.queue import Cluster, with_id
from bot.remember import NotThere
from bot.reply import (
    Action,
    Actions,
    Heading,
    Items,
    Note,
    Paragraph,
    Part,
    Reply,
    Span,
    Text,
    text,
)
from bot.reviews import Suggestion
from bot.turn import Waiting
from bot.upkeep import day, due, owner, written
from bot.utterance import Asker
from knowledge.schema import Boundary, Entry

EMPTY = "Nothing waits: every question was answered, and no answer is due for a check."
NO_USE = "what is out of use by now"
NO_WAIT = "what waits no longer"
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
    left: Waiting,
    all_of_it: Waiting,
    index: Index,
    now: float,
    asker: Asker,
    page: int,
    *,
    text_kept: bool,
    wordless: int = 0,
) -> Reply:
    """A page of what waits, the most wanted first: the first of what is `left`. `wordless`: misses
    of which no word is kept."""
    shown = left.page()
    suggested = dict(_suggestions(all_of_it, index))
    lines: list[tuple[Text, Act]] = [
        *((_missed(one, now, asker), Look(one.misses[0].id)) for one in shown.clusters),
        *((suggested[one.id], Look(one.id)) for one in shown.suggestions),
        *((_due(entry, index), Improve(handle(entry.id))) for entry in shown.stale),
    ]
    behind = len(left) - len(shown)
    kept: tuple[Part, ...] = () if text_kept else (Note(WORDS_ALONE),)
    if wordless:
        told = "1 more question was" if wordless == 1 else f"{wordless} more questions were"
        kept = (Note(f"{told} missed in words of which none is kept."), *kept)
    if not lines:
        said = EMPTY if not wordless else "Nothing waits that I could show you."
        return Reply("help", (Paragraph(text(said)), *kept, *_below()))
    parts: list[Part] = [
        Heading("What waits for you"),
        Items(tuple(line for line, _ in lines), ordered=True),
        Actions(tuple(Action(encode(act), f"Look at {n}") for n, (_, act) in enumerate(lines, 1))),
    ]
    if behind:
        parts.append(Note(f"{behind} more wait{'s' if behind == 1 else ''} behind these."))
    turning = [(Review(page + 1), "Show more")] if behind else []
    return Reply("help", (*parts, *kept, *_below(*turning)))


def missed(cluster: Cluster, index: Index, now: float, asker: Asker) -> Reply:
    """One miss, with all that can be made of it."""
    id = cluster.misses[0].id
    parts = list(asked(cluster, index, now))
    if cluster.handed:
        parts.append(Paragraph((*text("Handed to "), _whose(cluster, asker), *text("."))))
    doing = (
        (Attach(id), "Add to an entry"),
        (Write(id), "Write an answer"),
        (Bound(id), "Make it a boundary"),
        (Ignore(id), "Ignore"),
        (Hand(id), "Hand to someone"),
    )
    mending = [presses(*_mending(cluster, index))] if cluster.unhappy else []
    return Reply("help", (*parts, presses(*doing), *mending, back()))


def suggested(suggestion: Suggestion, index: Index) -> Reply:
    """One suggestion, beside the answer as it stands."""
    try:
        item = item_of(suggestion.entry, index)
    except NotThere:
        item = None
    by = suggestion.by or "Somebody"
    parts: list[Part] = [
        Heading(f"Suggested for {f'“{item.title}”' if item else NO_USE}"),
        Paragraph(text(suggestion.answer)),
        *([Paragraph(text(f"Why: {suggestion.reason}"))] if suggestion.reason else []),
        Note(f"{by} suggested it on {written(day(suggestion.at))}."),
    ]
    if item:
        parts += [Paragraph(text("As it stands:")), Paragraph(text(said_by(item)))]
    doing: list[tuple[Act, str]] = [(Take(suggestion.id), "Take it over")] if item else []
    if isinstance(item, Boundary):
        doing.append((Replace(suggestion.id), "Write an answer instead"))
    return Reply("help", (*parts, presses(*doing, (Ignore(suggestion.id), "Ignore")), back()))


def advised(suggestion: Suggestion, cluster: Cluster | None, index: Index, now: float) -> Reply:
    """An answer that was suggested to what was missed, as far as that still waits."""
    about = asked(cluster, index, now) if cluster else [Heading(f"Suggested for {NO_WAIT}")]
    by = f"{suggestion.by or 'Somebody'} suggested it on {written(day(suggestion.at))}."
    parts: list[Part] = [*about, Paragraph(text("Suggested:")), Paragraph(text(suggestion.answer))]
    if suggestion.reason:
        parts.append(Paragraph(text(f"How they know: {suggestion.reason}")))
    seeing = [(Look(cluster.misses[0].id), "Look at the question")] if cluster else []
    id = suggestion.id
    doing = presses((Write(id), "Write an answer"), *seeing, (Ignore(id), "Ignore"))
    return Reply("help", (*parts, Note(by), doing, back()))


def ignored(what: str, change: str) -> Reply:
    """That something waits no longer; `change`: what can be taken back of it."""
    said = Paragraph(text(f"“{excerpt(what)}” waits no longer."))
    pressed = presses((Undo(change), "Undo"), (Review(), "Back to the queue"))
    return Reply("help", (said, pressed))


def _below(*turning: tuple[Act, str]) -> Iterator[Part]:
    yield presses(*turning, (Write(), "Write an answer"), (History(), "History"))


def _missed(cluster: Cluster, now: float, asker: Asker) -> Text:
    said = text(f"“{excerpt(cluster.said)}”: {how_often(cluster, now)}")
    if not cluster.handed:
        return said
    return (*said, *text(" For "), _whose(cluster, asker), *text("."))


def _whose(cluster: Cluster, asker: Asker) -> Span:
    return Span("you", bold=True) if cluster.is_for(asker) else mention(cluster.handed, asker)


def _mending(cluster: Cluster, index: Index) -> Iterator[tuple[Act, str]]:
    """The answers that didn't help, to be mended."""
    unhappy = [miss for miss in reversed(cluster.misses) if miss.unhappy]
    shown = {id: miss.id for miss in unhappy for id in reversed(miss.entries)}
    for id, miss in list(reversed(shown.items()))[:2]:
        at = index.position.get(id)
        if at is not None:
            yield Improve(handle(id), handle(miss)), f"Mend “{excerpt(index.items[at].title)}”"


def _suggestions(waiting: Waiting, index: Index) -> Iterator[tuple[str, Text]]:
    """Each id with a line that tells it from the others."""
    counts = Counter(one.about for one in waiting.suggestions)
    before: Counter[str] = Counter()
    for one in waiting.suggestions:
        before[one.about] += 1
        number = f" ({before[one.about]} of {counts[one.about]})" if counts[one.about] > 1 else ""
        told = f"{_suggested_for(one, waiting.clusters, index)}{number}"
        yield one.id, text(f"{told}, by {one.by or 'somebody'}: “{excerpt(one.answer)}”")


def _suggested_for(one: Suggestion, clusters: Sequence[Cluster], index: Index) -> str:
    if one.question:
        cluster = with_id(one.question, clusters)
        return f"An answer to {f'“{excerpt(cluster.said)}”' if cluster else NO_WAIT}"
    at = index.position.get(one.entry)
    return f"A better answer for {NO_USE if at is None else f'“{index.items[at].title}”'}"


def _due(item: Entry | Boundary, index: Index) -> Text:
    last, kept = due(item, index.knowledge), owner(item, index.knowledge)
    when = f" on {written(last)}" if last else ""
    to = f" Kept by {kept}." if kept else ""
    return text(f"“{item.title}” was due for a check{when}.{to}")
