"""Questions in other words, by rules that leave alone what they mean."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from bot.index import Index
from bot.normalise import words
from knowledge.schema import KnowledgeBase

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {
    row[x]: row[max(0, x - 1) : x] + row[x + 1 : x + 2] for row in ROWS for x in range(len(row))
}
"""A letter → its neighbours on the same row of a keyboard."""

GRAMMAR = frozenset(
    words(
        "about after again before being could doing having other should their there these they're "
        "those through under until what's where which while whose would you're"
    )
)
"""Words of five letters and more that carry no content."""

SLIPS: dict[str, Callable[[str, int, Random], str]] = {
    "swap": lambda word, at, _: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    "drop": lambda word, at, _: word[:at] + word[at + 1 :],
    "double": lambda word, at, _: word[:at] + word[at] + word[at:],
    "neighbour": lambda word, at, dice: word[:at] + dice.choice(BESIDE[word[at]]) + word[at + 1 :],
}
"""Ways to mistype the letter at a place that is neither a word's first nor its last."""


def mistyped(question: str, slip: str, dice: Random) -> Iterator[str]:
    """The question once for each of its content words, with that word mistyped."""
    said = words(question)
    for at, word in enumerate(said):
        if len(word) >= 5 and word.isascii() and word.isalpha() and word not in GRAMMAR:
            typed = SLIPS[slip](word, dice.randrange(1, len(word) - 1), dice)
            if typed != word:
                yield " ".join((*said[:at], typed, *said[at + 1 :]))


def with_synonyms(question: str, groups: Sequence[Sequence[str]]) -> Iterator[str]:
    """The question with one member of a group replaced by each other member, group by group."""
    said = words(question)
    for group in groups:
        for member in sorted(group, key=lambda member: -len(words(member))):
            length = len(words(member))
            at = next((n for n in range(len(said)) if said[n : n + length] == words(member)), None)
            if at is not None:
                others = (words(other) for other in group if other != member)
                yield from (" ".join((*said[:at], *o, *said[at + length :])) for o in others)
                break


def shuffled(question: str, dice: Random) -> str:
    """The question's words in another order."""
    said = list(words(question))
    dice.shuffle(said)
    return " ".join(said)


def parted(knowledge: KnowledgeBase) -> tuple[KnowledgeBase, tuple[str, ...]]:
    """The knowledge base without every fourth phrasing, and those: questions that are no exact
    phrasing of what is left."""
    kept, out = [], []
    for item in knowledge.items():
        kept.append([said for at, said in enumerate(item.phrasings) if at % 4 != 1])
        out += item.phrasings[1::4]
    typed = {words(said) for each in kept for said in each}
    rest = iter(kept)
    entries, boundaries = (
        tuple(item.model_copy(update={"phrasings": tuple(next(rest))}) for item in items)
        for items in (knowledge.entries, knowledge.boundaries)
    )
    left = knowledge.model_copy(update={"entries": entries, "boundaries": boundaries})
    return left, tuple(said for said in out if words(said) not in typed)


def typed_exactly(index: Index) -> frozenset[tuple[str, ...]]:
    """The words of everything that is a phrasing or a title."""
    return frozenset(words(said) for own in index.phrasings for said in own)
