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


def test_a_year_narrows_a_question_though_every_word_is_seldom_there(museum):
    assert match("what was our student ticket price back in 1999", museum).strange == ("1999",)


def test_what_is_new_to_a_small_knowledge_base_is_doubted(museum, monkeypatch):
    """It looks like what students pay, and nothing says that it isn't."""
    assert not isinstance(decide(match("are there jobs for students", museum)), Answer)
    monkeypatch.setattr("bot.match.unmet", lambda *_: False)
    assert isinstance(decide(match("are there jobs for students", museum)), Answer)


@pytest.mark.parametrize(
    "question", ["do you offer tours in english", "can we get something to eat"]
)
def test_few_new_words_and_such_as_mean_the_same_are_not(museum, question):
    assert isinstance(decide(match(question, museum)), Answer)
