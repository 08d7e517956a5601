"""The rule that decided, in words and in figures."""

from typing import assert_never

from bot.decide import BOUNDARY, DEFAULT, Answer, Choices, Decision, Unknown, decide
from bot.match import Candidate, Match

NO_TELLING = "none of the words that tell what it is about is one that I know"


def rule(match: Match) -> str:
    """The rule that decided, in words."""
    sure = percent(match.entry.confidence if match.entry else 0.0)
    beside = (
        "" if match.both else f", and {percent(match.lead)} of it and the strongest other entry"
    )
    takes = f"answering takes {DEFAULT.answer:.0%}"
    decision = decide(match)
    match decision:
        case Answer():
            return f"I was sure enough to answer ({sure}{beside}; {takes})"
        case Choices(_, "tie"):
            return f"I was sure enough ({sure}; {takes}), but another entry fits as well"
        case Choices(_, "off topic"):
            return f"something is like it ({sure}), but {NO_TELLING}, so I asked back"
        case Choices():
            return f"I was not sure enough ({sure}{beside}; {takes}), and asked back"
        case Unknown("strange", _, _, strange):
            return f"the nearest entry says nothing about {' and '.join(strange)}"
        case Unknown("negated"):
            return "it asks what is not so, and the nearest phrasing asks what is"
        case Unknown("boundary", Candidate(confidence=confidence)):
            least = f"saying so takes {BOUNDARY:.0%}, and more than any entry has"
            return f"I know that my source doesn't cover it ({percent(confidence)} sure; {least})"
        case Unknown("off topic"):
            return NO_TELLING
        case Unknown("no words"):
            return "there was no word in it that I could match"
        case Unknown():
            return f"nothing was near enough ({sure}; {takes})"
        case _:
            assert_never(decision)


def held(match: Match) -> tuple[float | None, float]:
    """The confidence that the rule asks for, None where it looks at none, and the lead of what
    decided: a boundary's part of what it and the likeliest entry hold together, else the entry's
    (bot/evidence.py)."""
    decision = decide(match)
    boundary = boundary_of(decision)
    if boundary is not None:
        entry = match.entry.confidence if match.entry else 0.0
        return BOUNDARY, boundary.confidence / (boundary.confidence + entry)
    gate = isinstance(decision, Unknown) and decision.rule != "too far"
    return None if gate else DEFAULT.answer, match.lead


def boundary_of(decision: Decision) -> Candidate | None:
    """The boundary that speaks, if one does."""
    return decision.boundary if isinstance(decision, Unknown) else None


def percent(part: float) -> str:
    """Never quite certain."""
    return f"{min(part, 0.99):.0%}"
