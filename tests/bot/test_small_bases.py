"""A knowledge base of a handful of entries is as honest as a large one."""

import pytest

from adapters.models.static import static_vectors
from bot.decide import Answer, Choices, decide
from bot.index import Index, build_index
from bot.match import match
from knowledge.schema import Entry, KnowledgeBase

WIFI = Entry(
    id="wifi",
    title="Guest wifi",
    answer="The network is Lobby.",
    phrasings=(
        "guest wifi password",
        "which network can my guest use",
        "how do visitors get online",
    ),
)


@pytest.fixture(scope="module")
def one() -> Index:
    return build_index(KnowledgeBase(entries=(WIFI,)), static_vectors())


@pytest.mark.parametrize("question", ["guest wifi", "wifi for my visitors", "pasword for the wifi"])
def test_one_entry_answers_what_it_is_about(one, question):
    assert isinstance(decide(match(question, one)), Answer)


@pytest.mark.parametrize(
    "question",
    ["salary", "how many rounds", "what is the capital of France", "who is the president"],
)
def test_one_entry_answers_nothing_else(one, question):
    assert not isinstance(decide(match(question, one)), Answer)


def test_two_entries_that_say_the_same_are_both_offered():
    twin = WIFI.model_copy(update={"id": "twin", "title": "Wifi for guests"})
    index = build_index(KnowledgeBase(entries=(WIFI, twin)), static_vectors())
    decision = decide(match("which network can my guest use", index))
    assert isinstance(decision, Choices)
    assert [entry.id for entry in decision.entries] == ["wifi", "twin"]
