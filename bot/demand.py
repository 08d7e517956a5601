"""What a message demands that no entry can be answered with: that something be made, or what comes
first."""

from collections.abc import Sequence
from itertools import pairwise

from bot.normalise import words
from bot.read import ASKING, DETERMINERS, Reading
from bot.role import FRAMING, KINDS, LIGHT
from bot.told import Told

MAKING = frozenset(
    ["write", "draft", "compose", "create", "generate", "make", "draw", "design", "quiz", "teach",
     "translate", "fix", "debug", "convert", "calculate", "compute", "book", "order", "play",
     "sing"]
)  # fmt: skip
"""Verbs that ask somebody to do something where a message begins with them."""

WHOM_OR_WHAT = frozenset(["me", "us", "it"]) | DETERMINERS
"""What follows such a verb where it is no name: "write tests" may ask whether they do."""

MODEST = frozenset(
    ["short", "brief", "quick", "simple", "small", "nice", "clear", "full", "complete"]
)
"""What may stand before the name of what is to be made."""

PRESENTED = frozenset(
    ["table", "outline", "definition", "comparison", "checklist", "explanation", "picture"]
).union(LIGHT, FRAMING)
"""What an answer may be asked for as."""

RANKING = frozenset(
    ["important", "useful", "valuable", "essential", "crucial", "critical", "needed"]
)
"""What makes of "most" the question for one of many: "most of it" is not."""

ORDERED = frozenset(["first", "then", "start", "begin", "before", "most"])
"""Words by which an answer tells what comes first, or matters most."""


def demanded(reading: Reading, told: Told) -> tuple[str, ...]:
    """The word, as typed, for what is to be made ("write me a query"), or by which one of many is
    asked for ("which skill first"), where the entry has none of that."""
    said = reading.plain
    if _to_be_made(said, told):
        return reading.typed[:1]
    at = _ranked(said)
    if not at or _orders(said[at], told):
        return ()
    return (" ".join(reading.typed[at : at + 2]),)


def _to_be_made(said: Sequence[str], told: Told) -> bool:
    """Whether it is asked that something be made or done ("write me a query"), and not what the
    entry tells, of which hardly a phrasing asks that; but a summary of it is what it tells."""
    act, whom, *what = (*said, "", "")
    if act not in MAKING or whom not in WHOM_OR_WHAT:
        return False
    thing = next((word for word in what if word not in WHOM_OR_WHAT | MODEST | KINDS), "")
    if thing in PRESENTED or not ASKING.isdisjoint(what):  # "teach me what they do"
        return False
    return told.hardly(sum(one.lower().startswith(act) for one in told.phrasings))


def _ranked(said: Sequence[str]) -> int:
    """Where the word stands that asks for one of many: "first", in "which one first"; else 0."""
    if said[0] not in ("which", "what", "what's"):
        return 0
    if said[-1] == "first":
        return len(said) - 1
    pairs = enumerate(pairwise(said))
    at = next((at for at, (one, then) in pairs if one == "most" and then in RANKING), 0)
    named = (said[1], *said[at + 2 : at + 3]) if at else ()  # "most useful skills", "skills are …"
    return 0 if any(word.endswith("s") and word != "is" for word in named) else at


def _orders(rank: str, told: Told) -> bool:
    """Whether the entry tells what comes first, or matters most."""
    asked = sum(rank in words(one) for one in told.phrasings)
    return not told.hardly(asked) or not ORDERED.isdisjoint(words(told.answer))
