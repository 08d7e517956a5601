"""Knowledge → what matching needs, built once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.embed import PieceVectors
from bot.evidence import Weights, weigh
from bot.features import Blocks
from bot.kinship import Kinship, kinship
from bot.level import Level, Meaning, build_level
from bot.normalise import words as split_words
from bot.read import Lexicon, Phrases, Reading, lexicon, phrases
from bot.sparse import Ints
from bot.talk import phrasebook
from knowledge.everyday import Talk, everyday
from knowledge.schema import Boundary, Entry, KnowledgeBase


@dataclass(frozen=True, slots=True)
class Index:
    """Everything about one knowledge base that a question is held against.

    Classes are the entries, then the boundaries, in the knowledge base's order (`items`,
    `position` by id). `asked`: each class's phrasings as words; `exact`: a phrasing's words →
    its class; `own`: the words that each class knows. `static` is always there, `encoder` where a
    sentence encoder was given. The rest is everyday talk, ready to be looked up.
    """

    knowledge: KnowledgeBase
    lexicon: Lexicon
    items: tuple[Entry | Boundary, ...]
    position: dict[str, int]
    kinship: Kinship
    phrasings: tuple[str, ...]
    labels: Ints
    asked: tuple[tuple[tuple[str, ...], ...], ...]
    exact: Mapping[tuple[str, ...], int]
    weights: Weights
    own: tuple[frozenset[str], ...]
    static: Level
    encoder: Level | None
    phrasebook: Mapping[str, Talk]
    openers: Phrases
    pointers: frozenset[str]


def build_index(
    knowledge: KnowledgeBase, vectors: PieceVectors, encoder: Meaning | None = None
) -> Index:
    """Build the index; some seconds for some thousand phrasings."""
    talk = everyday()
    items = tuple(knowledge.items())
    pairs = [(phrasing, at) for at, item in enumerate(items) for phrasing in item.phrasings]
    phrasings = tuple(phrasing for phrasing, _ in pairs)
    labels: Ints = np.array([at for _, at in pairs], np.int64)
    words = lexicon(
        [*phrasings, *(item.title for item in items)],
        knowledge.synonyms,
        talk.filler,
        {piece for piece in vectors.pieces if piece.isalpha()},
    )
    readings = [words.read(phrasing) for phrasing in phrasings]
    asked = tuple(tuple(map(split_words, item.phrasings)) for item in items)
    relations = kinship(knowledge)
    weights = weigh(readings)

    def level(meaning: Meaning) -> Level:
        return build_level(readings, labels, relations, weights, meaning, Blocks())

    return Index(
        knowledge,
        words,
        items,
        {item.id: at for at, item in enumerate(items)},
        relations,
        phrasings,
        labels,
        asked,
        _exact(asked),
        weights,
        _own_words(readings, labels, items, words),
        level(vectors),
        level(encoder) if encoder is not None else None,
        phrasebook(talk),
        phrases((opener, "") for opener in talk.openers),
        frozenset(talk.pointers),
    )


def _exact(asked: Sequence[Sequence[tuple[str, ...]]]) -> dict[tuple[str, ...], int]:
    """Phrasings that belong to one class alone."""
    exact: dict[tuple[str, ...], int] = {}
    fought_over = set()
    for at, phrasings in enumerate(asked):
        for phrasing in phrasings:
            if exact.setdefault(phrasing, at) != at:
                fought_over.add(phrasing)
    return {phrasing: at for phrasing, at in exact.items() if phrasing not in fought_over}


def _own_words(
    readings: Sequence[Reading], labels: Ints, items: Sequence[Entry | Boundary], words: Lexicon
) -> tuple[frozenset[str], ...]:
    own: list[set[str]] = [set(words.read(item.title).concepts) for item in items]
    for reading, label in zip(readings, labels, strict=True):
        own[label].update(reading.concepts)
    return tuple(map(frozenset, own))
