"""A reading → the entries and boundaries that may be meant, each with its confidence."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.denied import negated
from bot.evidence import Ground, Seen, lead, see, settled
from bot.gate import off_topic, strangers, unmet
from bot.index import Index
from bot.instead import instead
from bot.judge import Nearby, judge, top
from bot.level import Level, Spot
from bot.normalise import owner, words
from bot.read import DETERMINERS, Reading
from bot.sparse import Floats
from bot.told import Told
from knowledge.schema import Entry

EXACT = 0.99
"""The confidence in what is typed exactly as one of an entry's phrasings."""

DOUBT = 1 / math.e
"""What becomes of the odds that an entry is meant where much of the question is new to the
knowledge base. Its own evidence can't tell: a few phrasings, each left out, are as new to one
another. Measured on small knowledge bases it was a quarter to a half."""

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
    another; `encoded`: whether the encoder was asked; `uncovered`: words of the question that this
    entry doesn't know; `nearest`: the phrasing of it that is most alike, and its `likeness`
    (cosine); `lead`: how far the entry is before the strongest other (bot/evidence.py); the rest is
    what the gates found (bot/gate.py, bot/instead.py, bot/denied.py). `both`: the texts of two
    matches that this one is the average of, the same twice where the second is of nothing
    (bot/follow.py).
    """

    text: str
    reading: Reading
    candidates: tuple[Candidate, ...] = ()
    entry: Candidate | None = None
    encoded: bool = False
    uncovered: tuple[str, ...] = ()
    nearest: str = ""
    likeness: float = 0.0
    lead: float = 1.0
    off_topic: bool = False
    strange: tuple[str, ...] = ()
    negated: bool = False
    both: tuple[str, ...] = ()


def match(text: str, index: Index) -> Match:
    """The match of a question; without candidates where it says nothing, or nothing is there."""
    reading = index.lexicon.read(text)
    if DETERMINERS.issuperset(reading.plain):  # nothing, or "the the"
        return Match(text, reading)
    if not len(index.kinship.roots):
        return _bounded(text, reading, index)
    view = _look(reading, index, index.static, None)
    if index.encoder is not None and not settled(view.sure, view.seen, index.kinship):
        view = _look(reading, index, index.encoder, view.seen.probabilities)
    typed = (words(text), reading.typed)  # with filler around it a phrasing is still that phrasing
    said = next((one for one in map(" ".join, typed) if one in index.exact), "")
    exactly = _meant(index.exact.get(said, ()), index)
    best, sure, probabilities = _exactly(exactly, view, index)
    own, rest = index.own[best], 1 - sure
    if not exactly and unmet(reading, own, index.words, index.gates):
        sure = doubted(sure)  # and no other candidate is meant the more for it
    candidates = _ranked(best, sure, rest, probabilities, index)
    likeliest = candidates[0]  # a boundary, perhaps
    entry = next(candidate for candidate in candidates if candidate.at == best)
    phrasing, alike = _nearest(best, view, index)
    told = (_told(at, index).main() for at in dict.fromkeys((best, likeliest.at)))
    strange = strangers(reading, own, index.words, index.gates)
    strange = _unanswered(strange, best, phrasing, index)
    if likeliest is entry and not strange and best not in exactly:  # a phrasing is asked as it is
        strange = instead(reading, phrasing, _told(best, index), index.words, index.gates)
    return Match(
        text,
        reading,
        tuple(candidates),
        entry,
        view.level is index.encoder,
        _uncovered(reading, own),
        phrasing,
        alike * view.spot.kept,
        1 / len(exactly) if exactly else lead(best, view.seen.shares, probabilities, index.kinship),
        off_topic(reading, told, index.words, likeliest.confidence),
        strange,
        best not in exactly
        and negated(reading, phrasing, index.phrasings[best][0], _said(best, index)),
    )


def doubted(sure: float) -> float:
    """The confidence where words of the question are new to the knowledge base (bot/gate.py)."""
    odds = DOUBT * sure / max(1 - sure, 1e-6)
    return odds / (1 + odds)


def _uncovered(reading: Reading, own: Collection[str]) -> tuple[str, ...]:
    """The words that aren't known; whoever is known to own something is known as its owner too."""
    said = dict.fromkeys(reading.concepts)
    return tuple(word for word in said if word not in own and owner(word) not in own)


def _unanswered(strange: tuple[str, ...], at: int, phrasing: str, index: Index) -> tuple[str, ...]:
    """Those of the words that neither the nearest phrasing nor the answer says."""
    said = (*words(phrasing), *words(_said(at, index))) if strange else ()
    return tuple(word for word in strange if word not in said)


def _told(at: int, index: Index) -> Told:
    wholes = [index.phrasings[whole] for whole in index.kinship.around.get(at, ())]
    phrasings, said = index.phrasings[at], _said(at, index)
    return Told(index.own[at], index.deeds[at], phrasings, said, index.lexicon, wholes)


