"""Scores → probabilities: what the head says, corrected by the nearest phrasings."""

from collections.abc import Callable

import numpy as np

from bot.head import softmax
from bot.sparse import Floats, Ints

NEAREST = 5.0
"""How much the similarity (0 to 1) of a class's nearest phrasing counts, in the head's scores."""

LOOKED_AT = 8
"""Classes whose phrasings are looked at: the likeliest by the head."""


def judge(scores: Floats, nearest: Callable[[Ints], Floats]) -> Floats:
    """(classes,) scores → (classes,) probabilities. `nearest` gives the similarity of the nearest
    phrasing of each class it is asked about; classes not looked at count as the least similar."""
    count = min(LOOKED_AT, len(scores))
    top = np.sort(np.argpartition(-scores, count - 1)[:count])
    similar = nearest(top)
    raised = scores + np.float32(NEAREST) * similar.min()
    raised[top] = scores[top] + np.float32(NEAREST) * similar
    return softmax(raised)
