"""Talk to the bot itself: greetings, thanks, "help", "why?". Only a whole message counts, so that
no question is ever taken for it."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from bot.normalise import words
from bot.read import Phrases, without
from knowledge.everyday import Everyday, Talk

ALIKE = 90.0
"""How alike (0 to 100) a mistyped message has to be; only from `MIN_LETTERS` letters on."""

MIN_LETTERS = 5


def phrasebook(everyday: Everyday) -> Mapping[str, Talk]:
    """Each way of talking, as words, with what it means."""
    return {
        " ".join(words(phrasing)): talk for talk in everyday.talk for phrasing in talk.phrasings
    }


def talk(text: str, book: Mapping[str, Talk], filler: Phrases) -> Talk | None:
    """What was said to the bot itself; None where it was something else."""
    said = words(text)
    if not said:
        return None
    for form in (" ".join(said), " ".join(without(said, filler))):
        if form in book:
            return book[form]
    form = " ".join(said)
    if len(form) < MIN_LETTERS:
        return None
    near = process.extractOne(form, book.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return book[near[0]] if near and near[0][0] == form[0] else None
