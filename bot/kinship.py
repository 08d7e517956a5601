"""Which entries contain which: shares of the probability add up along it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.sparse import Floats, Ints, Mask
from knowledge.schema import Boundary, Entry

CLEAR = 0.5
"""A part is meant rather than its whole where it holds this share of the whole's probability."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """Over the classes of an index, by position. `entry`: which of them are entries, and no
    boundaries; `bounded`: 1 for each boundary.

    `parts[e]`: the entries directly within entry e; `within`: each whole with all that it
    contains, at any depth; `around`: each part with all that contain it; `roots`: what is part of
    nothing; `wholes`: those of `within`, whose `members` stand one whole's after the other, each
    whole's from its place in `starts`.
    """

    entry: Mask
    bounded: Floats
    parts: dict[int, tuple[int, ...]]
    within: dict[int, tuple[int, ...]]
    around: dict[int, tuple[int, ...]]
    roots: Ints
    wholes: Ints
    members: Ints
    starts: Ints

    def shares(self, probabilities: Floats) -> Floats:
        """(classes,) → (classes,): each entry's own probability and that of its parts; nothing
        for boundaries."""
        shares: Floats = probabilities * self.entry
        if len(self.wholes):
            shares[self.wholes] += np.add.reduceat(probabilities[self.members], self.starts)
        return shares

    def resolve(self, shares: Floats) -> int:
        """The entry that is meant: from the likeliest whole down to a part that is clear."""
        best = int(self.roots[shares[self.roots].argmax()])
        while best in self.parts:
            part = max(self.parts[best], key=lambda entry: shares[entry])
            if shares[part] < CLEAR * shares[best]:
                break
            best = part
        return best

    def answers(self, given: int) -> tuple[int, ...]:
        """The classes for which giving this entry is right: itself and what it contains."""
        return (given, *self.within.get(given, ()))

    def kin(self, entry: int) -> tuple[int, ...]:
        """The entry, what contains it and what it contains."""
        return (*self.answers(entry), *self.around.get(entry, ()))


def kinship(items: Sequence[Entry | Boundary | None]) -> Kinship:
    """The kinship that the entries' `part_of` says; None stands where nothing is any more."""
    position = {item.id: at for at, item in enumerate(items) if item is not None}
    part_of = {at: item.part_of for at, item in enumerate(items) if isinstance(item, Entry)}
    parts: dict[int, tuple[int, ...]] = {}
    within: dict[int, tuple[int, ...]] = {}
    around: dict[int, tuple[int, ...]] = {}
    for part, wholes in part_of.items():
        for whole in wholes:
            parts[position[whole]] = (*parts.get(position[whole], ()), part)
        containers = _upwards(part, part_of, position)
        if containers:
            around[part] = tuple(containers)
        for whole_at in containers:
            within[whole_at] = (*within.get(whole_at, ()), part)
    entry = np.array([at in part_of for at in range(len(items))], bool)
    return Kinship(
        entry,
        (~entry).astype(np.float32),
        parts,
        within,
        around,
        np.array([at for at, wholes in part_of.items() if not wholes], np.int64),
        np.array(list(within), np.int64),
        np.array([part for contained in within.values() for part in contained], np.int64),
        np.cumsum([0, *map(len, within.values())])[:-1],
    )


def _upwards(
    start: int, part_of: Mapping[int, Sequence[str]], position: Mapping[str, int]
) -> Sequence[int]:
    reached = [start]
    for at in reached:
        wholes = (position[whole] for whole in part_of[at])
        reached.extend(whole for whole in wholes if whole not in reached)
    return reached[1:]
