"""A change → the questions that it can reach: all others are answered as before.

Looked at are the classes that score high enough for their phrasings to count (bot/judge.py). A
question is reached where a class that was changed is among them, or one whose score moved; or
where the question itself is read otherwise, or lies elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.index import Index
from bot.judge import LOOKED_AT, OUT_OF_REACH
from bot.level import Level
from bot.normalise import words
from bot.read import Reading
from bot.sparse import Floats, Ints, Mask
from bot.stand import Fold, Question
from knowledge.overlay import Overlay

STILL = 0.02
"""By how much a score, a natural logarithm of odds, may move without being noticed."""

SLIPS = 2
"""Within which a word is read as another."""


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
class Classes:
    """The classes of an index before and after a change, by where they stand: `both` alike (pairs),
    and of those that were `changed` where each stood and stands, as far as it did and does."""

    both: Ints
    changed: tuple[Ints, Ints]
    said: frozenset[tuple[str, ...]]
    strange: frozenset[str]


def classes(before: Index, after: Index) -> Classes:
    """What became of the classes."""
    both = []
    changed: tuple[list[int], list[int]] = ([], [])
    for id in dict.fromkeys([*before.position, *after.position]):
        was, is_ = before.position.get(id), after.position.get(id)
        if was is not None and is_ is not None and _alike(was, before, is_, after):
            both.append((was, is_))
        else:
            changed[0].extend([was] if was is not None else [])
            changed[1].extend([is_] if is_ is not None else [])
    said = {
        words(text)
        for index, at in zip((before, after), changed, strict=True)
        for one in at
        for text in index.phrasings[one]
    }
    return Classes(
        np.array(both, np.int64).reshape(-1, 2),
        (np.array(changed[0], np.int64), np.array(changed[1], np.int64)),
        frozenset(said),
        before.gates.foreign ^ after.gates.foreign,
    )


def _alike(was: int, before: Index, now: int, after: Index) -> bool:
    return (
        bool(before.kinship.entry[was] == after.kinship.entry[now])
        and (before.own[was] is after.own[now] or before.own[was] == after.own[now])
        and before.phrasings[was] == after.phrasings[now]
        and _kin(was, before) == _kin(now, after)
    )


def _kin(at: int, index: Index) -> set[str]:
    kin = index.kinship.kin(at)
    return {index.items[one].id for one in kin} if len(kin) > 1 else set()


def reached(before: Fold, after: Fold, pairs: Sequence[tuple[int, int]]) -> Mask:
    """Which of the questions that were and are asked (`pairs` of their places) are reached."""
    found = np.zeros(len(pairs), bool)
    if not pairs or before.index is after.index:
        return found
    became = classes(before.index, after.index)
    for at, (was, now) in enumerate(pairs):
        one, reading = after.asked[now], after.readings[now]
        found[at] = (
            reading != before.readings[was]
            or one.words in became.said
            or reading.typed in became.said
            or not became.strange.isdisjoint(reading.plain)
        )
    levels = [(before.index.static, after.index.static)]
    if before.index.encoder is not None and after.index.encoder is not None:
        levels.append((before.index.encoder, after.index.encoder))
    for level, other in levels:
        old = [level.place(before.readings[was])[0] for was, _ in pairs]
        new = [other.place(after.readings[now])[0] for _, now in pairs]
        found |= [
            one is not two and not np.array_equal(one, two)
            for one, two in zip(old, new, strict=True)
        ]
        found |= _scored(np.array(new), level, other, became)
    return found


def _scored(points: Floats, before: Level, after: Level, became: Classes) -> Mask:
    """Where a changed class, or one whose score moved, is among those looked at."""
    was, now = became.both.T
    old, new = before.head.weights[:, was], after.head.weights[:, now]
    still = (old == new).all(axis=0)
    shifts = after.head.offsets[now] - before.head.offsets[was]
    together = np.float32(np.median(shifts[still])) if still.any() else np.float32(0)
    earlier = points @ old + before.head.offsets[was]
    later = earlier + shifts
    later[:, ~still] = points @ new[:, ~still] + after.head.offsets[now][~still]
    moved = np.abs(later - earlier - together) > STILL
    found = np.zeros(len(points), bool)
    for scores, head, changed in zip(
        (earlier, later), (before.head, after.head), became.changed, strict=True
    ):
        theirs = points @ head.weights[:, changed] + head.offsets[changed]
        least = _least(np.concatenate([scores, theirs], axis=1))[:, None]
        found |= (theirs >= least).any(axis=1) | ((scores >= least) & moved).any(axis=1)
    return found


def _least(scores: Floats) -> Floats:
    """The score from which a class is looked at, a row each."""
    among = min(LOOKED_AT, scores.shape[1])
    first = np.partition(scores, -among, axis=1)[:, -among]
    least: Floats = np.maximum(first, scores.max(axis=1) - np.float32(OUT_OF_REACH))
    return least
