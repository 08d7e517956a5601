"""Knowledge bases of any size and questions to them, the same for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.embed import PieceVectors
from knowledge.schema import Entry, KnowledgeBase

SEED = 1
OWN = 10
"""Content words that a generated entry has for itself."""
FROM_OWN, COMMON, LENGTH = 3, 5, 7
"""A phrasing's words: so many of the entry's own, so many common ones, so many kept of these."""
RARE = 400
"""The rank from which English words are content words here."""
KEPT = 20_000
LEAST_LETTERS = 4
"""Shorter words get no typo."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the id of the entry that answers it."""

    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Generated:
    """A knowledge base, and questions in phrasings that it does not hold."""

    knowledge: KnowledgeBase
    held_out: tuple[Question, ...]


def english(vectors: PieceVectors) -> list[str]:
    """English words by how common they are, the most common first."""
    return [piece for piece in vectors.pieces if piece.isalpha() and len(piece) > 2][:KEPT]


def generate(
    words: Sequence[str], entries: int, phrasings: int = 10, held_out: int = 0
) -> Generated:
    """A knowledge base of so many entries with so many phrasings each, and so many questions to
    each that are worded as the phrasings are."""
    random = Random(SEED)
    made: list[Entry] = []
    questions: list[Question] = []
    for number in range(entries):
        own = [words[random.randrange(RARE, len(words))] for _ in range(OWN)]
        said = _phrasings(own, words, phrasings + held_out, random)
        title = f"{' '.join(random.sample(own, FROM_OWN))} {number}"
        name = f"entry-{number}"
        made.append(Entry(id=name, title=title, answer="x", phrasings=tuple(said[:phrasings])))
        questions += [Question(text, name) for text in said[phrasings:]]
    return Generated(KnowledgeBase(entries=tuple(made)), tuple(questions))


def varied(knowledge: KnowledgeBase, words: Sequence[str], count: int, seed: int) -> list[Question]:
    """Questions that are phrasings of the knowledge base but for one typo or one word."""
    random = Random(seed)
    pool = [(item.id, phrasing) for item in knowledge.items() for phrasing in item.phrasings]
    known = {phrasing.casefold() for _, phrasing in pool}
    questions: list[Question] = []
    while len(questions) < count:
        name, phrasing = random.choice(pool)
        change = random.choice((with_typo, lambda text, rng: _other_word(text, words, rng)))
        text = change(phrasing, random)
        if text.casefold() not in known:
            questions.append(Question(text, name))
    return questions


def with_typo(text: str, random: Random) -> str:
    """The text with a letter swapped, dropped or doubled in one of its longer words."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= LEAST_LETTERS]
    if not long:
        return text
    at = random.choice(long)
    words[at] = _slip(words[at], random)
    return " ".join(words)


def _slip(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)
    before, here, after, rest = word[:at], word[at], word[at + 1], word[at + 2 :]
    swapped, dropped, doubled = after + here, after, here + here + after
    return before + random.choice((swapped, dropped, doubled)) + rest


def _other_word(text: str, words: Sequence[str], random: Random) -> str:
    said = text.split(" ")
    said[random.randrange(len(said))] = _common(words, random)
    return " ".join(said)


def _phrasings(own: Sequence[str], words: Sequence[str], count: int, random: Random) -> list[str]:
    said: dict[str, None] = {}
    while len(said) < count:
        pool = [_common(words, random) for _ in range(COMMON)] + random.sample(own, FROM_OWN)
        said[" ".join(random.sample(pool, LENGTH))] = None
    return list(said)


def _common(words: Sequence[str], random: Random) -> str:
    """A word, drawn by about how often English uses it."""
    return words[min(int(random.paretovariate(0.6) * 30), len(words) - 1)]
