"""Questions that an extended index reads otherwise than its base does."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.index import Index
from bot.normalise import words
from bot.read import Reading
from bot.stand import Question
from knowledge.overlay import Overlay

SLIPS = 2
"""Within which a word is read as another."""


def reread(
    readings: Sequence[Reading],
    asked: Sequence[Question],
    before: Index,
    after: Index,
    overlay: Overlay,
) -> dict[int, Reading]:
    """Those questions that an extended index reads otherwise than its base does. A word is
    repaired otherwise where the team's own has a word that is near, and the base hardly has."""
    counts = before.lexicon.repair.counts
    new = {
        word
        for at, own in enumerate(after.phrasings)
        if at >= len(before.phrasings) or own is not before.phrasings[at]
        for said in own
        for word in words(said)
        if counts.get(word, 0) <= 1
    }
    said = {word for group in overlay.synonyms for member in group for word in words(member)}
    typed = sorted({word for reading in readings for word in reading.typed})
    near = {
        found
        for word in new
        for found, _, _ in process.extract(
            word, typed, scorer=OSA.distance, score_cutoff=SLIPS, limit=None, processor=None
        )
    }
    other = said | near | new
    if not other:
        return {}
    again = {
        at: after.lexicon.read_words(asked[at].words)
        for at, reading in enumerate(readings)
        if not (other.isdisjoint(reading.typed) and other.isdisjoint(reading.plain))
    }
    return {at: reading for at, reading in again.items() if reading != readings[at]}
