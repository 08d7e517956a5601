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

OUT_OF_REACH = NEAREST
"""How far a class's score has to be below the highest to be left alone: similarity hardly leaves
the range from 0 to 1, so that its phrasings can't be so much nearer that they make up for that."""

FEW = 500
"""Values up to which sorting all of them is faster than parting them."""

Nearby = Mapping[int, Floats]
"""Some classes, in order, each with the similarity of its phrasings to the question."""


def judge(point: Floats, scores: Floats, points: Sequence[Compact]) -> tuple[Floats, Nearby]:
    """(classes,) scores → (classes,) probabilities, and what is near. `points[c]` are class c's
    phrasings; classes not looked at count as the least similar."""
    likeliest = top(scores, LOOKED_AT)
    looked = likeliest[scores[likeliest] > scores.max() - np.float32(OUT_OF_REACH)]
    near: Nearby = {c: points[c].times(point) for c in looked.tolist()}
    nearest = [own[own.argmax()] if len(own) else -1.0 for own in near.values()]
    similar = np.array(nearest, np.float32)
    similar *= np.float32(NEAREST)
    raised = scores + similar.min()
    raised[looked] = scores[looked] + similar
    return softmax(raised), near


def judge_all(
    asked: Floats, scores: Floats, points: Sequence[Compact]
) -> tuple[Floats, Sequence[Nearby]]:
    """The same for many questions, (questions, rank) and (questions, classes), class by class."""
    similar = np.full_like(scores, np.inf)
    near: list[dict[int, Floats]] = [{} for _ in asked]
    for c, questions in _looking(scores).items():
        likeness = asked[questions] @ points[c].floats().T
        similar[questions, c] = likeness.max(axis=1, initial=-1.0)
        for question, own in zip(questions, likeness, strict=True):
            near[question][c] = own
    np.minimum(similar, similar.min(axis=1, keepdims=True), out=similar, where=np.isinf(similar))
    return softmax(scores + np.float32(NEAREST) * similar), near


def _looking(scores: Floats) -> dict[int, list[int]]:
    """For each class, in order, the questions for which its phrasings are looked at."""
    within = scores.max(axis=1) - np.float32(OUT_OF_REACH)
    looking: dict[int, list[int]] = {}
    for question, own in enumerate(scores):
        for c in top(own, LOOKED_AT):
            if own[c] > within[question]:
                looking.setdefault(int(c), []).append(question)
    return dict(sorted(looking.items()))


def top(values: Floats, count: int) -> Ints:
    """The positions of the greatest values, in order of position; of equal ones the first."""
    if len(values) <= FEW:
        return np.sort((-values).argsort(kind="stable")[:count])
    least = np.partition(values, -count)[-count]
    above, equal = np.flatnonzero(values > least), np.flatnonzero(values == least)
    return np.sort(np.concatenate([above, equal[: count - len(above)]]))
