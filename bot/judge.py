"""Scores → probabilities: what the head says, corrected by the nearest phrasings."""

from collections.abc import Mapping

import numpy as np

from bot.head import softmax
from bot.sparse import Floats, Ints

NEAREST = 5.0
"""How much the similarity (0 to 1) of a class's nearest phrasing counts, in the head's scores."""

LOOKED_AT = 8
"""Classes whose phrasings are looked at: the likeliest by the head."""

Nearby = Mapping[int, Floats]
"""Some classes, in order, each with the similarity of its phrasings to the question."""


def judge(point: Floats, scores: Floats, points: Floats, starts: Ints) -> tuple[Floats, Nearby]:
    """(classes,) scores → (classes,) probabilities, and what is near. Class c's phrasings are
    `points[starts[c]:starts[c + 1]]`; classes not looked at count as the least similar."""
    near = {int(c): points[starts[c] : starts[c + 1]] @ point for c in top(scores, LOOKED_AT)}
    similar = np.array([own.max(initial=-1.0) for own in near.values()], np.float32)
    raised = scores + np.float32(NEAREST) * similar.min()
    looked_at = list(near)
    raised[looked_at] = scores[looked_at] + np.float32(NEAREST) * similar
    return softmax(raised), near


def top(values: Floats, count: int) -> Ints:
    """The positions of the greatest values, in order of position; of equal ones the first."""
    if count >= len(values):
        return np.arange(len(values))
    least = np.partition(values, -count)[-count]
    above, equal = np.flatnonzero(values > least), np.flatnonzero(values == least)
    return np.sort(np.concatenate([above, equal[: count - len(above)]]))