def _said(at: int, index: Index) -> str:
    item = index.items[at]
    return item.answer if isinstance(item, Entry) else item.says


def _bounded(text: str, reading: Reading, index: Index) -> Match:
    """The match where there is no entry: the boundary that is nearest, if any is left. With nothing
    to hold against it, it is believed as far as one of its phrasings is like the question."""
    there = sorted(index.position.values())
    if not there:
        return Match(text, reading)
    spot, probabilities, _ = _judged(reading, index.static)
    best = max(there, key=probabilities.__getitem__)
    phrasing, alike = nearest(best, spot.point, index.static, index)
    exactly = best in index.exact.get(" ".join(words(text)), ())
    sure = EXACT if exactly else min(float(probabilities[best]), max(alike * spot.kept, 0.0))
    candidates = (_candidate(best, sure, index),)
    return Match(text, reading, candidates, None, False, (), phrasing, alike * spot.kept)


@dataclass(frozen=True, slots=True)
class _View:
    """What one level makes of a question, how sure it is of the entry that it takes to be meant,
    and where the question lies."""

    seen: Seen
    sure: float
    level: Level
    spot: Spot


def _look(reading: Reading, index: Index, level: Level, before: Floats | None) -> _View:
    spot, probabilities, near = _judged(reading, level)
    ground = Ground(index.own, index.kinship, index.words.weights)
    seen = see(reading, spot.kept, probabilities, near, ground, before)
    sure = min(level.calibration.confidence(seen.evidence), seen.most)
    return _View(seen, sure, level, spot)


def _judged(reading: Reading, level: Level) -> tuple[Spot, Floats, Nearby]:
    """Where a question lies, all classes' probabilities there, and what is near."""
    spot = level.place(reading)
    return spot, *judge(spot.point, level.scores(reading, spot), level.points)


def _meant(classes: tuple[int, ...], index: Index) -> tuple[int, ...]:
    """Those of the classes with one phrasing that it means: what an entry answers is no boundary's,
    though its title says the same."""
    return tuple(at for at in classes if index.kinship.entry[at]) or classes


def _exactly(classes: tuple[int, ...], view: _View, index: Index) -> tuple[int, float, Floats]:
    """A phrasing typed as it stands means the class that it belongs to, or any of several."""
    likeliest, probabilities = view.seen.best, view.seen.probabilities
    if not classes:
        return likeliest, view.sure, probabilities
    first, many = classes[0], len(classes)
    entry = index.kinship.entry[first]
    if entry and many == 1:
        return first, max(view.sure if first == likeliest else 0.0, EXACT), probabilities
    alone = np.zeros_like(probabilities)
    alone[list(classes)] = 1 / many
    return (first, 1 / many, alone) if entry else (likeliest, 1 - EXACT, alone)


def nearest(at: int, point: Floats, level: Level, index: Index) -> tuple[str, float]:
    """The phrasing of a class that is most alike, and its likeness."""
    return _most(at, level.points[at].times(point), index)


def _nearest(at: int, view: _View, index: Index) -> tuple[str, float]:
    """The same, where the class's phrasings may have been looked at already."""
    similar = view.seen.near.get(at)
    if similar is None:
        return nearest(at, view.spot.point, view.level, index)
    return _most(at, similar, index)


def _most(at: int, similar: Floats, index: Index) -> tuple[str, float]:
    most = int(similar.argmax())
    return index.phrasings[at][most], float(similar[most])


def shares(reading: Reading, level: Level, index: Index) -> Floats:
    """(classes,): each entry's share of the probability with that of its parts, each boundary's
    own."""
    _, probabilities, _ = _judged(reading, level)
    kinship = index.kinship
    together: Floats = np.where(kinship.entry, kinship.shares(probabilities), probabilities)
    return together


def _ranked(
    best: int, sure: float, rest: float, probabilities: Floats, index: Index
) -> list[Candidate]:
    """The resolved entry holds its calibrated confidence; the others share the `rest` as their
    probabilities stand to one another, no other entry more than that one."""
    left = probabilities.copy()
    left[best] = 0
    left *= np.float32(rest / max(float(left.sum()), 1e-9))
    np.minimum(left, np.float32(sure), out=left, where=index.kinship.entry)
    left[best] = sure
    order: list[int] = top(left, LISTED).tolist()
    order.sort(key=left.__getitem__, reverse=True)
    if best not in order:
        order = [*order[: LISTED - 1], best]
    return [_candidate(at, float(left[at]), index) for at in order]


def _candidate(at: int, confidence: float, index: Index) -> Candidate:
    kind: Literal["entry", "boundary"] = "entry" if index.kinship.entry[at] else "boundary"
    return Candidate(at, index.items[at].id, kind, round(confidence, 4))
