"""What is handed to somebody → replies, and what they are told."""

from collections.abc import Sequence

from bot.act import Advise, Review, See
from bot.index import Index
from bot.missed import asked, how_often
from bot.plain import excerpt
from bot.press import presses
from bot.queue import Cluster
from bot.reply import Actions, Heading, Items, Note, Paragraph, Part, Reply, Span, text
from bot.utterance import Asker
from bot.waiting import Notice

SHOWN = 20
"""Things handed to one person that are listed."""

HELP = "A curator handed this to you. You may suggest what you know: a curator decides on it."


def mention(whom: str, asker: Asker) -> Span:
    """Somebody, by their name, or as their platform names them."""
    return Span("somebody else", person=whom) if asker.may_know(whom) else Span(whom)


def handed(cluster: Cluster, to: str, asker: Asker) -> Reply:
    """That a miss was handed to someone, and whether they are told."""
    said = f"“{excerpt(cluster.said)}” stands first in "
    if asker.is_meant(to):
        return Reply("help", (Paragraph(text(f"{said}your queue now.")), back()))
    whom = mention(to, asker)
    then = "I tell them." if whom.person else "I know them by name alone: tell them yourself."
    of = text(f"{said}the queue of ")
    return Reply("help", (Paragraph((*of, whom, *text(f" now. {then}"))), back()))


def told(notice: Notice) -> Reply:
    """What somebody is told to whom something was handed."""
    said = f" handed you a question that I couldn't answer: “{excerpt(notice.said)}”. "
    where = "Where it was asked, “/tpm review” shows it first."
    giver = Span("A curator", person=notice.giver)
    return Reply("help", (Paragraph((giver, *text(said + where))),))


def queue(handed: Sequence[Cluster], now: float) -> Reply:
    """What was handed to somebody, for whom nothing else is to be seen."""
    lines = [text(f"“{excerpt(one.said)}”: {how_often(one, now)}") for one in handed[:SHOWN]]
    seeing = [(See(one.misses[0].id), f"Look at {n}") for n, one in enumerate(handed[:SHOWN], 1)]
    parts: list[Part] = [Heading("Handed to you"), Items(tuple(lines), ordered=True)]
    if behind := len(handed) - len(lines):
        parts.append(Note(f"{behind} more wait{'s' if behind == 1 else ''} behind these."))
    return Reply("help", (*parts, presses(*seeing)))


def seen(cluster: Cluster, index: Index, now: float) -> Reply:
    """One thing that was handed to somebody, with what they can do about it."""
    parts = (*asked(cluster, index, now), Note(HELP))
    advising = (Advise(cluster.misses[0].id), "Suggest an answer")
    return Reply("help", (*parts, presses(advising, (Review(), "Back"))))


def untold(notice: Notice) -> Reply:
    """What whoever handed it over is told where that could not be said."""
    said = text(f"You handed “{excerpt(notice.said)}” to ")
    why = text(", but no message of mine reaches them. It waits for them: tell them yourself.")
    return Reply("help", (Paragraph((*said, Span("somebody", person=notice.who), *why)),))


def back() -> Actions:
    """The way back to the queue."""
    return presses((Review(), "Back to the queue"))
