"""What speaks for and against a candidate: the numbers that its confidence is made from."""

from collections.abc import Collection

import numpy as np

from bot.judge import Nearby
from bot.kinship import Kinship
from bot.read import Reading
from bot.sparse import Floats

SPEAKS = (1, 1, -1, 1, 1, 1, 0, 1, 1, 1)
"""Whether each kind of evidence speaks for a candidate or against it, and never the other way; 0:
either way."""


def likeness(near: Nearby, answers: Collection[int]) -> float:
    """The mean similarity of the three nearest phrasings among those that belong to `answers`."""
    own = [similar for at, similar in near.items() if at in answers]
    return float(np.sort(np.concatenate(own))[-3:].mean()) if any(map(len, own)) else 0.0


def asks(reading: Reading, own: Collection[str]) -> float:
    """Whether the entry (what it knows: `own`) is asked for in this way, as "how many": 1 or 0."""
    return float(not reading.asking or reading.asking in own)


def evidence(
    entry: int,
    probabilities: Floats,
    shares: Floats,
    kinship: Kinship,
    likeness: float,
    known: float,
    covered: float,
    length: int,
    kept: float,
    asks: float,
    before: Floats | None,
) -> list[float]:
    """One candidate's row: the logit of its share; the logarithm of its lead over the strongest
    class that is no kin; the logit of the boundaries' share; its likeness; the shares of the
    question's weight that the knowledge base and the entry know; the question's length; how much of
    it the space kept; whether the entry is asked for so; and, where another level looked first
    (`before`: its shares), what share that level gave it. `SPEAKS` says which way each can
    speak."""
    rival = _rival(entry, probabilities, kinship)
    row = [
        _logit(float(shares[entry])),
        float(np.log((shares[entry] + 1e-4) / (rival + 1e-4))),
        _logit(float(probabilities[~kinship.entry].sum())),
        likeness,
        known,
        covered,
        float(np.log1p(length)),
        float(np.log(max(kept, 0.05))),
        asks,
    ]
    return row if before is None else [*row, _logit(float(before[entry]))]


def lead(entry: int, shares: Floats, probabilities: Floats, kinship: Kinship) -> float:
    """The entry's part of what it and the strongest other entry (no kin of it) hold together: 0.5
    is a tie."""
    share = float(shares[entry])
    return share / max(share + _rival(entry, probabilities * kinship.entry, kinship), 1e-9)


def _rival(entry: int, probabilities: Floats, kinship: Kinship) -> float:
    rest = probabilities.copy()
    rest[list(kinship.kin(entry))] = 0
    return float(rest.max(initial=0.0))


def _logit(share: float) -> float:
    share = min(max(share, 1e-4), 1 - 1e-4)
    return float(np.log(share / (1 - share)))
