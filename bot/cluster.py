"""Questions → groups that mean much the same, by the matcher's own meaning of alike."""

from collections.abc import Mapping

import numpy as np

from bot.index import Index
from bot.insight import Group, most

ALIKE = 0.75
"""The likeness (cosine) to a group's first question from which another belongs to it."""

LOOKED_AT = 400
"""Different questions that are grouped: the most frequent."""


def cluster(counts: Mapping[str, int], index: Index) -> tuple[Group, ...]:
    """Groups, the most frequent first. Each question joins the most alike of the groups that more
    frequent ones began, or begins one."""
    asked = most(counts, LOOKED_AT)
    readings = [index.lexicon.read(text) for text, _ in asked]
    vectors = index.words.sentences([reading.meant for reading in readings])
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
        Group(asked[first][0], len(own), sum(asked[at][1] for at in own))
        for first, own in members.items()
    )
    return tuple(sorted(groups, key=lambda group: (-group.count, group.named)))
