"""What speaks for and against a candidate: the numbers that its confidence is made from."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from bot.judge import Nearby
from bot.kinship import Kinship
from bot.read import Reading
from bot.sparse import Floats
from bot.weights import Weights

SPEAKS = {
    "share": 1,
    "lead": 1,
    "bounded": -1,
    "likeness": 1,
    "known": 1,
    "length": 0,
    "kept": 1,
    "asked": 1,
    "more": -1,
}
"""The kinds of evidence in their order, each with whether it speaks for a candidate or against it,
and never the other way; 0: either way."""

SURE = 0.9
"""The confidence in an entry, or the probability of a boundary, from which the level that looks
next is not asked any more."""

POOLED = 0.2
"""How much the probabilities of the level that looked first count beside those of the one that
looks next: each errs where the other doesn't. A linear opinion pool (Stone 1961)."""

PLAUSIBLE = 4.0
"""How much less likely than the entry a rival may be for what it knows to count in full."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What questions are held against: the words that each class knows (`own`), which class
    contains which, and what words weigh."""

    own: Sequence[Collection[str]]
    kinship: Kinship
    weights: Weights


@dataclass(frozen=True, slots=True)
class Seen:
    """What probabilities come to: the entry that is meant (`best`), all classes' probabilities, all
    entries' shares, what is near, the `evidence` on that entry, and the `most` that its confidence
    may be, whatever else speaks for it: where a rival is likelier, twice its part of what both
    hold."""

    best: int
    probabilities: Floats
    shares: Floats
    near: Nearby
    evidence: list[float]
    most: float


def see(
    reading: Reading,
    kept: float,
    probabilities: Floats,
    near: Nearby,
    ground: Ground,
    before: Floats | None,
) -> Seen:
    """What a question's probabilities come to; `kept`: how much of it the space kept; `before`: the
    probabilities of the level that looked first.

    The evidence on the entry: the logit of its share; the logarithm of its lead over the strongest
    class that is no kin; the logit of the boundaries' share; how alike its nearest phrasings are;
    the share of the question's weight that the entry knows; the question's length; how much of it
    the space kept; whether the entry is asked for so; and how much more of the question's weight
    the strongest other class knows, as far as that is plausible. `SPEAKS` says which way each can
    speak."""
    kinship, weights = ground.kinship, ground.weights
    if before is not None:
        probabilities = probabilities + np.float32(POOLED) * (before - probabilities)
    shares = kinship.shares(probabilities)
    best = kinship.resolve(shares)
    own = ground.own[best]
    share = float(shares[best])
    rest = _others(best, probabilities, kinship)
    rival = int(rest.argmax())
    strongest = float(rest[rival])
    known = weights.known(reading, own)
    more = weights.known(reading, ground.own[rival]) - known
    row = [
        _logit(share),
        math.log((share + 1e-4) / (strongest + 1e-4)),
        _logit(float(probabilities.dot(kinship.bounded))),
        _likeness(near, kinship.answers(best)),
        known,
        math.log1p(len(reading.plain)),
        math.log(max(kept, 0.05)),
        _asks(reading, own),
        max(more, 0.0) * min(PLAUSIBLE * strongest / max(share, 1e-9), 1.0),
    ]
    most = min(2 * share / max(share + strongest, 1e-9), 1.0)
    return Seen(best, probabilities, shares, near, row, most)


def settled(sure: float, seen: Seen, kinship: Kinship) -> bool:
    """Whether a level that is so `sure` of the entry has seen enough."""
    return sure >= SURE or float((seen.probabilities * kinship.bounded).max()) >= SURE


def lead(entry: int, shares: Floats, probabilities: Floats, kinship: Kinship) -> float:
    """The entry's part of what it and the strongest other entry (no kin of it) hold together: 0.5
    is a tie."""
    share = float(shares[entry])
    strongest = float(_others(entry, probabilities * kinship.entry, kinship).max())
    return share / max(share + strongest, 1e-9)


def _others(entry: int, probabilities: Floats, kinship: Kinship) -> Floats:
    """The probabilities of all classes that are no kin of the entry's."""
    rest = probabilities.copy()
    for kin in kinship.kin(entry):
        rest[kin] = 0
    return rest


def _likeness(near: Nearby, answers: Collection[int]) -> float:
    """The mean similarity of the three nearest phrasings among those that belong to `answers`."""
    own = [similar for at, similar in near.items() if at in answers]
    together = own[0] if len(own) == 1 else np.concatenate([_NONE, *own])
    nearest: list[float] = np.sort(together)[-3:].tolist()
    return sum(nearest) / max(len(nearest), 1)


def _asks(reading: Reading, own: Collection[str]) -> float:
    """Whether the entry (what it knows: `own`) is asked for in this way, as "how many": 1 or 0."""
    asking = reading.asking
    return float(not asking or asking in own)


def _logit(share: float) -> float:
    share = min(max(share, 1e-4), 1 - 1e-4)
    return math.log(share / (1 - share))


_NONE: Floats = np.zeros(0, np.float32)
