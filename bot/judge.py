"""Scores → probabilities: what the head says, corrected by the nearest phrasings."""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.compact import Compact
from bot.head import softmax
from bot.sparse import Floats, Ints

NEAREST = 5.0
"""How much the similarity (0 to 1) of a class's nearest phrasing counts, in the head's scores."""

LOOKED_AT = 6
"""Classes whose phrasings are looked at, at most: the likeliest by the head."""

OUT_OF_REACH = 1.5 * NEAREST
"""How far a class's score has to be below the highest to be left alone: its phrasings can't be so
much nearer that they make up for that."""

FEW = 500
"""Values up to which sorting all of them is faster than parting them."""

Nearby = Mapping[int, Floats]
"""Some classes, in order, each with the similarity of its phrasings to the question."""


def judge(point: Floats, scores: Floats, points: Sequence[Compact]) -> tuple[Floats, Nearby]:
    """(classes,) scores → (classes,) probabilities, and what is near. `points[c]` are class c's
    phrasings; classes not looked at count as the least similar."""
    within = scores.max() - np.float32(OUT_OF_REACH)
    looked = [int(c) for c in top(scores, LOOKED_AT) if scores[c] > within]
    near = {c: points[c].times(point) for c in looked}
    similar = np.array([own.max(initial=-1.0) for own in near.values()], np.float32)
    raised = scores + np.float32(NEAREST) * similar.min()
    raised[looked] = scores[looked] + np.float32(NEAREST) * similar
    return softmax(raised), near


def top(values: Floats, count: int) -> Ints:
    """The positions of the greatest values, in order of position; of equal ones the first."""
    if len(values) <= FEW:
        return np.sort((-values).argsort(kind="stable")[:count])
    least = np.partition(values, -count)[-count]
    above, equal = np.flatnonzero(values > least), np.flatnonzero(values == least)
    return np.sort(np.concatenate([above, equal[: count - len(above)]]))
