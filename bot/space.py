"""Readings → points in one space, where nearness is likeness."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.features import Blocks, Vocabulary, letter_features, vocabulary, word_features
from bot.project import Dense, Product, projection, sparse
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
        words = self.words.rows(word_features(reading.concepts) for reading in readings)
        points: Floats = words.times(self.from_words)
        points += np.stack([self._letters(reading.plain) for reading in readings])
        points += meaning @ self.from_meaning
        return points

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
    """The space of these readings, and their points in it."""
    weights = np.sqrt(np.array([blocks.words, blocks.letters, blocks.meaning], np.float32))
    word_sets = [list(word_features(reading.concepts)) for reading in readings]
    words = vocabulary(word_sets)
    word_block = sparse(words.rows(word_sets).times_number(weights[0]))
    letters, known, letter_block = _letter_block(readings, float(weights[1]))
    parts = projection([word_block, letter_block, Dense(meaning * weights[2])], len(readings), RANK)
    points = word_block.times(parts[0]) + letter_block.times(parts[1])
    points += (meaning * weights[2]) @ parts[2]
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
    known = list(dict.fromkeys(word for reading in readings for word in reading.plain))
    column = {word: at for at, word in enumerate(known)}
    spelled = [list(letter_features([word])) for word in known]
    holders = [[column[word] for word in reading.plain] for reading in readings]
    letters = vocabulary([{g for at in set(held) for g in spelled[at]} for held in holders])
    by_letters = rows([letters.weigh(groups) for groups in spelled], len(letters.columns))
    squares = by_letters.squares()
    lengths = [float(np.sqrt(squares[held].sum())) or 1.0 for held in holders]
    shares = [weight / length for length in lengths]
    by_words = rows(
        [(held, [share] * len(held)) for held, share in zip(holders, shares, strict=True)],
        len(known),
    )
    return letters, known, Product(sparse(by_words), sparse(by_letters))
