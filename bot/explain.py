"""Why this answer: what a match rests on, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import numpy as np

from bot.conversation import Conversation
from bot.decide import DEFAULT, Answer, Choices, Unknown, decide
from bot.index import Index
from bot.match import Candidate, Match, match, nearest, shares
from bot.reply import Heading, Items, Paragraph, Part, Reply, text
from bot.sparse import Floats

MOST_CANDIDATES = 3

MOST_WORDS = 24
"""Words whose part is worked out: each costs about as much as a question."""

TELLING = 0.02
"""The part from which a word is named."""

LEAST = 1e-4
"""The share below which differences say nothing."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for one candidate: the phrasing that is most alike, its likeness (cosine), and
    each word's part of what speaks for it: by how much the logit of the candidate's share would
    fall without the word, beside all that the words' absences would change."""

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
    whole = _logit(shares(match.reading, level, index))
    without = [
        _logit(shares(index.lexicon.read_words(typed[:at] + typed[at + 1 :]), level, index))
        if len(typed) > 1
        else _logit(whole * 0)
        for at in range(min(len(typed), MOST_WORDS))
    ]
    falls = whole - np.array(without)
    parts = falls / np.maximum(np.abs(falls).sum(axis=0), 1e-6)
    return tuple(
        Reason(
            one,
            index.items[one.at].title,
            *nearest(one.at, point, level, index),
            tuple(
                (word, round(float(part), 4))
                for word, part in zip(match.reading.plain, parts[:, one.at], strict=False)
            ),
        )
        for one in ranked
    )


def rule(match: Match) -> str:
    """The rule that decided, in words."""
    sure = _percent(match.entry.confidence if match.entry else 0.0)
    lead = _percent(match.lead)
    decision = decide(match)
    match decision:
        case Answer():
            beside = f"and {lead} of it and the strongest other entry"
            return f"I was sure enough to answer ({sure}, {beside})"
        case Choices(_, "tie"):
            return f"I was sure enough ({sure}), but another entry fits as well"
        case Choices():
            return (
                f"I was not sure enough ({sure}, and {lead} of it and the strongest other entry; "
                f"answering takes {DEFAULT.answer:.0%}), and asked back"
            )
        case Unknown("strange", _, _, strange):
            return f"the nearest entry says nothing about {' and '.join(strange)}"
        case Unknown("negated"):
            return "it asks what is not so, and the nearest phrasing asks what is"
        case Unknown("boundary", Candidate(confidence=confidence)):
            return f"I know that my source doesn't cover it ({_percent(confidence)} sure)"
        case Unknown("off topic"):
            return "none of the words that tell what it is about is one that I know"
        case Unknown("no words"):
            return "there was no word in it that I could match"
        case Unknown():
            return f"nothing was near enough ({sure}; answering takes {DEFAULT.answer:.0%})"
        case _:
            assert_never(decision)


def _logit(share: Floats) -> Floats:
    held = np.clip(share, LEAST, 1 - LEAST)
    logit: Floats = np.log(held / (1 - held))
    return logit


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
