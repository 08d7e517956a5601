"""A change of what a team has of its own → which questions would be answered otherwise.

Asked are all phrasings, each of an index that was built without it, and questions whose right
answers are known. What a phrasing's own index makes of it is found out once (`stand`); a change
then asks those questions again for which a changed class comes into reach.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.compact import joined
from bot.decide import Answer, Choices, Unknown, decide
from bot.extend import extend
from bot.grow import GONE
from bot.head import Head, fit
from bot.index import Index
from bot.judge import LOOKED_AT, OUT_OF_REACH
from bot.level import Level
from bot.match import match
from bot.normalise import words
from bot.sparse import Mask
from bot.uncovered import placed
from knowledge.overlay import Overlay

FOLDS = 3
"""Parts that the phrasings are dealt into, each left out of one index."""

STEPS = 40
"""Steps of a fit that a replay alone sees."""

NOTICED = 0.1
"""The difference in confidence from which another outcome is a move: below it the question stood on
the edge, and any change tips some of those."""

CHOICES, NOTHING = "choices", ""
"""Outcomes beside the id of an entry or boundary."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A question of which any of `right` (ids) is a right answer; none where nothing answers it."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Move:
    """A question that would be answered otherwise: the outcomes before and after, and whether a
    right answer would be lost."""

    text: str
    before: str
    after: str
    lost: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered (an id, CHOICES or NOTHING), and how sure the likeliest entry was."""

    given: str
    sure: float


@dataclass(frozen=True, slots=True)
class Fold:
    """An index that was built without some questions, these, and what it made of each."""

    index: Index
    asked: tuple[Golden, ...]
    outcomes: tuple[Outcome, ...]


Stand = tuple[Fold, ...]
"""How questions are answered as things stand."""


def stand(
    index: Index, golden: Sequence[Golden], progress: Callable[[float], None] = lambda _: None
) -> Stand:
    """How things stand: some seconds for some thousand phrasings."""
    parts = [_without(index, number) for number in range(FOLDS)] + [(index, tuple(golden))]
    folds = []
    for number, (without, asked) in enumerate(parts):
        outcomes = tuple(_outcome(one.text, without) for one in asked)
        folds.append(Fold(without, asked, outcomes))
        progress((number + 1) / len(parts))
    return tuple(folds)


def replay(standing: Stand, overlay: Overlay) -> tuple[tuple[Move, ...], Stand]:
    """What would move if all that stands were changed by this overlay, and how things would stand
    then."""
    moves: list[Move] = []
    folds = []
    for fold in standing:
        after = extend(fold.index, _stripped(overlay, fold))
        outcomes = list(fold.outcomes)
        for at in _reached(fold, after, overlay):
            asked, before = fold.asked[at], fold.outcomes[at]
            outcomes[at] = _outcome(asked.text, after)
            if _moved(before, outcomes[at]):
                lost = _right(before, asked, fold.index) and not _right(outcomes[at], asked, after)
                moves.append(Move(asked.text, before.given, outcomes[at].given, lost))
        folds.append(Fold(after, fold.asked, tuple(outcomes)))
    return tuple(moves), tuple(folds)


def _without(index: Index, number: int) -> tuple[Index, tuple[Golden, ...]]:
    """The index without a part of its phrasings, and these; titles stay."""
    kept = [np.arange(len(own)) % FOLDS != number for own in index.phrasings]
    for mask in kept:
        mask[0] = True
    there = [at for at, item in enumerate(index.items) if item.id in index.position]
    out = {at: _chosen(index.phrasings[at], ~kept[at]) for at in there}
    right = {at: frozenset([index.items[at].id] if index.kinship.entry[at] else []) for at in there}
    asked = tuple(Golden(said, right[at]) for at in there for said in out[at])
    phrasings = tuple(map(_chosen, index.phrasings, kept))
    items = tuple(
        item.model_copy(update={"phrasings": own[1:]})
        for item, own in zip(index.items, phrasings, strict=True)
    )
    left = {items[at].id: items[at] for at in there}
    knowledge = index.knowledge.model_copy(
        update={
            "entries": tuple(left[entry.id] for entry in index.knowledge.entries),
            "boundaries": tuple(left[boundary.id] for boundary in index.knowledge.boundaries),
        }
    )
    return (
        replace(
            index,
            knowledge=knowledge,
            items=items,
            phrasings=phrasings,
            exact={},
            static=_level(index.static, index, kept),
            encoder=index.encoder and _level(index.encoder, index, kept),
        ),
        asked,
    )


def _chosen(own: Sequence[str], mask: Mask) -> tuple[str, ...]:
    return tuple(said for said, one in zip(own, mask, strict=True) if one)


def _level(level: Level, index: Index, kept: Sequence[Mask]) -> Level:
    """The level without some phrasings, of which it still knows where they lie."""
    points = tuple(own[mask] for own, mask in zip(level.points, kept, strict=True))
    labels = np.repeat(np.arange(len(points)), [len(own) for own in points])
    head = fit(joined(points).floats(), labels, index.kinship.entry, STEPS)
    head.offsets[[at for at, item in enumerate(index.items) if item.id not in index.position]] = (
        GONE
    )
    readings = [
        index.lexicon.read_words(words(said))
        for own, mask in zip(index.phrasings, kept, strict=True)
        for said in _chosen(own, ~mask)
    ]
    vectors = level.meaning.sentences([reading.meant for reading in readings])
    known = {
        reading.meant: place
        for reading, place in zip(readings, placed(readings, vectors, level.space), strict=True)
    }
    return replace(level, points=points, head=head, known=known)


def _stripped(overlay: Overlay, fold: Fold) -> Overlay:
    """The overlay without the phrasings that the fold is asked."""
    asked = {one.text for one in fold.asked}

    def kept(phrasings: Iterable[str]) -> tuple[str, ...]:
        return tuple(said for said in phrasings if said not in asked)

    return overlay.model_copy(
        update={
            "entries": tuple(
                one.model_copy(update={"phrasings": kept(one.phrasings)}) for one in overlay.entries
            ),
            "boundaries": tuple(
                one.model_copy(update={"phrasings": kept(one.phrasings)})
                for one in overlay.boundaries
            ),
            "phrasings": {id: kept(said) for id, said in overlay.phrasings.items()},
        }
    )


def _outcome(text: str, index: Index) -> Outcome:
    matched = match(text, index)
    sure = matched.entry.confidence if matched.entry else 0.0
    match decide(matched):
        case Answer(entry):
            return Outcome(entry.id, sure)
        case Choices():
            return Outcome(CHOICES, sure)
        case Unknown(boundary):
            return Outcome(boundary.id if boundary else NOTHING, sure)


def _moved(before: Outcome, after: Outcome) -> bool:
    return before.given != after.given and abs(before.sure - after.sure) >= NOTICED


def _right(outcome: Outcome, asked: Golden, index: Index) -> bool:
    """Whether this is a right answer; the whole is, for a question about its part."""
    at = index.position.get(outcome.given)
    if at is None or not index.kinship.entry[at]:
        return not asked.right
    answers = {index.items[one].id for one in index.kinship.answers(at)}
    return not asked.right.isdisjoint(answers)


def _reached(fold: Fold, after: Index, overlay: Overlay) -> Iterator[int]:
    """The questions for which a changed class comes into reach, or that are read otherwise."""
    said = {word for group in overlay.synonyms for member in group for word in words(member)}
    levels = [(fold.index.static, after.static)]
    if fold.index.encoder is not None and after.encoder is not None:
        levels.append((fold.index.encoder, after.encoder))
    if not fold.asked:
        return iter(())
    reached = np.array([not said.isdisjoint(words(one.text)) for one in fold.asked], bool)
    for before, now in levels:
        changed = _changed(before.head, now.head)
        points = np.array([before.point(fold.index.lexicon.read(one.text)) for one in fold.asked])
        for head in (before.head, now.head):
            scores = head.scores(points)
            first = np.partition(scores, -LOOKED_AT, axis=1)[:, -LOOKED_AT]
            least = np.maximum(first, scores.max(axis=1) - OUT_OF_REACH)
            own = scores[:, changed[: scores.shape[1]]]
            reached |= (own >= least[:, None]).any(axis=1)
    return map(int, np.flatnonzero(reached))


def _changed(before: Head, after: Head) -> Mask:
    """Classes that are new, or have other weights."""
    count = len(before.offsets)
    same = (after.weights[:, :count] == before.weights).all(axis=0)
    same &= after.offsets[:count] == before.offsets
    return np.concatenate([~same, np.ones(len(after.offsets) - count, bool)])
