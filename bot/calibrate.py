"""How sure is sure: evidence on a candidate → the probability that it is right.

Fitted on left-out phrasings of the knowledge base itself: each is matched by a head that was
fitted without it, once as it is, and once with its own class struck out, as a question that the
knowledge base doesn't cover.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.sparse import Floats

PRESUMED_UNKNOWN = 0.2
"""The presumed share of questions that resemble an entry which isn't there."""

RIDGE = 1.0
STEPS = 25


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over evidence: a weight for each kind, and an offset last."""

    weights: Floats

    def confidence(self, evidence: Sequence[float]) -> float:
        """One row of evidence → a probability."""
        logit = float(np.array(evidence, np.float32) @ self.weights[:-1] + self.weights[-1])
        return 1 / (1 + math.exp(-min(max(logit, -30.0), 30.0)))


def calibrate(evidence: Floats, right: Floats, weight: Floats) -> Calibration:
    """Fit by Newton steps; `right` is 0 or 1, `weight` how often each row is presumed to occur."""
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
    plain = weights[:-1] / scale  # for evidence as it is, not standardised
    return Calibration(np.array([*plain, weights[-1] - plain @ centre], np.float32))
