"""Questions that nothing covers, made from those that something does, and from everyday ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from bot.embed import Meaning
from bot.read import Reading
from bot.space import Space, lengths, unit
from bot.sparse import Floats

STRUCK, CHANGED, ELSEWHERE = 0.05, 0.05, 0.03
"""For each question that is covered, the presumed number of those that resemble an entry which is
not there, of those that are about something else in one word, and of those about other things."""

MOST_CHANGED = 150
"""Phrasings in which a word is replaced, at most."""

OTHERWISE = (
    "how many",
    "how much",
    "how long",
    "how often",
    "how expensive",
    "who",
    "where",
    "when",
)
"""Ways of asking for something else about the same."""

Place = tuple[Floats, float]
"""Where a question lies, at length 1, and how much of it the space kept."""

Key = tuple[str, int]
"""What kind of question it is, and which of them."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Questions about other things, and words of theirs that the knowledge base lacks."""

    readings: Sequence[Reading]
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its place, of class `label` (-1: of none); `struck`: whether that class is
    not to be there."""

    key: Key
    reading: Reading
    point: Floats
    kept: float
    label: int
    weight: float
    struck: bool = False

    @property
    def covered(self) -> bool:
        return self.label >= 0 and not self.struck


def changed(
    covered: Sequence[Asked], words: Sequence[str], meaning: Meaning, space: Space, number: int
) -> Iterator[Asked]:
    """Some of the questions that are covered, as if they were about something else; `number`: of
    the part that they are of."""
    if not words or not covered:
        return
    dice = Random(number)
    some = covered[:: -(-len(covered) // MOST_CHANGED)]
    readings = [_about_something_else(one.reading, words, dice) for one in some]
    each = CHANGED * sum(one.weight for one in covered) / len(readings)
    for at, (reading, place) in enumerate(_placed_all(readings, meaning, space)):
        yield Asked((f"changed {number}", at), reading, *place, -1, each)


def others_than(
    readings: Sequence[Reading], covered: float, meaning: Meaning, space: Space, number: int
) -> Iterator[Asked]:
    """Questions about other things, beside so many that are covered."""
    each = ELSEWHERE * covered / max(len(readings), 1)
    for at, (reading, place) in enumerate(_placed_all(readings, meaning, space)):
        yield Asked((f"elsewhere {number}", at), reading, *place, -1, each)


def _placed_all(
    readings: Sequence[Reading], meaning: Meaning, space: Space
) -> Iterator[tuple[Reading, Place]]:
    if readings:
        vectors = meaning.sentences([reading.meant for reading in readings])
        yield from zip(readings, placed(readings, vectors, space), strict=True)


def placed(readings: Sequence[Reading], vectors: Floats, space: Space) -> list[Place]:
    """The places of questions."""
    points = space.points(readings, vectors)
    kept: list[float] = np.minimum(lengths(points), 1).tolist()
    return list(zip(unit(points), kept, strict=True))


def _about_something_else(reading: Reading, words: Sequence[str], dice: Random) -> Reading:
    """The question in another way of asking, or with one of its longer words replaced; where there
    is none, with another word more."""
    said = list(reading.concepts)
    if reading.asking and dice.random() < 0.5:
        how = reading.asking[1:].split()
        at = said.index(how[0]) if how[0] in said else 0
        said[at : at + len(how)] = dice.choice(OTHERWISE).split()
    else:
        places = [at for at, word in enumerate(said) if len(word) > 3] or [len(said)]
        at = dice.choice(places)
        said[at : at + 1] = [dice.choice(words)]
    return Reading(*[tuple(said)] * 3)
