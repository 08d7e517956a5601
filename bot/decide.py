"""A match → what to do: answer, offer choices, or say honestly that it isn't known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.match import Candidate, Match

MOST_CHOICES = 4

MOST_NEAREST = 2
"""Entries that are offered where a word of the question alone stands against them, at most."""

BESIDE, MOST_BESIDE = 0.1, 2
"""The confidence from which an entry may have been meant instead of the one that is answered, and
how many such are offered at most."""

BOUNDARY = 0.3
"""The confidence from which a boundary's own sentence is said; below it a general one."""

ALIKE = 0.6
"""The likeness (cosine) to a phrasing from which an entry is believed though no telling word of the
question is the knowledge base's: its meaning was recognised."""

NEAR = 0.05
"""The confidence from which an entry is offered beside an admission that nothing is known."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What each outcome costs whoever asked, in seconds of their time, of which only the
    proportions matter. People read some four words a second (238 a minute, Brysbaert 2019) and type
    36 a minute on a phone (Palin et al. 2019). A wrong answer is read for nothing: some 45 words.
    To be asked back is to read 20 words, four titles among them. Who is told nothing reads as many,
    and types the question once more: nine words, as phrasings have. How soon somebody believes what
    is wrong is not in this; the gates are there for that."""

    wrong: float = 11.0
    choice: float = 5.0
    missed: float = 20.0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`answer`: the confidence from which answering costs less than asking back; `offer`: the
    chance that one of the choices is right from which asking back costs less than giving up;
    `listed`: the confidence below which a choice is clutter, and `second` that
    of the one without which there would be nothing to choose; `tie`: how near to a half the entry's
    part of what it and the strongest other entry hold together has to be for asking back whatever
    the confidence: all else of the margin is in the confidence already."""

    answer: float
    offer: float
    listed: float = 0.05
    second: float = 0.01
    tie: float = 0.02


def thresholds(costs: Costs) -> Thresholds:
    """Where the expected costs cross: (1 - p) · wrong = choice, and q · missed = choice."""
    return Thresholds(1 - costs.choice / costs.wrong, costs.choice / costs.missed)


DEFAULT = thresholds(Costs())

Asking = Literal["tie", "unsure", "off topic"]
Refusing = Literal["no words", "off topic", "strange", "negated", "boundary", "too far"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry, to be shown in full; `others` are entries that might have been meant instead."""

    entry: Candidate
    others: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """Not sure enough: 2 to 4 entries, likeliest first; `rule`: what decided."""

    entries: tuple[Candidate, ...]
    rule: Asking


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not known: the boundary that says so, or None where there is none; `strange`: the words that
    the nearest entry knows nothing of, where these alone stand against it; `rule`: what decided."""

    rule: Refusing
    boundary: Candidate | None = None
    nearest: tuple[Candidate, ...] = ()
    strange: tuple[str, ...] = ()


Decision = Answer | Choices | Unknown


def decide(match: Match, thresholds: Thresholds = DEFAULT) -> Decision:
    """What to do about one question."""
    if match.entry is None:
        return _without_entries(match)
    entries = tuple(c for c in match.candidates if c.kind == "entry")
    near = tuple(c for c in entries if c.confidence >= NEAR)
    sure = match.entry.confidence >= thresholds.answer
    listed = _listed(entries, thresholds)
    if match.off_topic and match.likeness < ALIKE:
        if sure and len(listed) > 1:  # its meaning may have been recognised
            return Choices(listed, "off topic")
        likely = match.entry.confidence >= thresholds.offer  # else it is about something else
        return Unknown("off topic", None, near[:MOST_NEAREST] if likely else ())
    boundary = _speaking(match, match.entry)
    if near and (match.strange or match.negated):
        return _turned_down(match, boundary, near[:MOST_NEAREST])
    if sure and abs(match.lead - 0.5) > thresholds.tie:
        rest = tuple(c for c in entries if c is not match.entry)
        return Answer(match.entry, tuple(c for c in rest if c.confidence >= BESIDE)[:MOST_BESIDE])
    if len(listed) > 1 and sum(c.confidence for c in listed) >= thresholds.offer:
        return Choices(listed, "tie" if sure else "unsure")
    if boundary is not None:
        return Unknown("boundary", boundary)
    return Unknown("too far", None, near[:1])


def _listed(entries: Sequence[Candidate], thresholds: Thresholds) -> tuple[Candidate, ...]:
    likely = [c for c in entries[2:MOST_CHOICES] if c.confidence >= thresholds.listed]
    return (*(c for c in entries[:2] if c.confidence >= thresholds.second), *likely)


def _turned_down(
    match: Match, boundary: Candidate | None, nearest: tuple[Candidate, ...]
) -> Unknown:
    if boundary is not None:
        return Unknown("boundary", boundary)
    if match.strange:
        return Unknown("strange", None, nearest, match.strange)
    return Unknown("negated", None, nearest)


def _speaking(match: Match, entry: Candidate) -> Candidate | None:
    """The boundary that is likely enough to speak, and likelier than the entry, if there is one."""
    boundary = next((c for c in match.candidates if c.kind == "boundary"), None)
    enough = boundary is not None and boundary.confidence >= max(BOUNDARY, entry.confidence)
    return boundary if enough else None


def _without_entries(match: Match) -> Unknown:
    """What to do about a question without words, or where there is no entry at all."""
    boundary = next(iter(match.candidates), None)
    if boundary is not None and boundary.confidence >= ALIKE:
        return Unknown("boundary", boundary)
    return Unknown("too far" if match.reading.plain else "no words")
