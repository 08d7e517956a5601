"""Why this answer: what a match rests on, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation import Conversation
from bot.decide import ALIKE, DEFAULT, Answer, Choices, Unknown, decide
from bot.index import Index
from bot.match import Candidate, Match, match, nearest, shares
from bot.reply import Heading, Items, Paragraph, Part, Reply, text

MOST_CANDIDATES = 3

MOST_WORDS = 24
"""Words whose part is worked out: each costs about as much as a question."""

TELLING = 0.02
"""The part from which a word is named."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for one candidate: the phrasing that is most alike, its likeness (cosine), and
    each word's part: by how much the candidate's share of the probability would fall without it."""

    candidate: Candidate
    title: str
    phrasing: str
    likeness: float
    words: tuple[tuple[str, float], ...]


def explain(conversation: Conversation, index: Index) -> Reply:
    """Why the last message was answered as it was."""
    if conversation.asked:
        several = len(conversation.asked) > 1
        said: list[Part] = []
        for asked in conversation.asked:
            said.extend([Heading(asked)] if several else [])
            said.extend(explanation(match(asked, index), index))
        return Reply("help", tuple(said))
    if conversation.about:
        title = index.items[index.position[conversation.about[0]]].title
        return Reply("help", (Paragraph(text(f"Because you chose “{title}” yourself.")),))
    return Reply("help", (Paragraph(text("Ask me something first, then I can say why.")),))


def explanation(match: Match, index: Index) -> tuple[Part, ...]:
    """What decided; for each of the likeliest what spoke for it; what was known, unknown, typed
    wrong or set aside."""
    if match.entry is None:
        return (Paragraph(text("There was no word in it that I could match.")),)
    known = [word for word in dict.fromkeys(match.reading.concepts) if word not in match.uncovered]
    lines = [f"So: {rule(match)}"]
    lines += _named("Words the nearest entry knows", known)
    lines += _named("Words it doesn't know", match.uncovered)
    repaired = [f"{typed} as {plain}" for typed, plain in match.reading.repaired]
    lines += [f"Read as typos: {', '.join(repaired)}"] if repaired else []
    lines += _named("Set aside as filler", match.reading.filler)
    return (
        Paragraph(text("This is how I read your question.")),
        Items(tuple(text(_told(reason)) for reason in reasons(match, index)), ordered=True),
        Items(tuple(text(line) for line in lines)),
    )


def reasons(match: Match, index: Index) -> tuple[Reason, ...]:
    """What speaks for each of the likeliest candidates, the nearest entry among them."""
    if match.entry is None:
        return ()
    ranked = list(match.candidates[:MOST_CANDIDATES])
    if match.entry not in ranked:
        ranked[-1] = match.entry
    level = index.encoder if match.encoded and index.encoder else index.static
    typed = match.reading.typed
    point = level.point(match.reading)
    whole = shares(match.reading, level, index)
    without = [
        shares(index.lexicon.read_words(typed[:at] + typed[at + 1 :]), level, index)
        if len(typed) > 1
        else whole * 0
        for at in range(min(len(typed), MOST_WORDS))
    ]
    return tuple(
        Reason(
            one,
            index.items[one.at].title,
            *nearest(one.at, point, level, index),
            tuple(
                (word, round(float(whole[one.at] - less[one.at]), 4))
                for word, less in zip(match.reading.plain, without, strict=False)
            ),
        )
        for one in ranked
    )


def rule(match: Match) -> str:
    """The rule that decided, in words."""
    sure = _percent(match.entry.confidence if match.entry else 0.0)
    lead = _percent(match.lead)
    match decide(match):
        case Answer():
            beside = f"and {lead} of it and the strongest other entry"
            return f"I was sure enough to answer ({sure}, {beside})"
        case Choices():
            if match.entry and match.entry.confidence >= DEFAULT.answer:
                return f"I was sure enough ({sure}), but another entry fits as well"
            return (
                f"I was not sure enough ({sure}, and {lead} of it and the strongest other entry; "
                f"answering takes {DEFAULT.answer:.0%}), and asked back"
            )
        case Unknown(_, _, strange) if strange:
            return f"{' and '.join(strange)} narrowed it to what the entry says nothing about"
        case Unknown(boundary) if boundary is not None:
            return f"I know that my source doesn't cover it ({_percent(boundary.confidence)} sure)"
        case Unknown() if match.off_topic and match.likeness < ALIKE:
            return "none of the words that tell what it is about is one that I know"
        case Unknown() if match.negated:
            return "it asks what is not so, and the nearest phrasing asks what is"
        case Unknown():
            return "nothing was near enough"


def _told(reason: Reason) -> str:
    sure = _percent(reason.candidate.confidence)
    kind = "" if reason.candidate.kind == "entry" else ", a boundary"
    told = f"{reason.title}{kind} ({sure} sure), nearest phrasing: “{reason.phrasing}”"
    ranked = sorted(reason.words, key=lambda pair: -abs(pair[1]))
    parts = [f"{word} {part:+.0%}" for word, part in ranked if abs(part) >= TELLING]
    return f"{told}; its words' parts: {', '.join(parts)}" if parts else told


def _percent(part: float) -> str:
    """Never quite certain."""
    return f"{min(part, 0.99):.0%}"


def _named(label: str, words: Sequence[str]) -> list[str]:
    named = ", ".join(word.replace("_", " ") for word in words)
    return [f"{label}: {named}"] if named else []
