"""Looking around without a question: suggestions while typing, and everything by topic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.models.static import static_vectors
from bot.index import Index, build_index
from bot.reply import Choice
from bot.suggest import suggest
from bot.topics import Shelf, shelves
from knowledge.schema import Entry, KnowledgeBase, Topic


def titles(found: tuple[Choice, ...]) -> list[str]:
    return [choice.title for choice in found]


def small(*topics: str, entries: tuple[Entry, ...]) -> Index:
    known = tuple(Topic(id=topic, title=topic.title()) for topic in topics)
    return build_index(KnowledgeBase(topics=known, entries=entries), static_vectors())


def entry(name: str, topic: str | None = None) -> Entry:
    return Entry(
        id=name, title=name.title(), answer=".", phrasings=(f"what is {name}",), topic=topic
    )


def test_nothing_typed_suggests_every_entry_in_order(garden):
    assert titles(suggest("", garden, 25)) == [e.title for e in garden.knowledge.entries]
    assert suggest("  ?!", garden, 25) == suggest("", garden, 25)


def test_no_more_are_suggested_than_there_is_room_for(garden):
    assert len(suggest("", garden, 2)) == 2
    assert len(suggest("the", garden, 1)) == 1
    assert suggest("", garden, 0) == ()


@pytest.mark.parametrize("typed", ["wat", "WATER", "watering", " Watering ", "wàtering"])
def test_a_title_is_found_while_it_is_typed(garden, typed):
    assert suggest(typed, garden, 5)[0] == Choice("watering", "Watering")


def test_what_is_typed_may_stand_in_a_phrasing_only(garden):
    assert titles(suggest("thirs", garden, 5)) == ["Watering"]
    assert titles(suggest("tomatoes thir", garden, 5)) == ["Watering"]


def test_a_title_goes_before_a_phrasing(garden):
    assert titles(suggest("plot", garden, 5))[:2] == ["Getting a plot", "Rent for a plot"]


def test_all_words_have_to_fit(garden):
    assert titles(suggest("spring fair", garden, 5)) == ["Spring fair"]
    assert suggest("spring tomatoes", garden, 5) == ()


def test_boundaries_are_not_suggested(garden):
    assert suggest("weather", garden, 5) == ()


@pytest.mark.parametrize("entry", ["salary", "skills", "how-to-become", "about-source"])
def test_every_title_of_the_built_in_knowledge_leads_to_its_entry(tpm, entry):
    title = tpm.items[tpm.position[entry]].title
    assert suggest(title, tpm, 25)[0] == Choice(entry, title)


@given(st.text(max_size=30))
def test_anything_typed_is_met_with_entries_or_nothing(garden, typed):
    ids = {one.id for one in garden.knowledge.entries}
    found = suggest(typed, garden, 25)
    assert {choice.id for choice in found} <= ids
    assert len(set(found)) == len(found)


def test_shelves_stand_in_the_order_of_topics_and_entries(garden):
    assert [shelf.title for shelf in shelves(garden)] == ["Plots", "Tools and water", "Fairs"]
    assert titles(shelves(garden)[1].choices) == ["Watering", "Borrowing tools", "Rakes"]


def test_every_entry_of_the_built_in_knowledge_stands_on_one_shelf(tpm):
    shelved = [choice.id for shelf in shelves(tpm) for choice in shelf.choices]
    assert sorted(shelved) == sorted(one.id for one in tpm.knowledge.entries)
    assert len(shelves(tpm)) == 6


def test_an_empty_shelf_is_left_out_and_entries_without_topic_come_last():
    index = small("full", "empty", entries=(entry("one"), entry("two", "full")))
    assert shelves(index) == (
        Shelf("Full", (Choice("two", "Two"),)),
        Shelf("More", (Choice("one", "One"),)),
    )


def test_without_topics_there_is_one_shelf():
    index = small(entries=(entry("one"), entry("two")))
    assert shelves(index) == (Shelf("Topics", (Choice("one", "One"), Choice("two", "Two"))),)
