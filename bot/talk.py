"""Talk to the bot itself: greetings, thanks, "help", "why?". Only a whole message counts, so that
no question is ever taken for it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.normalise import words
from bot.read import Lexicon
from knowledge.everyday import Everyday, Talk

Phrasebook = Mapping[str, Sequence[tuple[tuple[str, ...], Talk]]]
"""First word → (all words, meaning), longest first."""

POLITE = frozenset(["greeting", "agreement", "apology", "how-are-you"])
"""Ids of talk that often stands beside what is meant."""


def phrasebook(everyday: Everyday) -> Phrasebook:
    """Each way of talking, as words, with what it means."""
    by_first: dict[str, list[tuple[tuple[str, ...], Talk]]] = {}
    for talk in everyday.talk:
        for phrasing in talk.phrasings:
            said = words(phrasing)
            by_first.setdefault(said[0], []).append((said, talk))
    for found in by_first.values():
        found.sort(key=lambda pair: -len(pair[0]))
    return by_first


def talk(text: str, book: Phrasebook, lexicon: Lexicon) -> Talk | None:
    """What was said to the bot itself, typos repaired; None where there is anything else in it.

    Of several things said ("hey, thanks!") the last counts that is more than polite.
    """
    typed = words(text)
    for said in dict.fromkeys((typed, tuple(map(lexicon.repair, typed)))):
        found = list(_parts(said, book, lexicon))
        if found and None not in found:
            meant = [part for part in found if isinstance(part, Talk)]
            telling = [part for part in meant if part.id not in POLITE]
            return telling[-1] if telling else meant[-1] if meant else None
    return None


def _parts(
    said: tuple[str, ...], book: Phrasebook, lexicon: Lexicon
) -> Iterator[Talk | str | None]:
    """The message from left to right as talk, filler (a string) and what is neither (None)."""
    at = 0
    while at < len(said):
        for phrase, talk in book.get(said[at], ()):
            if said[at : at + len(phrase)] == phrase:
                yield talk
                at += len(phrase)
                break
        else:
            for phrase, _ in lexicon.filler.get(said[at], ()):
                if said[at : at + len(phrase)] == phrase:
                    yield said[at]
                    at += len(phrase)
                    break
            else:
                yield None
                return
