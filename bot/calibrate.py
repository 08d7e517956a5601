"""How sure is sure: evidence on a candidate → the probability that it is right.

Fitted on left-out phrasings of the knowledge base itself (bot/leftout.py), and on questions that it
doesn't cover.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

import numpy as np

from bot.sparse import Floats

RIDGE = 1.0
STEPS = 25


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over evidence: a weight for each kind, and an offset last."""

    weights: Floats

    def confidence(self, evidence: Sequence[float]) -> float:
        """One row of evidence → a probability."""
        *weights, offset = self.weights.tolist()
        logit = sum(map(mul, evidence, weights)) + offset
        return 1 / (1 + math.exp(-min(max(logit, -30.0), 30.0)))


def calibrate(
    evidence: Floats, right: Floats, weight: Floats, speaks: Sequence[int]
) -> Calibration:
    """Fit by Newton steps; `right` is 0 or 1, `weight` how often each row is presumed to occur.
    A kind of evidence that would speak the wrong way (`speaks`) is left out: what few phrasings
    happen to show isn't believed against all reason."""
    kinds = evidence.shape[1]
    used = np.ones(kinds, bool)
    while True:
        weights = np.zeros(kinds + 1)
        weights[np.append(used, True)] = _fitted(evidence[:, used], right, weight)
        wrong = used & (weights[:-1] * np.array(speaks) < 0)
        if not wrong.any():
            return Calibration(weights.astype(np.float32))
        used &= ~wrong


def _fitted(evidence: Floats, right: Floats, weight: Floats) -> Floats:
    """A weight for each kind, and an offset last, for evidence as it is."""
    centre = evidence.mean(axis=0)
    scale = evidence.std(axis=0) + 1e-6
    x = np.concatenate([(evidence - centre) / scale, np.ones((len(evidence), 1))], axis=1)
    penalty = np.diag([RIDGE] * evidence.shape[1] + [1e-6])
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (weight * (guess - right)) + penalty @ weights
        curve = (x * (weight * guess * (1 - guess) + 1e-9)[:, None]).T @ x + penalty
        weights = weights - np.linalg.solve(curve, slope)
    plain = weights[:-1] / scale
    return np.append(plain, weights[-1] - plain @ centre)
