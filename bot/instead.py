"""What is asked in place of what the entry tells: who acts, and what is measured."""

from collections.abc import Collection

import numpy as np

from bot.actor import BY_THE_WAY, Told, actor, undergone
from bot.embed import WordMeaning
from bot.gate import akin
from bot.normalise import words
from bot.read import MEASURING, Reading

MEASURED = MEASURING - {
    "how many", "how much", "how long", "how often", "how old", "how soon", "how late", "how early",
    "how important",
}  # fmt: skip
"""Ways of asking for what an entry has to tell of; the others are asked of nearly anything, and in
other words too ("the notice period")."""


def instead(
    reading: Reading, nearest: str, told: Told, meaning: WordMeaning, people: Collection[str]
) -> tuple[str, ...]:
    """The word, as typed, for what is measured ("how expensive"), who acts ("do customers train
    TPMs") or what is done ("what should I ask a TPM") where the entry tells of something else."""
    measure = _measure(reading, told, meaning)
    if measure:
        return (measure,)
    return actor(reading, told, meaning, people) or undergone(reading, nearest, told, meaning)


def _measure(reading: Reading, told: Told, meaning: WordMeaning) -> str | None:
    """What is asked to be measured, where hardly any phrasing tells of that."""
    asking = reading.asking
    if asking[1:] not in MEASURED or asking in told.own:
        return None
    measure, own = asking.split()[1], tuple(told.own)
    alike = {own[at] for at in np.flatnonzero(akin(measure, own, meaning))}
    those = [not alike.isdisjoint(words(said)) for said in told.phrasings] if alike else [False]
    return measure if sum(those) < BY_THE_WAY * len(those) else None
