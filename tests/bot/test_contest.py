"""Phrasings that two entries fight over."""

from dataclasses import replace

from adapters.models.static import static_vectors
from bot.contest import contested
from bot.index import Index, build_index


def test_a_phrasing_that_stands_in_the_wrong_entry_is_found(garden: Index):
    watering, rent = (garden.items[garden.position[one]] for one in ("watering", "rent"))
    strayed = "what do i pay for my plot each season"
    entries = tuple(
        entry.model_copy(update={"phrasings": (*entry.phrasings, strayed)})
        if entry is watering
        else entry
        for entry in garden.knowledge.entries
    )
    mixed = garden.knowledge.model_copy(update={"entries": entries})
    [contest] = [
        contest
        for contest in contested(build_index(mixed, static_vectors()))
        if contest.owner == "watering"
    ]
    assert watering.phrasings[contest.position : contest.position + 1] == ()
    assert contest.winner == rent.id


def test_each_entry_keeps_its_own(garden: Index):
    assert "rent" not in {contest.owner for contest in contested(replace(garden))}
