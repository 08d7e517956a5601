"""Readings → points in one space, where nearness is likeness."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.features import Blocks, Vocabulary, letter_features, vocabulary, word_features
from bot.project import Dense, Product, projection, sparse, times
from bot.read import Reading
from bot.sparse import Floats, Halves, rows

RANK = 320


@dataclass(frozen=True, slots=True)
class Space:
    """Vocabularies with the matrices that take each block of features to the space.

    The letters of a sentence are the sum over its words. For each word of `known`, a row of
    `spelled` holds its projected letters, and `squares` their squared length before. Matrices are
    kept at half precision, which changes no answer.
    """

    words: Vocabulary
    letters: Vocabulary
    known: dict[str, int]
    from_words: Halves
    from_letters: Halves
    from_meaning: Floats
    spelled: Halves
    squares: Floats

    def points(self, readings: Sequence[Reading], meaning: Floats) -> Floats:
        """(readings, rank); `meaning` holds each reading's embedding."""
        points: Floats = meaning @ self.from_meaning
        for point, reading in zip(points, readings, strict=True):
            point += self._words(reading.concepts) + self._letters(reading.meant)
        return points

    def _words(self, concepts: Sequence[str]) -> Floats:
        columns, values = self.words.weigh(word_features(concepts))
        weights = np.array(values, np.float32)
        length = math.sqrt(float(weights @ weights)) or 1.0
        gathered = self.from_words[columns].astype(np.float32)
        total: Floats = weights @ gathered / np.float32(length)
        return total

    def _letters(self, words: Sequence[str]) -> Floats:
        total = np.zeros(self.from_letters.shape[1], np.float32)
        squares = 0.0
        for word in words:
            row = self.known.get(word)
            if row is None:
                point, square = self._spell(word)
            else:
                point, square = self.spelled[row], float(self.squares[row])
            total += point
            squares += square
        return total / np.float32(np.sqrt(squares)) if squares else total

    def _spell(self, word: str) -> tuple[Floats, float]:
        columns, values = self.letters.weigh(letter_features([word]))
        if not columns:
            return np.zeros(self.from_letters.shape[1], np.float32), 0.0
        row = np.array(values, np.float32)
        return row @ self.from_letters[columns], float(row @ row)


def build_space(
    readings: Sequence[Reading], meaning: Floats, blocks: Blocks
) -> tuple[Space, Floats]:
    """The space of these readings, and their points in it, at length 1."""
    weights = np.sqrt(np.array([blocks.words, blocks.letters, blocks.meaning], np.float32))
    words, word_rows = vocabulary(word_features(reading.concepts) for reading in readings)
    word_block = sparse(word_rows.unit().times_number(weights[0]))
    letters, known, letter_block = _letter_block(readings, float(weights[1]))
    views = (word_block, letter_block, Dense(meaning, weights[2]))
    parts = projection(views, len(readings), RANK)
    points = unit(times(views, parts))
    from_words, from_letters, from_meaning = (
        part * weight for part, weight in zip(parts, weights, strict=True)
    )
    spelled = letter_block.right.times(from_letters)
    squares = letter_block.right.rows.squares()
    space = Space(
        words,
        letters,
        {word: at for at, word in enumerate(known)},
        from_words.astype(np.float16),
        from_letters.astype(np.float16),
        from_meaning,
        spelled.astype(np.float16),
        squares,
    )
    return space, points


def _letter_block(
    readings: Sequence[Reading], weight: float
) -> tuple[Vocabulary, list[str], Product]:
    column: dict[str, int] = {}
    held = [[column.setdefault(w, len(column)) for w in reading.meant] for reading in readings]
    by_words = rows(held, len(column))
    known = list(column)
    spoken = np.bincount(by_words.columns, minlength=len(known))
    letters, by_letters = vocabulary((letter_features([word]) for word in known), spoken)
    squares = by_letters.squares().astype(np.float64)
    row_of = np.repeat(np.arange(len(held)), np.diff(by_words.starts))
    lengths = np.sqrt(np.bincount(row_of, squares[by_words.columns], len(held)))
    shares = (weight / np.maximum(lengths, 1e-6)).astype(np.float32)
    by_words = replace(by_words, values=shares[row_of])
    return letters, known, Product(sparse(by_words), sparse(by_letters))


def unit(points: Floats) -> Floats:
    """The points at length 1; changes them in place."""
    points /= np.maximum(np.sqrt(np.einsum("ij,ij->i", points, points)), 1e-6)[:, None]
    return points
