"""A reading → the entries and boundaries that may be meant, each with its confidence."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.evidence import evidence, likeness
from bot.head import softmax
from bot.index import Index
from bot.level import Level
from bot.normalise import words
from bot.read import Reading
from bot.sparse import Floats

EXACT = 0.99
"""The confidence in what is typed exactly as one of an entry's phrasings."""

LISTED = 5
"""Candidates that a match lists."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry or boundary (`at`: its class in the index) that may be meant."""

    at: int
    id: str
    kind: Literal["entry", "boundary"]
    confidence: float


@dataclass(frozen=True, slots=True)
class Match:
    """Candidates best first. `entry` is the likeliest entry, parts and wholes weighed against one
    another; `uncovered`: content words of the question that this entry doesn't know; `nearest`: the phrasing of it that is
    most alike."""

    reading: Reading
    candidates: tuple[Candidate, ...]
    entry: Candidate | None
    boundaries: float
    uncovered: tuple[str, ...]
    nearest: str


def match(text: str, index: Index) -> Match:
    """The match of a question; without candidates where it holds no words."""
    reading = index.lexicon.read(text)
    if not reading.plain:
        return Match(reading, (), None, 0.0, (), "")
    level = index.encoder or index.static
    point = level.point(reading)
    best, sure, probabilities = _look(reading, point, index, level)
    best, sure, probabilities = _exactly(text, best, sure, probabilities, index)
    candidates = _ranked(best, sure, probabilities, index)
    entry = next(candidate for candidate in candidates if candidate.at == best)
    boundaries = float(probabilities[index.kinship.entries :].sum())
    uncovered = tuple(
        word for word in dict.fromkeys(reading.concepts) if word not in index.own[best]
    )
    nearest = _nearest(best, point, level, index)
    return Match(reading, candidates[:LISTED], entry, boundaries, uncovered, nearest)


def _exactly(
    text: str, best: int, sure: float, probabilities: Floats, index: Index
) -> tuple[int, float, Floats]:
    """A phrasing typed as it stands means what it belongs to."""
    at = index.exact.get(words(text))
    if at is None:
        return best, sure, probabilities
    if at < index.kinship.entries:
        return at, max(sure if at == best else 0.0, EXACT), probabilities
    sole = np.zeros_like(probabilities)
    sole[at] = 1
    return best, 1 - EXACT, sole


def _nearest(best: int, point: Floats, level: Level, index: Index) -> str:
    own = np.flatnonzero(index.labels == best)
    return index.phrasings[int(own[np.argmax(level.points[own] @ point)])]


def _look(
    reading: Reading, point: Floats, index: Index, level: Level
) -> tuple[int, float, Floats]:
    """The entry that one level takes to be meant, its confidence, and all probabilities."""
    probabilities = softmax(level.head.scores(point[None]))[0]
    shares = index.kinship.shares(probabilities)
    best = index.kinship.resolve(shares)
    row = evidence(
        best,
        probabilities,
        shares,
        index.kinship,
        likeness(level.points @ point, index.labels, index.kinship.answers[:, best]),
        index.weights.known(reading, index.weights.of),
        index.weights.known(reading, index.own[best]),
        len(reading.plain),
    )
    sure = float(level.calibration.confidence(np.array([row], np.float32))[0])
    return best, sure, probabilities


def _ranked(best: int, sure: float, probabilities: Floats, index: Index) -> list[Candidate]:
    """The resolved entry holds its calibrated confidence; the others share the rest as their
    probabilities stand to one another, none above the first where that one leads."""
    rest = probabilities.copy()
    rest[best] = 0
    left = (1 - sure) * rest / max(float(rest.sum()), 1e-9)
    left[best] = sure
    order = np.lexsort((np.arange(len(left)), -left))[: LISTED + 3]
    if best not in order:
        order = np.append(order[:LISTED - 1], best)
    return [_candidate(int(at), float(left[at]), index) for at in order]


def _candidate(at: int, confidence: float, index: Index) -> Candidate:
    kind: Literal["entry", "boundary"] = "entry" if at < index.kinship.entries else "boundary"
    return Candidate(at, index.items[at].id, kind, round(confidence, 4))
