"""Later folders override and extend earlier ones."""

import pytest

from knowledge.loader import BUILT_IN, KnowledgeFaults, load
from knowledge.schema import Boundary, Entry
from tests.knowledge.texts import LILIES, MOLES, ROSES


def test_a_later_folder_extends_an_earlier_one(folder):
    loaded = load([folder(ROSES, "first"), folder(LILIES + MOLES, "second")])
    assert [item.id for item in loaded.items()] == ["roses", "lilies", "moles"]


def test_a_later_folder_overrides_an_earlier_one_and_keeps_its_place(folder):
    ours = ROSES.replace("March", "April")
    loaded = load([folder(ROSES + MOLES, "first"), folder(LILIES, "2"), folder(ours, "third")])
    assert [entry.id for entry in loaded.entries] == ["roses", "lilies"]
    assert loaded.entries[0].answer == "Cut them in April."


def test_an_entry_may_become_a_boundary_and_back(folder):
    silent = folder(MOLES.replace("moles", "roses"), "second")
    base = folder(ROSES + LILIES.removeprefix("entries:\n"), "first")
    loaded = load([base, silent])
    assert [(item.id, type(item)) for item in loaded.items()] == [
        ("lilies", Entry),
        ("roses", Boundary),
    ]
    again = load([base, silent, folder(ROSES, "third")])
    assert [(item.id, type(item)) for item in again.items()] == [
        ("lilies", Entry),
        ("roses", Entry),
    ]


def test_a_later_folder_may_lean_on_an_earlier_one_and_the_other_way_round(folder):
    first = folder(ROSES + "    related: [lilies]\n", "first")
    second = folder(LILIES + "    related: [roses]\n", "second")
    assert len(load([first, second]).entries) == 2
    with pytest.raises(KnowledgeFaults, match="related names 'lilies'"):
        load([first])


def test_sources_topics_synonyms_and_the_subject_are_laid_over_too(folder):
    first = folder(
        ROSES + "about: {subject: roses}\nsynonyms: [[cut, prune]]\n"
        "topics: [{id: t, title: Old}]\nsources: [{id: s, title: Old}]\n",
        "first",
    )
    second = folder(
        "about: {subject: gardens}\nsynonyms: [[soil, earth]]\n"
        "topics: [{id: t, title: New}, {id: u, title: U}]\nsources: [{id: s, title: New}]\n",
        "second",
    )
    loaded = load([first, second])
    assert loaded.about is not None
    assert loaded.about.subject == "gardens"
    assert loaded.synonyms == (("cut", "prune"), ("soil", "earth"))
    assert [topic.title for topic in loaded.topics] == ["New", "U"]
    assert [source.title for source in loaded.sources] == ["New"]
    alone = load([second.parent / "first", folder(LILIES, "third")])
    assert alone.about is not None
    assert alone.about.subject == "roses"


def test_the_built_in_knowledge_can_be_extended(folder):
    ours = folder(ROSES + "    related: [skills]\n    sources: [cio-insight]\n")
    loaded = load([BUILT_IN, ours])
    assert loaded.entries[-1].id == "roses"
    assert len(loaded.entries) == len(load().entries) + 1
