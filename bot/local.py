"""What a team's own phrasings change near them, and nowhere else.

A question that none of them is near gets the scores that the base gives it: what is added has no
say in it, however little that would be, and moves nothing that has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.compact import Compact
from bot.head import GONE, Head
from bot.read import Reading
from bot.sparse import Floats, Ints, Mask

NEAR = 0.35
"""The likeness of meaning (cosine) from which a question is near a phrasing. Of a hundred phrasings
of one knowledge base one at most is as near an entry about something else, and of what entries are
asked for, three ways in four are as near another of theirs."""

CLOSE = 0.6
"""The likeness from which a phrasing speaks for its class as the head has it. Questions that have
to do with an entry are rarely less alike when they take others' answers."""

FALLS = np.float32(12)
"""By how much the score of a new class, a logarithm of odds, falls for each 1 that the likeness is
below CLOSE: at NEAR by 3. That is about what it is raised by for having few phrasings: an entry
with two, where others have forty, is presumed to be asked for twenty times as often as they say."""


@dataclass(frozen=True, slots=True)
class Local:
    """`touched`: the classes that have phrasings of the team's own, whose `meanings` stand one
    class's after the other, from its place in `starts`; `words`: words that the base doesn't have
    → which of `touched` know them.

    Near those, the classes of `columns` are scored by `head`, a column each, and not by the base's;
    `by`: which of `touched` it takes for that (touched, columns); `new`: which of them the base
    doesn't have. `hidden`: the base's classes that are there no more, or near their own phrasings
    alone; `classes`: how many there are in all."""

    touched: Ints
    meanings: Compact
    starts: Ints
    words: Mapping[str, tuple[int, ...]]
    columns: Ints
    head: Head
    by: Mask
    new: Mask
    hidden: Ints
    classes: int

    def likeness(self, readings: Sequence[Reading], meanings: Floats) -> Floats:
        """(questions, columns): how near each question is to what a column is scored anew for;
        `meanings`: the questions', at length 1."""
        if not len(self.columns):
            return np.zeros((len(readings), 0), np.float32)
        if len(readings) == 1:
            alike = self.meanings.times(meanings[0])[None]
        else:
            alike = meanings @ self.meanings.floats().T
        near: Floats = np.maximum.reduceat(alike, self.starts, axis=1)
        for at, reading in enumerate(readings) if self.words else ():
            for word in reading.concepts:
                for own in self.words.get(word, ()):
                    near[at, own] = max(near[at, own], CLOSE)
        others = self.by[:, len(self.touched) :]
        if len(readings) == 1:
            most = np.where(others, near[0, :, None], np.float32(-1)).max(axis=0)[None]
            return np.concatenate([near, most], axis=1)
        each = (near[:, by].max(axis=1)[:, None] for by in others.T)
        return np.concatenate([near, *each], axis=1)

    def over(self, scores: Floats, points: Floats, likeness: Floats) -> Floats:
        """(questions, the base's classes) scores → (questions, all classes)."""
        whole = np.full((len(scores), self.classes), GONE)
        whole[:, : scores.shape[1]] = scores
        whole[:, self.hidden] = GONE
        near = likeness >= NEAR
        some = near.any(axis=0)
        if some.any():
            at = self.columns[some]
            anew = points @ self.head.weights[:, some] + self.head.offsets[some]
            anew += FALLS * np.minimum(likeness[:, some] - np.float32(CLOSE), 0) * self.new[some]
            whole[:, at] = np.where(near[:, some], anew, whole[:, at])
        return whole
