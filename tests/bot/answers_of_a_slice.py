"""Prints what a slice of the built-in knowledge answers, as JSON: run as a process of its own."""

import json

from adapters.models.static import static_vectors
from bot.index import build_index
from bot.match import match
from knowledge.loader import BUILT_IN, load
from knowledge.schema import KnowledgeBase

FIRST = 5
"""Phrasings kept of each item: some 600 in all. The next one is asked."""


def main() -> None:
    whole = load([BUILT_IN])
    index = build_index(cut(whole), static_vectors())
    found = {}
    for item in whole.items():
        matched = match(item.phrasings[FIRST], index)
        found[matched.text] = [[one.id, f"{one.confidence:.4f}"] for one in matched.candidates]
    print(json.dumps(found))


def cut(whole: KnowledgeBase) -> KnowledgeBase:
    entries, boundaries = (
        tuple(item.model_copy(update={"phrasings": item.phrasings[:FIRST]}) for item in items)
        for items in (whole.entries, whole.boundaries)
    )
    return whole.model_copy(update={"entries": entries, "boundaries": boundaries})


if __name__ == "__main__":
    main()
