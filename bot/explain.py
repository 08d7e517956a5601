"""Why this answer: what a match rests on, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import numpy as np

from bot.conversation import Conversation
from bot.decide import BOUNDARY, DEFAULT, Answer, Choices, Decision, Unknown, decide
from bot.gate import tells
from bot.index import Index
from bot.match import Candidate, Match, match, nearest, shares
from bot.plain import excerpt
from bot.read import ASKING, AUXILIARIES, DETERMINERS
from bot.reply import Items, Paragraph, Part, Reply, text
from bot.sparse import Floats

MOST_CANDIDATES = 3

MOST_WORDS = 24
"""Words whose part is worked out: each costs about as much as a question."""

TELLING = 0.02
"""The part from which a word is named."""

NO_TELLING = "none of the words that tell what it is about is one that I know"

LEAST = 1e-4
"""The share below which differences say nothing."""

LITTLE = ASKING | AUXILIARIES | DETERMINERS
"""Words that tell nothing of what a question is about, however seldom they are."""

SHOWN = 0.005
"""The confidence below which a candidate behind the second is not told of: it rounds to 0%."""


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
    """Why the last question was answered as it was, though there was talk since."""
    if conversation.asked:
        said: list[Part] = []
        if conversation.offered and len(conversation.asked) > 1:  # several questions offer none
            said.append(Paragraph(text("It can be read in two ways, and each counted half.")))
        for asked in conversation.asked:
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
        none = "There is no entry here" if match.reading.plain else "There was no word in it"
        return (Paragraph(text(f"{none} that I could match.")),)
    decision = decide(match)
    found = [] if _nothing_near(decision) else reasons(match, index)
    repaired = [f"{typed} as {plain}" for typed, plain in match.reading.repaired]
    lines = [f"So: {rule(match)}", *_words_told(match, decision, index)]
    lines += [f"Read as typos: {', '.join(repaired)}"] if repaired else []
    lines += _named("Set aside as filler", match.reading.filler)
    ranked = [Items(tuple(text(_told(reason)) for reason in found), ordered=True)] if found else []
    return (
        Paragraph(text(f"This is how I read “{excerpt(match.text)}”.")),
        *ranked,
        Items(tuple(text(line) for line in lines)),
    )


def _nothing_near(decision: Decision) -> bool:
    """Whether candidates were found by chance: how sure they seem says nothing."""
    return isinstance(decision, Unknown) and decision.rule == "off topic" and not decision.nearest


def _words_told(match: Match, decision: Decision, index: Index) -> list[str]:
    """The telling words that what decided knows, and those that it doesn't."""
    boundary = decision.boundary if isinstance(decision, Unknown) else None
    decided = boundary or match.entry
    if decided is None or _nothing_near(decision):
        return _named("Words it doesn't know", match.reading.plain)
    own, rank = index.own[decided.at], index.words.vectors.pieces
    concepts = dict.fromkeys(match.reading.concepts)
    telling = [word for word in concepts if tells(word, rank) and word not in LITTLE]
    what = "boundary" if boundary else "nearest entry"
    return [
        *_named(f"Words the {what} knows", [word for word in telling if word in own]),
        *_named("Words it doesn't know", [word for word in telling if word not in own]),
    ]


def reasons(match: Match, index: Index) -> tuple[Reason, ...]:
    """What speaks for each of the likeliest candidates, the nearest entry among them."""
    if match.entry is None:
        return ()
    first, *others = match.candidates[:MOST_CANDIDATES]
    ranked = [first, *others[:1], *(one for one in others[1:] if one.confidence >= SHOWN)]
    if match.entry not in ranked:
        ranked = [*ranked[: MOST_CANDIDATES - 1], match.entry]
    level = index.encoder if match.encoded and index.encoder else index.static
    typed = match.reading.typed
    point = level.place(match.reading).point
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
    beside = f"{_percent(match.lead)} of it and the strongest other entry"
    takes = f"answering takes {DEFAULT.answer:.0%}"
    decision = decide(match)
    match decision:
        case Answer():
            return f"I was sure enough to answer ({sure}, and {beside}; {takes})"
        case Choices(_, "tie"):
            return f"I was sure enough ({sure}; {takes}), but another entry fits as well"
        case Choices(_, "off topic"):
            return f"something is like it ({sure}), but {NO_TELLING}, so I asked back"
        case Choices():
            return f"I was not sure enough ({sure}, and {beside}; {takes}), and asked back"
        case Unknown("strange", _, _, strange):
            return f"the nearest entry says nothing about {' and '.join(strange)}"
        case Unknown("negated"):
            return "it asks what is not so, and the nearest phrasing asks what is"
        case Unknown("boundary", Candidate(confidence=confidence)):
            least = f"saying so takes {BOUNDARY:.0%}, and more than any entry has"
            return f"I know that my source doesn't cover it ({_percent(confidence)} sure; {least})"
        case Unknown("off topic"):
            return NO_TELLING
        case Unknown("no words"):
            return "there was no word in it that I could match"
        case Unknown():
            return f"nothing was near enough ({sure}; {takes})"
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
