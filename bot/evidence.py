"""What speaks for and against a candidate: the numbers that its confidence is made from."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from bot.kinship import Kinship
from bot.read import Reading
from bot.sparse import Floats, Ints


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each word says, by how seldom phrasings use it; `rare` for words of none."""

    of: dict[str, float]
    rare: float

    def known(self, reading: Reading, words: Collection[str]) -> float:
        """The share of the reading's weight that is in `words`; 1 where it weighs nothing."""
        total = within = 0.0
        for word in reading.concepts:
            weight = self.of.get(word, self.rare)
            total += weight
            within += weight if word in words else 0.0
        return within / total if total else 1.0


def weigh(readings: Sequence[Reading]) -> Weights:
    """The logarithm of the inverse share of phrasings that use a word."""
    frequency = Counter(word for reading in readings for word in set(reading.concepts))
    total = len(readings)
    of = {word: float(np.log((1 + total) / count)) for word, count in frequency.items()}
    return Weights(of, float(np.log(1 + total)) + 1)


def likeness(similarities: Floats, labels: Ints, answers: Floats) -> float:
    """The mean similarity of the three nearest phrasings that `answers` (a column of
    Kinship.answers) says belong to the candidate."""
    near = similarities[answers[labels] > 0]
    return float(np.sort(near)[-3:].mean()) if len(near) else 0.0


def evidence(
    entry: int,
    probabilities: Floats,
    shares: Floats,
    kinship: Kinship,
    likeness: float,
    known: float,
    covered: float,
    length: int,
) -> list[float]:
    """One candidate's row: the logit of its share, the logarithm of its lead over the strongest
    class that is no kin, the logit of the boundaries' share; its likeness; the shares of the
    question's weight that the knowledge base and the entry know; the question's length."""
    rest = probabilities.copy()
    rest[kinship.kin(entry)] = 0
    rival = float(rest.max(initial=0.0))
    return [
        _logit(float(shares[entry])),
        float(np.log((shares[entry] + 1e-4) / (rival + 1e-4))),
        _logit(float(probabilities[kinship.entries :].sum())),
        likeness,
        known,
        covered,
        float(np.log1p(length)),
    ]


def _logit(share: float) -> float:
    share = min(max(share, 1e-4), 1 - 1e-4)
    return float(np.log(share / (1 - share)))
