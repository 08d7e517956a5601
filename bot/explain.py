"""Why this answer: what a match rests on, in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from bot.conversation import Conversation
from bot.decide import Decision, Unknown, decide
from bot.follow import followed
from bot.gate import tells
from bot.index import Index
from bot.match import Candidate, Match, match, nearest, shares
from bot.plain import excerpt
from bot.read import ASKING, AUXILIARIES, DETERMINERS
from bot.reply import Items, Paragraph, Part, Reply, text
from bot.rule import boundary_of, percent, rule
from bot.sparse import Floats

MOST_CANDIDATES = 3

MOST_WORDS = 24
"""Words whose part is worked out: each costs about as much as a question."""

TELLING = 0.02
"""The part from which a word is named."""

TWICE = "It can be read in two ways, and each counted half."
AGAIN = "It may go on from what I showed, or mean it once more, and that counted half."

LEAST = 1e-4
"""The share below which differences say nothing."""

LITTLE = (
    ASKING | AUXILIARIES | DETERMINERS
    | {"am", "i'm", "im", "every", "each", "got", "yet", "once", "ever", "always", "often", "let",
       "please", "onto", "per", "via", "though", "either", "shall", "might", "ought", "let's"}
)  # fmt: skip
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
        decided = followed(conversation.asked, index)
        return Reply("help", tuple(part for one in decided for part in explanation(one, index)))
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
    if match.both:
        return _mixed(match, index)
    return _read(match, index, [f"So: {rule(match)}"])


def _mixed(mixed: Match, index: Index) -> tuple[Part, ...]:
    """The rule that decided on two readings together, and what spoke for each of them."""
    one, other = mixed.both
    told = TWICE if one != other else AGAIN
    titles = (
        f"{index.items[candidate.at].title} ({percent(candidate.confidence)})"
        for candidate in mixed.candidates[:MOST_CANDIDATES]
        if candidate.confidence >= SHOWN
    )
    lines = [f"So: {rule(mixed)}", f"Together: {', '.join(titles)}"]
    readings = [match(said, index) for said in dict.fromkeys(mixed.both)]
    each = (part for reading in readings for part in _read(reading, index, []))
    return (Paragraph(text(told)), Items(tuple(text(line) for line in lines)), *each)


def _read(match: Match, index: Index, said: Sequence[str]) -> tuple[Part, ...]:
    """What spoke for each of a question's candidates, and what was `said` of it with its words."""
    decision = decide(match)
    found = [] if _nothing_near(decision) else reasons(match, index)
    repaired = [f"{typed} as {plain}" for typed, plain in match.reading.repaired]
    lines = [*said, *_words_told(match, decision, index)]
    lines += [f"Read as typos: {', '.join(repaired)}"] if repaired else []
    lines += _named("Set aside as filler", match.reading.filler)
    ranked = [Items(tuple(text(_told(reason)) for reason in found), ordered=True)] if found else []
    words = [Items(tuple(text(line) for line in lines))] if lines else []
    return (Paragraph(text(f"This is how I read “{excerpt(match.text)}”.")), *ranked, *words)


def _nothing_near(decision: Decision) -> bool:
    """Whether candidates were found by chance: how sure they seem says nothing."""
    return isinstance(decision, Unknown) and decision.rule == "off topic" and not decision.nearest


def _words_told(match: Match, decision: Decision, index: Index) -> list[str]:
    """The telling words that what decided knows, and those that it doesn't."""
    boundary = boundary_of(decision)
    known, unknown = telling(match, index)
    if _nothing_near(decision):
        return _named("Words it doesn't know", unknown)
    what = "boundary" if boundary else "nearest entry"
    return [*_named(f"Words the {what} knows", known), *_named("Words it doesn't know", unknown)]


def telling(match: Match, index: Index) -> tuple[list[str], list[str]]:
    """The words that say what a question is about: those that what decided knows, in the plural or
    not, and the others; where nothing was near, all are unknown."""
    decision = decide(match)
    decided = boundary_of(decision) or match.entry
    if decided is None or _nothing_near(decision):
        return [], list(match.reading.plain)
    own, rank = index.own[decided.at], index.words.vectors.pieces
    concepts = dict.fromkeys(match.reading.concepts)
    telling = [word for word in concepts if tells(word, rank) and word not in LITTLE]
    new = (
        match.uncovered if decided is match.entry else [word for word in telling if word not in own]
    )
    known = [word for word in telling if word not in new or _knows(own, word)]
    return known, [word for word in telling if word not in known]


def _knows(own: Collection[str], word: str) -> bool:
    """Whether it is one of these words, or its plural or singular is, which letters tell as well.

    >>> [_knows(["bike", "cherry", "boxes"], word) for word in ("bikes", "cherries", "box", "bus")]
    [True, True, True, False]
    """
    stems = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"}
    forms = stems | {word + "s", word + "es", word.removesuffix("y") + "ies"}
    return any(form in own for form in forms)


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


def _logit(share: Floats) -> Floats:
    held = np.clip(share, LEAST, 1 - LEAST)
    logit: Floats = np.log(held / (1 - held))
    return logit


def _told(reason: Reason) -> str:
    sure = percent(reason.candidate.confidence)
    kind = "" if reason.candidate.kind == "entry" else ", a boundary"
    told = f"{reason.title}{kind} ({sure} sure), nearest phrasing: “{reason.phrasing}”"
    ranked = sorted(reason.words, key=lambda pair: -abs(pair[1]))
    parts = [f"{word} {part:+.0%}" for word, part in ranked if abs(part) >= TELLING]
    return f"{told}; its words' parts: {', '.join(parts)}" if parts else told


def _named(label: str, words: Sequence[str]) -> list[str]:
    named = ", ".join(word.replace("_", " ") for word in words)
    return [f"{label}: {named}"] if named else []
