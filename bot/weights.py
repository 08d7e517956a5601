"""How much a word says."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.normalise import owner
from bot.read import Reading


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each word says, by how seldom phrasings use it; `rare` for words of none."""

    of: dict[str, float]
    rare: float

    def known(self, reading: Reading, words: Collection[str]) -> float:
        """The share of the reading's weight that is in `words`; 1 where it weighs nothing. A
        possessive says what its owner says."""
        total = within = 0.0
        for word in reading.concepts:
            said = word if word in self.of else owner(word) or word
            weight = self.of.get(said, self.rare)
            total += weight
            if said in words:
                within += weight
        return within / total if total else 1.0


def weigh(readings: Sequence[Reading]) -> Weights:
    """The logarithm of the inverse share of phrasings that use a word."""
    frequency = Counter(
        word for reading in readings for word in {*reading.concepts, *reading.plain, *reading.meant}
    )
    total = len(readings)
    of = {word: math.log((1 + total) / count) for word, count in frequency.items()}
    return Weights(of, math.log(1 + total) + 1)
