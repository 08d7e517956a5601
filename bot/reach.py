"""A change → the questions that it can reach: all others are answered as before.

A question is reached where a class that was changed, or one whose score moved, is looked at
(bot/judge.py) and holds a share that tells; where such a class pushes out another one; or where the
question itself is read otherwise, or lies elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.compact import Compact
from bot.index import Index
from bot.judge import LOOKED_AT, NEAREST, OUT_OF_REACH
from bot.level import Level
from bot.normalise import words
from bot.read import Reading
from bot.sparse import Floats, Ints, Mask
from bot.stand import Fold, Question
from knowledge.overlay import Overlay

STILL = 0.05
"""By how much a score, a logarithm of odds, may move without being noticed."""

TELLS, BESIDE, MUCH = 0.005, 0.02, 0.1
"""Shares, as parts of the likeliest class's: of a changed class, and of one that merely moved or
was pushed out, from which the outcome may be another; of a changed class, from which it may be
though its score hasn't moved."""

SLIPS = 2
"""Within which a word is read as another."""

NOWHERE = np.float32(-1e4)
"""The score of a class that isn't there, or not looked at."""


def reread(
    readings: Sequence[Reading],
    asked: Sequence[Question],
    before: Index,
    after: Index,
    overlay: Overlay,
) -> dict[int, Reading]:
    """Those questions that an extended index reads otherwise than its base does. A word is
    repaired otherwise where the team's own has a word that is near, and the base hardly has."""
    counts = before.lexicon.repair.counts
    new = {
        word
        for at, own in enumerate(after.phrasings)
        if at >= len(before.phrasings) or own is not before.phrasings[at]
        for said in own
        for word in words(said)
        if counts.get(word, 0) <= 1
    }
    said = {word for group in overlay.synonyms for member in group for word in words(member)}
    typed = sorted({word for reading in readings for word in reading.typed})
    near = {
        found
        for word in new
        for found, _, _ in process.extract(
            word, typed, scorer=OSA.distance, score_cutoff=SLIPS, limit=None, processor=None
        )
    }
    other = said | near | new
    if not other:
        return {}
    again = {
        at: after.lexicon.read_words(asked[at].words)
        for at, reading in enumerate(readings)
        if not (other.isdisjoint(reading.typed) and other.isdisjoint(reading.plain))
    }
    return {at: reading for at, reading in again.items() if reading != readings[at]}


@dataclass(frozen=True, slots=True)
class _Became:
    """What became of the classes: where each stood and stands (-1: nowhere), of those that are
    `alike` but for their scores, and of those that were `changed`, with all that these were and
    are asked (`said`); and words that are `strange` in one index alone (bot/gate.py)."""

    alike: Ints
    changed: Sequence[tuple[int, int]]
    said: frozenset[tuple[str, ...]]
    strange: frozenset[str]


def reached(before: Fold, after: Fold, pairs: Sequence[tuple[int, int]]) -> Mask:
    """Which of the questions that were and are asked (`pairs` of their places) are reached."""
    if not pairs or before.index is after.index:
        return np.zeros(len(pairs), bool)
    if _bounded(before.index) != _bounded(after.index):
        return np.ones(len(pairs), bool)  # how much speaks for a boundary counts in every question
    became = _became(before.index, after.index)
    found = np.array([_itself(before, after, was, now, became) for was, now in pairs], bool)
    found |= _at(before.index.static, after.index.static, before, after, pairs, became)
    if before.index.encoder is None or after.index.encoder is None:
        return found
    # Where the static level was sure, and sees what it saw, the encoder is not asked.
    open_ = [at for at, (was, _) in enumerate(pairs) if before.outcomes[was].encoded]
    rest = [at for at in open_ if not found[at]]
    left = [pairs[at] for at in rest]
    found[rest] = _at(before.index.encoder, after.index.encoder, before, after, left, became)
    return found


def _bounded(index: Index) -> bool:
    return any(not index.kinship.entry[at] for at in index.position.values())


def _became(before: Index, after: Index) -> _Became:
    alike: list[tuple[int, int]] = []
    changed: list[tuple[int, int]] = []
    said: set[tuple[str, ...]] = set()
    for id in dict.fromkeys([*before.position, *after.position]):
        was, now = before.position.get(id, -1), after.position.get(id, -1)
        if was >= 0 and now >= 0 and _alike(was, before, now, after):
            alike.append((was, now))
            continue
        changed.append((was, now))
        said.update(words(text) for text in before.phrasings[was] if was >= 0)
        said.update(words(text) for text in after.phrasings[now] if now >= 0)
    strange = before.gates.foreign ^ after.gates.foreign
    places = np.array(alike, np.int64).reshape(-1, 2)
    return _Became(places, changed, frozenset(said), strange)


