"""Which entries contain which: shares of the probability add up along it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.sparse import Floats
from knowledge.schema import KnowledgeBase

CLEAR = 0.5
"""A part is meant rather than its whole where it holds this share of the whole's probability."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """Over the classes of an index (entries, then boundaries), by position.

    `answers[true, given]`: whether giving entry `given` is right where `true` was meant: itself,
    or a whole that contains it. `parts[e]`: the entries directly within entry e.
    """

    entries: int
    answers: Floats
    parts: tuple[tuple[int, ...], ...]
    roots: tuple[int, ...]

    def shares(self, probabilities: Floats) -> Floats:
        """(…, classes) → (…, entries): each entry's own probability and that of its parts."""
        return probabilities @ self.answers

    def resolve(self, shares: Floats) -> int:
        """The entry that is meant: from the likeliest whole down to a part that is clear."""
        best = max(self.roots, key=lambda entry: shares[entry])
        while self.parts[best]:
            part = max(self.parts[best], key=lambda entry: shares[entry])
            if shares[part] < CLEAR * shares[best]:
                break
            best = part
        return best

    def kin(self, entry: int) -> list[int]:
        """The entry, what contains it and what it contains."""
        up = np.flatnonzero(self.answers[entry])
        down = np.flatnonzero(self.answers[: self.entries, entry])
        return sorted({*map(int, up), *map(int, down)})


def kinship(knowledge: KnowledgeBase) -> Kinship:
    """The kinship that the entries' `part_of` says."""
    position = {entry.id: at for at, entry in enumerate(knowledge.entries)}
    count = len(position)
    answers = np.zeros((count + len(knowledge.boundaries), count), np.float32)
    parts: list[list[int]] = [[] for _ in range(count)]
    for entry in knowledge.entries:
        for whole in entry.part_of:
            parts[position[whole]].append(position[entry.id])
    for part in range(count):
        for container in _upwards(part, knowledge, position):
            answers[part, container] = 1
    roots = tuple(position[entry.id] for entry in knowledge.entries if not entry.part_of)
    return Kinship(count, answers, tuple(map(tuple, parts)), roots)


def _upwards(start: int, knowledge: KnowledgeBase, position: dict[str, int]) -> Sequence[int]:
    reached = [start]
    for at in reached:
        wholes = (position[whole] for whole in knowledge.entries[at].part_of)
        reached.extend(whole for whole in wholes if whole not in reached)
    return reached
