"""Readings → points in one space, where nearness is likeness."""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bot.compact import Compact, compact
from bot.features import Blocks, Vocabulary, letter_features, vocabulary, word_features
from bot.project import Dense, Product, projection, sparse
from bot.read import Reading
from bot.sparse import Floats, Mask, Rows, rows

SPARE = 64
"""Dimensions kept for words that come later, where a small knowledge base leaves room for them."""

Spelled = dict[str, tuple[Floats, float]]
"""Words that are not known, each with where its letters lead and their squared length before."""


@dataclass(frozen=True, slots=True)
class Space:
    """Vocabularies with the matrices that take each block of features to the space.

    The letters of a sentence are the sum over its words. For each word of `known`, a row of
    `spelled` holds its projected letters, and `squares` their squared length before. `own`: words
    that came later, each with where it leads and its squared length before.
    """

    words: Vocabulary
    letters: Vocabulary
    known: dict[str, int]
    from_words: Compact
    from_letters: Compact
    from_meaning: Floats
    spelled: Compact
    squares: Floats
    blocks: Blocks
    own: Mapping[str, tuple[Floats, float]] = field(default_factory=dict)

    def points(self, readings: Sequence[Reading], meaning: Floats) -> Floats:
        """(readings, rank); `meaning` holds each reading's embedding."""
        points: Floats = meaning @ self.from_meaning
        spelled: Spelled = {}
        for at, reading in enumerate(readings):
            points[at] += self._words(reading.concepts) + self._letters(reading.meant, spelled)
        return points

    def knowing(self, words: Iterable[str]) -> "Space":
        """One that tells these words from all others too: each has a direction of its own, which
        hardly meets any other's (Kanerva, Kristoferson and Holst 2000, "Random indexing"), and
        none of the space's where it has dimensions to spare."""
        rare = max(self.words.idf, default=1.0)
        scale = rare * math.sqrt(self.blocks.words)
        spare: Mask = np.count_nonzero(self.from_meaning, axis=0) == 0
        among: Mask = spare if spare.any() else ~spare
        own = {
            word: (_direction(word, among) * np.float32(scale), rare * rare)
            for word in words
            if word not in self.words.columns
        }
        return replace(self, own={**self.own, **own})

    def _words(self, concepts: Sequence[str]) -> Floats:
        columns, values = self.words.weigh(word_features(concepts))
        weights = np.array(values, np.float32)
        squares = float(weights.dot(weights))
        total = self.from_words.mixed(np.array(columns, np.int64), weights)
        for word in concepts if self.own else ():
            if word in self.own:
                point, square = self.own[word]
                total += point
                squares += square
        total /= np.float32(math.sqrt(squares) or 1.0)
        return total

    def _letters(self, words: Sequence[str], spelled: Spelled) -> Floats:
        """The known words' together, the others' one by one."""
        known = [row for word in words if (row := self.known.get(word)) is not None]
        rows = np.array(known, np.int64)
        total = self.spelled.mixed(rows)
        squares = float(np.add.reduce(self.squares.take(rows)))
        for word in words if len(known) < len(words) else ():
            if word not in self.known:
                if word not in spelled:
                    spelled[word] = self._spell(word)
                point, square = spelled[word]
                total += point
                squares += square
        total /= np.float32(math.sqrt(squares) or 1.0)
        return total

    def _spell(self, word: str) -> tuple[Floats, float]:
        columns, values = self.letters.weigh(letter_features([word]))
        row = np.array(values, np.float32)
        point = self.from_letters.mixed(np.array(columns, np.int64), row)
        return point, float(row.dot(row))


@dataclass(frozen=True, slots=True)
class Views:
    """Sentences as words and as letters, apart from what they mean: each a vocabulary and what
    takes sentences to it. The letters of a sentence are those of its words (`known`, in order):
    `spoken` is sentences by words, `spelling` words by letters."""

    words: Vocabulary
    by_words: Rows
    letters: Vocabulary
    known: dict[str, int]
    spoken: Rows
    spelling: Rows


def views(readings: Sequence[Reading]) -> Views:
    """The views of these readings."""
    words, by_words = vocabulary(word_features(reading.concepts) for reading in readings)
    known: dict[str, int] = {}
    held = [[known.setdefault(word, len(known)) for word in reading.meant] for reading in readings]
    spoken = rows(held, len(known))
    often = np.bincount(spoken.columns, minlength=len(known))
    letters, spelling = vocabulary((letter_features([word]) for word in known), often)
    squares = spelling.squares().astype(np.float64)
    row_of = np.repeat(np.arange(len(held)), np.diff(spoken.starts))
    long = np.sqrt(np.bincount(row_of, squares[spoken.columns], len(held)))
    values = (1 / np.maximum(long, 1e-6)).astype(np.float32)[row_of]
    return Views(words, by_words.unit(), letters, known, replace(spoken, values=values), spelling)


def build_space(views: Views, meaning: Floats, blocks: Blocks) -> tuple[Space, Floats]:
    """The space of these views and meanings, and the sentences' places in it."""
    weights = np.sqrt(np.array([blocks.words, blocks.letters, blocks.meaning], np.float32))
    spelling = sparse(views.spelling)
    together = (
        sparse(views.by_words.times_number(weights[0])),
        Product(sparse(views.spoken.times_number(weights[1])), spelling),
        Dense(meaning, weights[2]),
    )
    parts, places = projection(together, len(meaning), blocks.rank)
    spare = min(SPARE, blocks.rank - places.shape[1])
    for part, weight in zip(parts, weights, strict=True):
        part *= weight
    from_words, from_letters, from_meaning = (_wider(part, spare) for part in parts)
    from_letters = np.ascontiguousarray(from_letters)  # else each row taken copies all of them
    space = Space(
        views.words,
        views.letters,
        views.known,
        compact(from_words),
        compact(from_letters),
        np.ascontiguousarray(from_meaning),
        compact(spelling.rows.times(from_letters)),
        views.spelling.squares(),
        blocks,
    )
    return space, _wider(places, spare)


def _wider(matrix: Floats, spare: int) -> Floats:
    """The matrix with dimensions in which nothing lies yet."""
    return np.pad(matrix, ((0, 0), (0, spare))) if spare else matrix


def _direction(word: str, among: Mask) -> Floats:
    """A direction among these dimensions that is the word's own, the same in every process."""
    seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
    way = among.astype(np.float32)
    way[among] = np.random.default_rng(seed).standard_normal(int(among.sum()), np.float32)
    return way / np.float32(math.sqrt(float(way @ way)))


def unit(points: Floats) -> Floats:
    """The points at length 1; changes them in place."""
    points /= np.maximum(lengths(points), 1e-6)[:, None]
    return points


def lengths(points: Floats) -> Floats:
    """How long each is."""
    measured: Floats = np.sqrt(np.einsum("ij,ij->i", points, points))
    return measured