def _alike(was: int, before: Index, now: int, after: Index) -> bool:
    return (
        bool(before.kinship.entry[was] == after.kinship.entry[now])
        and (before.own[was] is after.own[now] or before.own[was] == after.own[now])
        and before.phrasings[was] == after.phrasings[now]
        and _kin(was, before) == _kin(now, after)
    )


def _kin(at: int, index: Index) -> tuple[frozenset[str], ...]:
    whole = index.kinship.answers(at), index.kinship.kin(at)
    return tuple(frozenset(index.items[one].id for one in ids) for ids in whole)


def _itself(before: Fold, after: Fold, was: int, now: int, became: _Became) -> bool:
    """Whether a question is read otherwise, or meets a phrasing or a word that changed."""
    reading = after.readings[now]
    return (
        reading != before.readings[was]
        or after.asked[now].words in became.said
        or reading.typed in became.said
        or not became.strange.isdisjoint(reading.plain)
    )


def _at(
    level: Level,
    other: Level,
    before: Fold,
    after: Fold,
    pairs: Sequence[tuple[int, int]],
    became: _Became,
) -> Mask:
    """Which questions one level, and the `other` that it becomes, see otherwise."""
    if not pairs or not len(became.alike):
        return np.ones(len(pairs), bool)
    old = np.array([level.place(before.readings[was])[0] for was, _ in pairs])
    new = np.array([other.place(after.readings[now])[0] for _, now in pairs])
    elsewhere: Mask = (old != new).any(axis=1)
    return elsewhere | _scored(new, level, other, became)


def _scored(points: Floats, before: Level, after: Level, became: _Became) -> Mask:
    was, now = became.alike.T
    old, new = before.head, after.head
    shifts = new.offsets[now] - old.offsets[was]
    still = (old.weights[:, was] == new.weights[:, now]).all(axis=0)
    together = float(np.median(shifts[still])) if still.any() else 0.0
    field = _field(points, before, was)
    moved = np.flatnonzero(~still | (np.abs(shifts - together) > STILL))
    classes = [(int(was[at]), int(now[at]), BESIDE, np.inf) for at in moved]
    classes += [(one, other, TELLS, np.log(MUCH)) for one, other in became.changed]
    found = np.zeros(len(points), bool)
    pushing = np.zeros(len(points), bool)
    for one, other, tells, much in classes:
        earlier, later = field.share(before, one, 0.0), field.share(after, other, together)
        greatest = np.maximum(earlier, later)
        found |= (greatest >= np.log(tells)) & (
            (np.abs(later - earlier) >= STILL) | (greatest >= much)
        )
        pushing |= (earlier > NOWHERE) != (later > NOWHERE)
    found |= pushing & (field.last >= np.log(BESIDE))
    return found


@dataclass(frozen=True, slots=True)
class _Field:
    """What stands against a class at each question: the score from which it is looked at; what
    the likeliest class has, its nearest phrasing added; and the logarithm of the share that the
    last one holds which is looked at."""

    points: Floats
    least: Floats
    highest: Floats
    last: Floats

    def share(self, level: Level, at: int, shift: float) -> Floats:
        """The logarithm of a class's share, as a part of the likeliest one's."""
        if at < 0:
            return np.full(len(self.points), NOWHERE)
        head = level.head
        scores = self.points @ head.weights[:, at] + (head.offsets[at] - np.float32(shift))
        raised = scores + _near(self.points, level.points[at])
        return np.where(scores >= self.least, raised - self.highest, NOWHERE)


def _field(points: Floats, level: Level, classes: Ints) -> _Field:
    head = level.head
    scores = points @ head.weights[:, classes] + head.offsets[classes]
    among = min(LOOKED_AT, len(classes))
    last = np.argpartition(-scores, among - 1, axis=1)[:, among - 1]
    least = scores[np.arange(len(points)), last]
    own = [level.points[at] for at in classes]
    highest = _raised(points, scores, scores.argmax(axis=1), own)
    return _Field(
        points,
        np.maximum(least, scores.max(axis=1) - np.float32(OUT_OF_REACH)),
        highest,
        _raised(points, scores, last, own) - highest,
    )


def _raised(points: Floats, scores: Floats, which: Ints, own: Sequence[Compact]) -> Floats:
    """Each question's score for one of the classes, and what its nearest phrasing adds."""
    raised = scores[np.arange(len(points)), which]
    for at in np.unique(which):
        asked = which == at
        raised[asked] += _near(points[asked], own[at])
    return raised


def _near(points: Floats, phrasings: Compact) -> Floats:
    most: Floats = (phrasings.floats() @ points.T).max(axis=0)
    return np.float32(NEAREST) * most
