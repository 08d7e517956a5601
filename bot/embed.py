"""Words → vectors, by summing the vectors of their pieces."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.compact import Compact
from bot.sparse import Floats, rows
from bot.weights import Weights

PARTED = 20_000
"""Words of several pieces that are remembered."""

LATELY = 4
"""Sets of words whose vectors are remembered."""


Placed = tuple[tuple[str, ...], Floats]
"""Words, and a vector for each: (words, width)"""


class Meaning(Protocol):
    """Sentences → vectors of length 1 whose inner product is likeness of meaning."""

    def sentences(self, tokens: Sequence[Sequence[str]]) -> Floats:
        """(sentences, width)"""


@dataclass(frozen=True, slots=True)
class PieceVectors:
    """One vector a word piece.

    Pieces stand in order of frequency in English; those that continue a word begin with `##`.
    `real`: the CRC-32 of each word that is an English one, however rare, in order.
    """

    pieces: Mapping[str, int]
    vectors: Compact
    real: NDArray[np.uint32]
    _parted: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)
    _lately: dict[frozenset[str], "Placed"] = field(default_factory=dict, repr=False, compare=False)

    @property
    def width(self) -> int:
        return self.vectors.width

    def is_word(self, word: str) -> bool:
        """Whether it is an English word, however rare."""
        number = np.uint32(crc32(word.encode()))
        at = int(self.real.searchsorted(number))
        return at < len(self.real) and bool(self.real[at] == number)

    def known(self, words: frozenset[str]) -> "Placed":
        """Words that are asked for again and again within a question, each with its vector."""
        placed = self._lately.get(words)
        if placed is None:
            if len(self._lately) >= LATELY:
                self._lately.clear()
            names = tuple(words)
            self._lately[words] = placed = names, self.words(names)
        return placed

    def words(self, words: Sequence[str]) -> Floats:
        """A vector a word, the sum of its pieces': (words, width)"""
        whole = [self.pieces.get(word, -1) for word in words]
        vectors = self.vectors.some(whole)
        parted = [at for at, piece in enumerate(whole) if piece < 0]
        if parted:
            vectors[parted] = self._sums([self.of(words[at]) for at in parted])
        return vectors

    def _sums(self, parted: Sequence[tuple[int, ...]]) -> Floats:
        """The sum of each word's pieces."""
        each = self.vectors.some([piece for pieces in parted for piece in pieces])
        word = np.repeat(np.arange(len(parted)), list(map(len, parted)))
        sums: Floats = (np.arange(len(parted))[:, None] == word).astype(np.float32) @ each
        return sums

    def rows(self, words: Iterable[str]) -> list[int]:
        """The positions of all pieces of these words, in order."""
        return [row for word in words for row in self.of(word)]

    def of(self, word: str) -> tuple[int, ...]:
        """The positions of a word's pieces."""
        whole = self.pieces.get(word)
        if whole is not None:
            return (whole,)
        rows = self._parted.get(word)
        if rows is None:
            rows = tuple(row for part in word.split("'") for row in self._pieces(part))
            if len(self._parted) > PARTED:
                self._parted.clear()
            self._parted[word] = rows
        return rows

    def _pieces(self, word: str) -> Iterator[int]:
        """The longest known piece first, from the left (WordPiece); unknown letters are skipped."""
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                row = self.pieces.get(word[start:end] if start == 0 else "##" + word[start:end])
                if row is not None:
                    yield row
                    start = end
                    break
            else:
                start += 1


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """Sentences as the weighted sum of their words: a word that many phrasings use says less."""

    vectors: PieceVectors
    weights: Weights

    def sentences(self, tokens: Sequence[Sequence[str]]) -> Floats:
        """One vector of length 1 a sentence (0 where no word is known): (sentences, width)."""
        if len(tokens) == 1:
            return self._sentence(tokens[0])[None]
        sums = self._sums(tokens)
        lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))
        vectors: Floats = sums / np.maximum(lengths, 1e-9)[:, None]
        return vectors

    def _sentence(self, words: Sequence[str]) -> Floats:
        """The same for one, in less than half the time."""
        pieces, factors = self._weighed(words)
        total = self.vectors.vectors.mixed(
            np.array(pieces, np.int64), np.array(factors, np.float32)
        )
        total /= np.float32(max(math.sqrt(float(total.dot(total))), 1e-9))
        return total

    def _sums(self, tokens: Sequence[Sequence[str]]) -> Floats:
        weighed = list(map(self._weighed, tokens))
        held = rows([pieces for pieces, _ in weighed], len(self.vectors.vectors))
        values = np.fromiter(chain.from_iterable(factors for _, factors in weighed), np.float32)
        return self.vectors.vectors.sums(replace(held, values=values))

    def _weighed(self, words: Sequence[str]) -> tuple[list[int], list[float]]:
        """The pieces of a sentence, each with how much it counts."""
        pieces, factors = [], []
        weights, rare, whole = self.weights.of, self.weights.rare, self.vectors.pieces
        for word in words:
            factor = math.sqrt(weights.get(word, rare))
            piece = whole.get(word)
            if piece is not None:  # most words are
                pieces.append(piece)
                factors.append(factor)
                continue
            for piece in self.vectors.of(word):
                pieces.append(piece)
                factors.append(factor)
        return pieces, factors
