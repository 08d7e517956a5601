"""Readings → points in one space, where nearness is likeness."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.features import Blocks, Vocabulary, letter_features, vocabulary, word_features
from bot.project import projection
from bot.read import Reading
from bot.sparse import Floats

RANK = 400


@dataclass(frozen=True, slots=True)
class Space:
    """Vocabularies with the matrices that take each block of features to the space."""

    words: Vocabulary
    letters: Vocabulary
    from_words: Floats
    from_letters: Floats
    from_meaning: Floats

    def points(self, readings: Sequence[Reading], meaning: Floats) -> Floats:
        """(readings, rank); `meaning` holds each reading's embedding."""
        words = self.words.rows(word_features(reading.concepts) for reading in readings)
        letters = self.letters.rows(letter_features(reading.plain) for reading in readings)
        points: Floats = words.times(self.from_words)
        points += letters.times(self.from_letters)
        points += meaning @ self.from_meaning
        return points


def build_space(
    readings: Sequence[Reading], meaning: Floats, blocks: Blocks
) -> tuple[Space, Floats]:
    """The space of these readings, and their points in it."""
    word_sets = [list(word_features(reading.concepts)) for reading in readings]
    letter_sets = [list(letter_features(reading.plain)) for reading in readings]
    words, letters = vocabulary(word_sets), vocabulary(letter_sets)
    word_rows, letter_rows = words.rows(word_sets), letters.rows(letter_sets)
    weights = np.sqrt(np.array([blocks.words, blocks.letters, blocks.meaning], np.float32))
    ones = np.ones(len(readings), np.float32)
    weighted = (word_rows.scaled(ones * weights[0]), letter_rows.scaled(ones * weights[1]))
    parts = projection(weighted, meaning * weights[2], RANK)
    scaled = [part * weight for part, weight in zip(parts, weights, strict=True)]
    space = Space(words, letters, *scaled)
    points: Floats = word_rows.times(scaled[0]) + letter_rows.times(scaled[1])
    return space, points + meaning @ scaled[2]
