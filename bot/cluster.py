"""Questions → groups that mean much the same, by the matcher's own meaning of alike."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.index import Index
from bot.insight import Group, most

ALIKE = 0.75
"""The likeness (cosine) to a group's first question from which another belongs to it."""

LOOKED_AT = 400
"""Different questions that are grouped: the most frequent."""


def cluster(several: Sequence[Mapping[str, int]], index: Index) -> list[tuple[Group, ...]]:
    """Groups of each of several counts of questions, the most frequent first. Each question joins
    the most alike of the groups that more frequent ones began, or begins one."""
    asked = [most(counts, LOOKED_AT) for counts in several]
    texts = list(dict.fromkeys(text for one in asked for text, _ in one))
    readings = [index.lexicon.read(text) for text in texts]
    vectors = index.words.sentences([reading.meant for reading in readings])
    place = {text: at for at, text in enumerate(texts)}
    return [_grouped(one, vectors[[place[text] for text, _ in one]]) for one in asked]


def _grouped(asked: Sequence[tuple[str, int]], vectors: NDArray[np.float32]) -> tuple[Group, ...]:
    """`vectors`: one row for each that was asked, of length 1."""
    firsts: list[int] = []
    members: dict[int, list[int]] = {}
    for at in range(len(asked)):
        alike = vectors[firsts] @ vectors[at] if firsts else np.zeros(0, np.float32)
        best = int(alike.argmax()) if firsts else -1
        if best >= 0 and alike[best] >= ALIKE:
            members[firsts[best]].append(at)
        else:
            firsts.append(at)
            members[at] = [at]
    groups = (
        Group(tuple(asked[at][0] for at in own), sum(asked[at][1] for at in own))
        for own in members.values()
    )
    return tuple(sorted(groups, key=lambda group: (-group.count, group.named)))
