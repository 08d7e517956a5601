"""The classifier on top, fitted when the index is built."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bot.sparse import Floats, Ints, Mask

STRENGTH = 20.0
"""How much the phrasings weigh against keeping the weights small (scikit-learn's C)."""

STEPS = 40

MANY = 3_000_000
"""Phrasings times classes from which softmax regression would take too long."""

SHRINKAGE = 1.0
"""How much of the mean variance is added to every dimension's, so that the discriminant doesn't
lean on dimensions that hardly vary."""


BOUNDED = 0.25
"""The presumed share of questions that boundaries answer, at most: how many phrasings an author has
for them says nothing of how often people ask such things."""


GONE = np.float32(-1e4)
"""The score of a class that isn't there, or that a question is not near."""


@dataclass(frozen=True, slots=True)
class Head:
    """Linear weights: points (n, rank) → a score a class (n, classes)."""

    weights: Floats
    offsets: Floats

    def scores(self, points: Floats) -> Floats:
        return points @ self.weights + self.offsets


def fit(points: Floats, labels: Ints, entry: Mask, steps: int = STEPS) -> Head:
    """Softmax regression, which is better; for large knowledge bases the discriminant, whose cost
    doesn't grow with phrasings times classes. `entry`: which classes are entries, and no
    boundaries. Repeatable: nothing is random."""
    if len(points) * len(entry) > MANY:
        head = discriminant(points, labels, len(entry))
    else:
        head = regression(points, labels, len(entry), steps)
    head.offsets[:] += np.log(expected(np.bincount(labels, minlength=len(entry)), entry))
    return head


@dataclass(frozen=True, slots=True)
class Taught:
    """Phrasings that some classes are fitted on: `points`, their `labels`, how many phrasings each
    stands for (`weights`), and whether the head was fitted on it already (`old`)."""

    points: Floats
    labels: Ints
    weights: Floats
    old: Mask


def refit(head: Head, taught: Taught, free: Ints, grown: Mask, steps: int) -> Head:
    """Softmax regression of some classes alone (`free`), all others' weights as they are. Those of
    them that have only `grown` move for what is new alone: what is old holds them in balance
    already, whatever sample of it is seen here (Johnson and Zhang 2013, "Accelerating stochastic
    gradient descent using predictive variance reduction")."""
    x = np.concatenate([taught.points, np.ones((len(taught.points), 1), np.float32)], axis=1)
    whole = np.concatenate([head.weights, head.offsets[None]])
    start = whole[:, free]
    fixed = np.ones(whole.shape[1], bool)
    fixed[free] = False
    others = x @ whole[:, fixed]
    highest = others.max(axis=1, keepdims=True, initial=-1e9)
    beside = np.exp(others - highest).sum(axis=1, keepdims=True)
    meant = (taught.labels[:, None] == free[None, :]).astype(np.float32)

    def wrong(ahead: Floats, among: Mask) -> Floats:
        scores = x @ ahead[:, among]
        top = np.maximum(highest, scores.max(axis=1, keepdims=True))
        raised = np.exp(scores - top)
        total = raised.sum(axis=1, keepdims=True) + beside * np.exp(highest - top)
        off: Floats = (raised / total - meant[:, among]) * taught.weights[:, None]
        return off

    balance = np.zeros_like(start)
    if grown.any():
        balance[:, grown] = _slope(x, wrong(start, grown) * taught.old[:, None], start[:, grown])
    every = np.ones(len(free), bool)
    whole[:, free] = _minimised(
        x, taught.weights, start, lambda ahead: wrong(ahead, every), steps, balance
    )
    return Head(whole[:-1], whole[-1])


def expected(counts: Ints, entry: Mask) -> Floats:
    """How much more often each class is asked for than its count of phrasings would say: the
    factors that take probabilities from the phrasings' prior to the presumed one (Saerens, Latinne
    and Decaestecker 2002; Menon et al. 2021, "Long-tail learning via logit adjustment"). Entries
    are presumed to be asked for alike, and so are boundaries."""
    bounded = int(counts[~entry].sum())
    share = min(BOUNDED, bounded / max(int(counts.sum()), 1))
    each = np.where(entry, (1 - share) / max(entry.sum(), 1), share / max((~entry).sum(), 1))
    factors: Floats = (each * counts.sum() / np.maximum(counts, 1)).astype(np.float32)
    return np.maximum(factors, np.float32(1e-4))


def discriminant(points: Floats, labels: Ints, classes: int) -> Head:
    """Fisher's linear discriminant: each class a Gaussian around its mean, one covariance for all
    (Friedman 1989, "Regularized discriminant analysis")."""
    counts = np.maximum(np.bincount(labels, minlength=classes), 1).astype(np.float32)
    means = np.zeros((classes, points.shape[1]), np.float32)
    np.add.at(means, labels, points)
    means /= counts[:, None]
    spread = (points.T @ points - (means * counts[:, None]).T @ means) / np.float32(len(points))
    spread[np.diag_indices(len(spread))] += SHRINKAGE * np.trace(spread) / len(spread) + 1e-6
    solved = np.linalg.solve(spread.astype(np.float64), means.T.astype(np.float64))
    weights: Floats = np.ascontiguousarray(solved.astype(np.float32))
    return Head(weights, np.einsum("cr,rc->c", means, weights) * np.float32(-0.5))


def regression(points: Floats, labels: Ints, classes: int, steps: int) -> Head:
    """Minimise the regularised log loss over all classes."""
    x = np.concatenate([points, np.ones((len(points), 1), np.float32)], axis=1)
    rows = np.arange(len(points))

    def wrong(ahead: Floats) -> Floats:
        scores = x @ ahead
        off = softmax(scores, scores)
        off[rows, labels] -= 1
        return off

    start = np.zeros((x.shape[1], classes), np.float32)
    weights = _minimised(x, np.ones(len(points), np.float32), start, wrong, steps)
    return Head(weights[:-1], weights[-1])


def _minimised(
    x: Floats,
    counts: Floats,
    start: Floats,
    wrong: Callable[[Floats], Floats],
    steps: int,
    balance: Floats | float = 0.0,
) -> Floats:
    """Accelerated steps in the metric of Böhning's bound on the curvature (Böhning 1992,
    "Multinomial logistic regression algorithm"), which needs one factorisation and then
    converges in a few dozen steps. `wrong`: weights → by how much each probability is off;
    `balance`: the slope at which to rest."""
    rank = x.shape[1] - 1
    weighed = x * np.sqrt(counts)[:, None]
    bound = 0.5 * STRENGTH * (weighed.T @ weighed).astype(np.float64)
    bound[np.diag_indices(rank + 1)] += _keep_small(rank)[:, 0] + 1e-3
    metric = np.linalg.inv(bound).astype(np.float32)
    weights, ahead, momentum = start, start, 1.0
    for _ in range(steps):
        slope = _slope(x, wrong(ahead), ahead) - balance
        after = (ahead - metric @ slope).astype(np.float32, copy=False)
        if float(np.sum((ahead - after) * (after - weights))) > 0:
            momentum = 1.0
        faster = (1 + math.sqrt(1 + 4 * momentum * momentum)) / 2
        ahead = after + np.float32((momentum - 1) / faster) * (after - weights)
        weights, momentum = after, faster
    return weights


def _slope(x: Floats, wrong: Floats, weights: Floats) -> Floats:
    slope: Floats = np.float32(STRENGTH) * (x.T @ wrong) + _keep_small(len(weights) - 1) * weights
    return slope


def _keep_small(rank: int) -> Floats:
    """Which weights are kept small: all but the offset."""
    kept = np.ones((rank + 1, 1), np.float32)
    kept[-1] = 0
    return kept


def softmax(scores: Floats, out: Floats | None = None) -> Floats:
    """Scores → probabilities, a row each; in `out` where it is given."""
    raised: Floats = np.subtract(scores, scores.max(axis=-1, keepdims=True), out=out)
    np.exp(raised, out=raised)
    raised /= raised.sum(axis=-1, keepdims=True)
    return raised
