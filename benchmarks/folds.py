"""A knowledge base in parts: each part's phrasings as questions to all the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import TypeVar

from benchmarks.generate import SEED, Question
from knowledge.schema import Boundary, Entry, KnowledgeBase

FOLDS = 10

Item = TypeVar("Item", Entry, Boundary)


@dataclass(frozen=True, slots=True)
class Fold:
    """A knowledge base without a tenth of its phrasings, and these."""

    knowledge: KnowledgeBase
    left_out: tuple[Question, ...]


def folds(knowledge: KnowledgeBase) -> Iterator[Fold]:
    """Ten folds; every phrasing is left out of one, and each item's are dealt out evenly."""
    dealt = _dealt(knowledge)
    for number in range(FOLDS):
        left_out = {pair for pair, fold in dealt.items() if fold == number}
        yield Fold(
            knowledge.model_copy(
                update={
                    "entries": tuple(_without(left_out, one) for one in knowledge.entries),
                    "boundaries": tuple(_without(left_out, one) for one in knowledge.boundaries),
                }
            ),
            tuple(question for question in dealt if question in left_out),
        )


def _dealt(knowledge: KnowledgeBase) -> dict[Question, int]:
    """Each phrasing with the number of its fold."""
    random, turn = Random(SEED), count()
    dealt: dict[Question, int] = {}
    for item in knowledge.items():
        for phrasing in random.sample(item.phrasings, len(item.phrasings)):
            dealt[Question(phrasing, item.id)] = next(turn) % FOLDS
    return dealt


def _without(left_out: set[Question], item: Item) -> Item:
    """The item without these phrasings; with its title alone where it loses all."""
    kept = tuple(said for said in item.phrasings if Question(said, item.id) not in left_out)
    return item.model_copy(update={"phrasings": kept})
