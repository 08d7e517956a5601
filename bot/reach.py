"""A change → the questions that it can reach: all others are answered as before.

A question is reached where a class that was changed, or one whose score moved, is looked at
(bot/judge.py) and holds a share that tells; where such a class pushes out another one; or where the
question itself is read otherwise, or lies elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.compact import Compact
from bot.index import Index
from bot.judge import LOOKED_AT, NEAREST, OUT_OF_REACH
from bot.level import Level
from bot.normalise import words
from bot.read import Reading
from bot.sparse import Floats, Ints, Mask
from bot.stand import Fold

STILL = 0.05
"""By how much a score, a logarithm of odds, may move without being noticed."""

TELLS, BESIDE, MUCH = 0.005, 0.02, 0.1
"""Shares, as parts of the likeliest class's: of a changed class, and of one that merely moved or
was pushed out, from which the outcome may be another; of a changed class, from which it may be
though its score hasn't moved."""

NOWHERE = np.float32(-1e4)
"""The score of a class that isn't there, or not looked at."""


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
    old = _Seen.of(level, [before.readings[was] for was, _ in pairs])
    new = _Seen.of(other, [after.readings[now] for _, now in pairs])
    elsewhere: Mask = (old.points != new.points).any(axis=1)
    return elsewhere | _scored(replace(old, points=new.points), new, became)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Questions as a level sees them: where they lie, and how near they are to what is the team's
    own."""

    level: Level
    points: Floats
    likeness: Floats

    @classmethod
    def of(cls, level: Level, readings: Sequence[Reading]) -> "_Seen":
        spots = [level.place(reading) for reading in readings]
        likeness = np.zeros((len(readings), 0), np.float32)
        if level.local is not None:
            meanings = np.array([spot.meaning for spot in spots], np.float32)
            likeness = level.local.likeness(readings, meanings)
        return cls(level, np.array([spot.point for spot in spots]), likeness)

    def scores(self) -> Floats:
        scores = self.level.head.scores(self.points)
        local = self.level.local
        return scores if local is None else local.over(scores, self.points, self.likeness)

    def own(self, at: int) -> tuple[Floats, Floats] | None:
        """By what a class is scored near the team's own phrasings, and how near these questions
        are; None where it is scored by the base alone."""
        local = self.level.local
        if local is None or at not in local.columns:
            return None
        column = int(np.flatnonzero(local.columns == at)[0])
        weights = np.append(local.head.weights[:, column], local.head.offsets[column])
        return weights, self.likeness[:, column]


def _scored(before: _Seen, after: _Seen, became: _Became) -> Mask:
    was = became.alike[:, 0]
    earlier_scores, later_scores = before.scores(), after.scores()
    field = _field(before.points, earlier_scores[:, was], before.level, was)
    classes = [
        (int(one), int(other), BESIDE, np.inf)
        for one, other in became.alike
        if _moved(before.own(one), after.own(other))
    ]
    classes += [(one, other, TELLS, np.log(MUCH)) for one, other in became.changed]
    found = np.zeros(len(before.points), bool)
    pushing = np.zeros(len(before.points), bool)
    for one, other, tells, much in classes:
        earlier = field.share(before.level, one, earlier_scores)
        later = field.share(after.level, other, later_scores)
        greatest = np.maximum(earlier, later)
        found |= (greatest >= np.log(tells)) & (
            (np.abs(later - earlier) >= STILL) | (greatest >= much)
        )
        pushing |= (earlier > NOWHERE) != (later > NOWHERE)
    found |= pushing & (field.last >= np.log(BESIDE))
    return found


def _moved(before: tuple[Floats, Floats] | None, after: tuple[Floats, Floats] | None) -> bool:
    """Whether a class may be scored otherwise."""
    if before is None or after is None:
        return before is not after
    return not all(map(np.array_equal, before, after))


@dataclass(frozen=True, slots=True)
class _Field:
    """What stands against a class at each question: the score from which it is looked at; what
    the likeliest class has, its nearest phrasing added; and the logarithm of the share that the
    last one holds which is looked at."""

    points: Floats
    least: Floats
    highest: Floats
    last: Floats

    def share(self, level: Level, at: int, scores: Floats) -> Floats:
        """The logarithm of a class's share, as a part of the likeliest one's."""
        if at < 0:
            return np.full(len(self.points), NOWHERE)
        looked = scores[:, at] >= self.least
        shares = np.full(len(self.points), NOWHERE)
        if looked.any():
            near = _near(self.points[looked], level.points[at])
            shares[looked] = scores[looked, at] + near - self.highest[looked]
        return shares


def _field(points: Floats, scores: Floats, level: Level, classes: Ints) -> _Field:
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
