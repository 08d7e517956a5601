"""Prints what a slice of the built-in knowledge answers, and a team's own over a small one, as
JSON: run as a process of its own."""

import json
from collections.abc import Iterable

from adapters.models.static import static_vectors
from bot.extend import extend
from bot.index import Index, build_index
from bot.match import match
from knowledge.loader import BUILT_IN, load
from knowledge.overlay import Overlay
from knowledge.schema import Entry, KnowledgeBase
from tests.conftest import GARDEN

FIRST = 5
"""Phrasings kept of each item: some 600 in all. The next one is asked."""

OWN = {
    "wifi": ("what is the wifi password", "how do I get into the wlan"),
    "boots": ("where can I wash my wellingtons",),
}
"""What a team has of its own, and how it is asked for: with words that its base doesn't have."""


def main() -> None:
    whole, garden = load([BUILT_IN]), load([GARDEN])
    slice = build_index(cut(whole), static_vectors())
    team = extend(build_index(garden, static_vectors()), Overlay(entries=tuple(own())))
    found = asking(slice, (item.phrasings[FIRST] for item in whole.items()))
    found |= asking(team, (item.title for item in garden.items()))
    found |= asking(team, ("wifi?", "wlan for guests", "wash the rake", "where is the shed"))
    print(json.dumps(found))


def asking(index: Index, questions: Iterable[str]) -> dict[str, list[list[str]]]:
    return {
        text: [[one.id, f"{one.confidence:.4f}"] for one in match(text, index).candidates]
        for text in questions
    }


def own() -> Iterable[Entry]:
    for id, said in OWN.items():
        yield Entry(id=id, title=said[0], answer="It says so.", phrasings=said)


def cut(whole: KnowledgeBase) -> KnowledgeBase:
    entries, boundaries = (
        tuple(item.model_copy(update={"phrasings": item.phrasings[:FIRST]}) for item in items)
        for items in (whole.entries, whole.boundaries)
    )
    return whole.model_copy(update={"entries": entries, "boundaries": boundaries})


if __name__ == "__main__":
    main()
