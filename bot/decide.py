"""A match → what to do: answer, offer choices, or say honestly that it isn't known."""

from dataclasses import dataclass

from bot.match import Candidate, Match

MOST_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Costs:
    """What each outcome costs whoever asked; only the proportions matter."""

    wrong: float = 4.0
    choice: float = 2.0
    missed: float = 6.0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`answer`: the confidence from which answering costs less than asking back; `offer`: the
    chance that one of the choices is right from which asking back costs less than giving up;
    `listed`: the confidence below which a choice is clutter."""

    answer: float
    offer: float
    listed: float = 0.02


def thresholds(costs: Costs) -> Thresholds:
    """Where the expected costs cross: (1 - p) · wrong = choice, and q · missed = choice."""
    return Thresholds(1 - costs.choice / costs.wrong, costs.choice / costs.missed)


DEFAULT = thresholds(Costs())


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry, to be shown in full; `others` are entries that might have been meant instead."""

    entry: Candidate
    others: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """Not sure enough: 2 to 4 entries, likeliest first."""

    entries: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not known: the boundary that says so, or None where nothing is near."""

    boundary: Candidate | None
    nearest: tuple[Candidate, ...] = ()


Decision = Answer | Choices | Unknown


def decide(match: Match, thresholds: Thresholds = DEFAULT) -> Decision:
    """What to do about one question."""
    if match.entry is None:
        return Unknown(None)
    entries = tuple(c for c in match.candidates if c.kind == "entry")
    boundary = next((c for c in match.candidates if c.kind == "boundary"), None)
    if match.entry.confidence >= thresholds.answer:
        rest = tuple(c for c in entries if c is not match.entry)
        return Answer(match.entry, tuple(c for c in rest if c.confidence >= 0.1)[:2])
    if boundary is not None and boundary.confidence > max(0.5, match.entry.confidence):
        return Unknown(boundary)
    listed = tuple(c for c in entries if c.confidence >= thresholds.listed)[:MOST_CHOICES]
    if len(listed) > 1 and sum(c.confidence for c in listed) >= thresholds.offer:
        return Choices(listed)
    if boundary is not None and boundary.confidence > match.entry.confidence:
        return Unknown(boundary)
    return Unknown(None, entries[:1])
