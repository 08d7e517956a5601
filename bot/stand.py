"""How questions are answered as things stand: all phrasings, each by an index that was built
without it, and questions whose right answers are known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

import numpy as np

from bot.decide import Answer, Choices, Unknown, decide
from bot.index import Index
from bot.leave import Remembered, leaving, remembering
from bot.level import Level, Spot
from bot.match import match
from bot.normalise import words
from bot.read import Reading
from bot.uncovered import placed
from knowledge.overlay import EMPTY, Overlay

CHOICES, NOTHING = "choices", ""
"""Outcomes beside the id of an entry or boundary."""

Kind = Literal["phrasing", "attached", "golden"]

Key = tuple[Kind, str, tuple[str, ...]]
"""What tells a question from all others, whatever its right answers."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A question of which any of `right` (ids) is a right answer; none where nothing answers it;
    `of`: the id of what a curator answered it with."""

    text: str
    right: frozenset[str]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its words; `of`: the id of what it is a phrasing of, or answered with."""

    kind: Kind
    text: str
    words: tuple[str, ...]
    right: frozenset[str]
    of: str = ""

    @property
    def key(self) -> Key:
        return self.kind, self.of, self.words


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered (an id, CHOICES or NOTHING), how sure the likeliest entry was, whether the
    encoder was asked, the ids that were offered, best first, and how alike the nearest phrasing of
    the likeliest entry is."""

    given: str
    sure: float
    encoded: bool
    offered: tuple[str, ...] = ()
    alike: float = 0.0


@dataclass(frozen=True, slots=True)
class Fold:
    """Questions, how they are read, and what an index that was built without them makes of each."""

    index: Index
    asked: tuple[Question, ...]
    readings: tuple[Reading, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """How things stand with what a team has of its own. The last fold leaves nothing out: golden
    and attached questions are asked of it. `base`: how things stand without; None where this is
    that."""

    overlay: Overlay
    folds: tuple[Fold, ...]
    base: "Stand | None" = None


def stand(
    index: Index, golden: Sequence[Golden], progress: Callable[[float], None] = lambda _: None
) -> Stand:
    """How things stand: some seconds for some thousand phrasings. `progress` is told the part
    (0 to 1) that is done, after each question."""
    whole = replace(index, lexicon=index.lexicon.knowing({}, ()))  # whose memory is its own
    total = len(index.items) + sum(len(own) - 1 for own in index.phrasings) + len(golden)
    steps = count(1)

    def one_more() -> None:
        progress(min(next(steps) / total, 1.0))

    readings = []
    for own in index.phrasings:
        readings.append([whole.lexicon.read_words(words(said)) for said in own])
        one_more()
    folds = []
    for without, left in leaving(whole, readings):
        asked = [phrasing(one.text, index.items[one.at].id, without) for one in left]
        folds.append(_asking(without, asked, one_more))
    folds.append(_asking(whole, labelled("golden", golden), one_more))
    progress(1.0)
    static = Remembered(index.static.meaning)
    encoder = Remembered(index.encoder.meaning) if index.encoder else None
    return Stand(EMPTY, tuple(_sharing(fold, static, encoder) for fold in folds))


def _sharing(fold: Fold, static: Remembered, encoder: Remembered | None) -> Fold:
    index = remembering(fold.index, static, encoder)
    return replace(fold, index=index)


def phrasing(text: str, of: str, index: Index) -> Question:
    """A phrasing of an entry or boundary of this index, as a question."""
    right = frozenset([of] if index.kinship.entry[index.position[of]] else [])
    return Question("phrasing", text, words(text), right, of)


def labelled(kind: Kind, golden: Iterable[Golden]) -> list[Question]:
    """Questions with their labels, each once."""
    asked = [Question(kind, one.text, words(one.text), one.right, one.of) for one in golden]
    return list({one.key: one for one in asked}.values())


def asking(fold: Fold, more: Sequence[Question], between: Callable[[], None]) -> Fold:
    """The fold with these questions asked too."""
    added = _asking(fold.index, more, between)
    return replace(
        fold,
        index=added.index,
        asked=(*fold.asked, *more),
        readings=(*fold.readings, *added.readings),
        outcomes=(*fold.outcomes, *added.outcomes),
    )


def _asking(index: Index, asked: Sequence[Question], between: Callable[[], None]) -> Fold:
    readings = tuple(index.lexicon.read_words(one.words) for one in asked)
    index = placing(index, readings)
    outcomes = []
    for one in asked:
        outcomes.append(outcome(one, index))
        between()
    return Fold(index, tuple(asked), readings, tuple(outcomes))


def placing(index: Index, readings: Sequence[Reading]) -> Index:
    """The index, whose levels know where these lie."""
    return replace(
        index,
        static=_placing(index.static, readings),
        encoder=index.encoder and _placing(index.encoder, readings),
    )


def _placing(level: Level, readings: Sequence[Reading]) -> Level:
    if not readings:
        return level
    vectors = level.meaning.sentences([reading.meant for reading in readings])
    places = placed(readings, vectors, level.space)
    meanings = vectors.astype(np.float16)  # there are many of them
    new = {
        reading.meant: Spot(*place, meaning)
        for reading, place, meaning in zip(readings, places, meanings, strict=True)
    }
    return replace(level, known={**level.known, **new})


def outcome(question: Question, index: Index) -> Outcome:
    """What this index makes of a question."""
    matched = match(question.text, index)
    sure = matched.entry.confidence if matched.entry else 0.0
    encoded = matched.encoded
    match decide(matched):
        case Answer(entry):
            return Outcome(entry.id, sure, encoded, (), matched.likeness)
        case Choices(entries, rule):
            sure *= matched.lead if rule == "tie" else 1.0  # as sure of either as of the other
            return Outcome(CHOICES, sure, encoded, tuple(entry.id for entry in entries))
        case Unknown(_, boundary):
            return Outcome(boundary.id if boundary else NOTHING, sure, encoded)


def right(outcome: Outcome, question: Question, index: Index) -> bool:
    """Whether this is a right answer; the whole is, for a question about its part. To what nothing
    answers, none is."""
    at = index.position.get(outcome.given)
    if at is None or not index.kinship.entry[at]:
        return not question.right and outcome.given != CHOICES
    answers = {index.items[one].id for one in index.kinship.answers(at)}
    return not question.right.isdisjoint(answers)


def fine(outcome: Outcome, question: Question, index: Index) -> bool:
    """Whether nothing wrong is said: also where back is asked what nothing answers."""
    asked_back = not question.right and outcome.given == CHOICES
    return asked_back or right(outcome, question, index)


def offers(outcome: Outcome, question: Question) -> bool:
    """Whether a right answer is one press away."""
    return not question.right.isdisjoint(outcome.offered)
