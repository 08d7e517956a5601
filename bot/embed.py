"""Words → vectors, by summing the vectors of their pieces."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from bot.compact import Compact
from bot.sparse import Floats
from bot.weights import Weights


class Meaning(Protocol):
    """Sentences → vectors of length 1 whose inner product is likeness of meaning."""

    def sentences(self, tokens: Sequence[Sequence[str]]) -> Floats:
        """(sentences, width)"""


@dataclass(frozen=True, slots=True)
class PieceVectors:
    """One vector a word piece.

    Pieces stand in order of frequency in English; those that continue a word begin with `##`.
    """

    pieces: Mapping[str, int]
    vectors: Compact
    _words: dict[str, Floats] = field(default_factory=dict, repr=False, compare=False)

    @property
    def width(self) -> int:
        return self.vectors.width

    def word(self, word: str) -> Floats:
        vector = self._words.get(word)
        if vector is None:
            pieces = self.vectors[self.rows([word])]
            vector = pieces.weighed(np.ones(len(pieces), np.float32))
            if len(self._words) > 50_000:
                self._words.clear()
            self._words[word] = vector
        return vector

    def rows(self, words: Iterable[str]) -> list[int]:
        """The positions of all pieces of these words, in order."""
        return [row for word in words for part in word.split("'") for row in self._rows(part)]

    def _rows(self, word: str) -> list[int]:
        """The longest known piece first, from the left (WordPiece); unknown letters are skipped."""
        rows: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                row = self.pieces.get(word[start:end] if start == 0 else "##" + word[start:end])
                if row is not None:
                    rows.append(row)
                    start = end
                    break
            else:
                start += 1
        return rows


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """Sentences as the weighted sum of their words: a word that many phrasings use says less."""

    vectors: PieceVectors
    weights: Weights

    def sentences(self, tokens: Sequence[Sequence[str]]) -> Floats:
        """One vector of length 1 a sentence (0 where no word is known): (sentences, width)."""
        sums = np.zeros((len(tokens), self.vectors.width), np.float32)
        weights, rare = self.weights.of, self.weights.rare
        for at, words in enumerate(tokens):
            if words:
                factors = np.array([math.sqrt(weights.get(word, rare)) for word in words])
                held = np.array([self.vectors.word(word) for word in words])
                sums[at] = factors.astype(np.float32) @ held
        lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))
        vectors: Floats = sums / np.maximum(lengths, 1e-9)[:, None]
        return vectors
