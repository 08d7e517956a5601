"""Typos → the words that were meant."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_LETTERS = 4
"""Shorter words have too many neighbours to be sure."""

TWO_SLIPS_FROM = 8
"""Letters from which two slips are repaired."""


class Repair:
    """Repairs against the words of a knowledge base; ordinary English is left alone.

    `counts`: how often the knowledge base uses each of its words; `english`: ordinary words.
    """

    def __init__(self, counts: Mapping[str, int], english: Collection[str]) -> None:
        self.counts = counts
        self._english = english
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in counts:
            if len(word) >= MIN_LETTERS - 1 and word.isalpha():
                self._by_length[len(word)].append(word)

    def __call__(self, word: str) -> str:
        """The word itself, or the known word nearest to it (optimal string alignment distance 1,
        2 from eight letters on; ties: same first letter, then the more frequent)."""
        if len(word) < MIN_LETTERS or not word.isalpha():
            return word
        if word in self.counts or word in self._english:
            return word
        for slips in range(1, 3 if len(word) >= TWO_SLIPS_FROM else 2):
            near = self._within(word, slips)
            if near:
                return min(near, key=lambda w: (w[0] != word[0], -self.counts[w], w))
        return word

    def _within(self, word: str, slips: int) -> list[str]:
        lengths = range(len(word) - slips, len(word) + slips + 1)
        near = [w for length in lengths for w in self._by_length.get(length, ())]
        found = process.extract(
            word, near, scorer=OSA.distance, score_cutoff=slips, limit=None, processor=None
        )
        return [known for known, _, _ in found]
