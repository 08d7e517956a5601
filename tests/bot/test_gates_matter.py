"""Each gate of honesty holds back an answer that would be wrong: without the gate, it is given."""

import pytest

import bot.match
from adapters.models.static import static_vectors
from bot.decide import DEFAULT, Answer, Costs, Thresholds, decide, thresholds
from bot.index import Index, build_index
from bot.match import match
from knowledge.schema import Entry, KnowledgeBase

OPEN = {"strangers": (), "negated": False, "off_topic": False}
"""What each gate says where it lets all pass."""


def answer(said: str, index: Index, limits: Thresholds = DEFAULT) -> str | None:
    """The entry that is answered, if one is."""
    decision = decide(match(said, index), limits)
    return decision.entry.id if isinstance(decision, Answer) else None


@pytest.mark.parametrize(
    ("gate", "question", "wrong"),
    [
        ("strangers", "what's the average salary in reykjavik", "salary"),
        ("strangers", "average tpm salary in narnia", "salary"),
        ("strangers", "who does a tpm work with at lidl", "works-with"),
        ("strangers", "tpm responsibilities at lufthansa", "responsibilities"),
        ("strangers", "technical trends in knitting", "technical-trends"),
        ("strangers", "how to become a tpm from ballet", "how-to-become"),
        ("strangers", "what skills do i need in berlin", "skills"),
        ("strangers", "do tpms write code at amazon", "coding-and-diagrams"),
        ("negated", "what skills do tpms not need", "skills"),
        ("negated", "who do tpms not work with", "works-with"),
        ("negated", "which certifications are not worth it", "certifications"),
        ("negated", "what are they not responsible for", "responsibilities"),
        ("negated", "which degree isn't needed", "advanced-degree"),
        ("off_topic", "how can i get into knitting", "how-to-become"),
        ("off_topic", "how can i get into crochet", "how-to-become"),
    ],
)
def test_without_the_gate_a_wrong_answer_is_given(tpm, monkeypatch, gate, question, wrong):
    assert answer(question, tpm) is None
    monkeypatch.setattr(bot.match, gate, lambda *_: OPEN[gate])
    assert answer(question, tpm) == wrong


@pytest.fixture(scope="module")
def unbounded(tpm: Index) -> Index:
    """The built-in knowledge, its boundaries struck out."""
    return build_index(tpm.knowledge.model_copy(update={"boundaries": ()}), static_vectors())


def test_without_boundaries_wrong_answers_are_given(tpm, unbounded):
    """To the boundaries' own phrasings, with a word around them that makes none of them exact."""
    asked = [f"{said} please" for each in tpm.knowledge.boundaries for said in each.phrasings[:3]]
    assert [said for said in asked if answer(said, tpm) is not None] == []
    wrong = [said for said in asked if answer(said, unbounded) is not None]
    assert len(wrong) / len(asked) >= 0.3  # 0.37
    question = "how long does it take to become a tpm"
    assert (answer(question, tpm), answer(question, unbounded)) == (None, "how-to-become")


def test_without_the_tie_one_of_two_equals_is_answered(garden):
    waiting = next(entry for entry in garden.knowledge.entries if entry.id == "waiting-list")
    twin = waiting.model_copy(update={"id": "twin"})
    entries = (*garden.knowledge.entries, twin)
    index = build_index(garden.knowledge.model_copy(update={"entries": entries}), static_vectors())
    held = thresholds(Costs())
    for question in ("how can i get a plot", "how can i get a plot please"):
        assert answer(question, index, held) is None
        ungated = Thresholds(held.answer, held.offer, tie=-1)
        assert answer(question, index, ungated) in ("waiting-list", "twin")


def shed(kin: bool) -> KnowledgeBase:
    """Three things to borrow, and the whole that they are part of, where they are `kin`."""

    def thing(name: str) -> Entry:
        asked = (f"can i take the {name} home", f"{name} for a day", f"where is the {name} kept")
        whole = ("tools",) if kin else ()
        return Entry(id=name, title=f"The {name}", answer="x", phrasings=asked, part_of=whole)

    def entry(name: str, *asked: str) -> Entry:
        return Entry(id=name, title=name.capitalize(), answer="x", phrasings=asked)

    return KnowledgeBase(
        entries=(
            entry("tools", "which tools can i borrow", "tools for everyone", "what is in the shed"),
            *map(thing, ("mower", "ladder", "wheelbarrow")),
            entry("rent", "how much is a plot", "yearly fee", "what does it cost"),
            entry("watering", "when may i water", "where is the tap", "is there a hose"),
        )
    )


@pytest.mark.parametrize("question", ["where is everything kept", "what is kept there for a day"])
def test_without_kinship_a_question_about_all_parts_gets_none(question):
    kin, strangers = (build_index(shed(kin), static_vectors()) for kin in (True, False))
    assert answer(question, kin) == "tools"
    assert answer(question, strangers) is None
