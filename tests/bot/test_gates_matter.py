"""Each gate of honesty holds back an answer that would be wrong: without the gate, it is given."""

from dataclasses import replace

import pytest

import bot.match
from adapters.models.static import static_vectors
from bot.decide import DEFAULT, Answer, Choices, Costs, Thresholds, Unknown, decide, thresholds
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
        ("strangers", "what's the average salary in narnia", "salary"),
        ("strangers", "average tpm salary in narnia", "salary"),
        ("strangers", "who does a tpm work with at lidl", "works-with"),
        ("strangers", "tpm responsibilities at lufthansa", "responsibilities"),
        ("strangers", "technical trends in farming", "technical-trends"),
        ("strangers", "how to become a tpm from ballet", "how-to-become"),
        ("strangers", "what skills do i need in berlin", "skills"),
        ("strangers", "do tpms write code at amazon", "coding-and-diagrams"),
        ("strangers", "what does a tpm earn in the army", "salary"),
        ("strangers", "do tpms train customers in the army", "customer-training"),
        ("strangers", "do TPMs write code at university", "coding-and-diagrams"),
        ("negated", "what skills do tpms not need", "skills"),
        ("negated", "who do tpms not work with", "works-with"),
        ("negated", "which certifications are not worth it", "certifications"),
        ("negated", "what are they not responsible for", "responsibilities"),
        ("negated", "which degree isn't needed", "advanced-degree"),
        ("off_topic", "how can i get into opera", "how-to-become"),
        ("off_topic", "how can i get into karate", "how-to-become"),
    ],
)
def test_without_the_gate_a_wrong_answer_is_given(level, monkeypatch, gate, question, wrong):
    assert answer(question, level) is None
    monkeypatch.setattr(bot.match, gate, lambda *_: OPEN[gate])
    assert answer(question, level) == wrong


@pytest.mark.parametrize(
    ("rule", "question", "wrong"),
    [
        ("bot.gate.done", "who invented agile", "skill-agile"),
        ("bot.gate.done", "who founded agile", "skill-agile"),
        ("bot.gate.wanted", "what is the capital of agile", "skill-agile"),
        ("bot.gate.wanted", "which colour is agile", "skill-agile"),
        ("bot.gate.compared", "difference between tpm and nurse", "tpm-vs-pm"),
        ("bot.gate.compared", "compare a tpm and a nurse", "tpm-vs-pm"),
        ("bot.gate.follows", "certification of a nurse", "certifications"),
        ("bot.gate.dates", "average pay of a technical product manager in 1999", "salary"),
        ("bot.denied._set_aside", "skills other than sql", "skill-sql"),
        ("bot.denied._set_aside", "which skills apart from agile", "skill-agile"),
        ("bot.denied._denied", "what skills do I need but not sql", "skill-sql"),
        ("bot.denied._denied", "without which skills can I do the job", "skills"),
        ("bot.denied._denied", "which skills can a tpm do without", "skills"),
        ("bot.denied._denied", "what skills does a TPM lack", "skills"),
        ("bot.denied._denied", "which responsibilities can a tpm skip", "responsibilities"),
        ("bot.denied._but", "every skill but sql", "skill-sql"),
        ("bot.denied._but", "anything but agile", "skill-agile"),
        ("bot.denied._denied", "skills a tpm can do without", "skills"),
        ("bot.denied._denied", "what is outside a TPM's responsibilities", "responsibilities"),
        ("bot.denied._denied", "who do TPMs hardly ever work with", "works-with"),
        ("bot.denied._denied", "why should I not get certified", "certifications"),
        ("bot.match.instead", "does the CEO write the roadmap", "product-roadmap"),
        ("bot.match.instead", "can my manager train customers", "customer-training"),
        ("bot.match.instead", "does marketing write the roadmap", "product-roadmap"),
        ("bot.match.instead", "what skills does a boss need", "skills"),
        ("bot.instead.actor", "are TPMs trained by customers", "customer-training"),
        ("bot.instead.actor", "do developers assess the TPM's estimates", "estimates-and-specs"),
        ("bot.instead.actor", "do customers write requirements for TPMs", "customer-requirements"),
        ("bot.instead.actor", "do executives bridge TPMs", "business-bridge"),
        ("bot.instead.actor", "does the product roadmap create TPMs", "product-roadmap"),
        ("bot.instead.actor", "does a TPM's boss run database queries", "database-queries"),
        ("bot.instead.actor", "does the boss of a TPM run database queries", "database-queries"),
        ("bot.instead._compared", "difference between agile and waterfall", "skill-agile"),
        ("bot.instead._compared", "agile vs scrum", "skill-agile"),
        ("bot.instead._compared", "nosql vs sql", "skill-sql"),
        ("bot.instead._number", "how many customers does a TPM train", "customer-training"),
        ("bot.instead._number", "how many apis does a tpm integrate", "api-integrations"),
        ("bot.instead._number", "number of queries a tpm runs", "database-queries"),
        (
            "bot.instead._number",
            "do they train a large percentage of customers",
            "customer-training",
        ),
        ("bot.instead._number", "how long does customer training take", "customer-training"),
        ("bot.instead._number", "how many days does customer training take", "customer-training"),
        ("bot.instead.other_aim", "how to go back to being a developer", "become-from-engineering"),
        ("bot.instead.other_aim", "i want to become a data analyst", "become-from-engineering"),
        ("bot.instead.other_aim", "can TPMs become engineers", "become-from-engineering"),
        ("bot.undergone._end", "from TPM to developer", "become-from-engineering"),
        ("bot.undergone._end", "TPM to PM", "become-from-product-management"),
        ("bot.instead.another", "what does a carpenter do", "what-tpms-do"),
        ("bot.instead.another", "skills a cook needs", "skills"),
        ("bot.instead._more", "is agile better than waterfall", "skill-agile"),
        ("bot.instead._more", "is SQL easier than excel", "skill-sql"),
        ("bot.demand._to_be_made", "write me a SQL query", "skill-sql"),
        ("bot.demand._to_be_made", "quiz me on agile", "skill-agile"),
        ("bot.demand._ranked", "which skill should i learn first", "skills"),
        ("bot.demand._ranked", "what's the most important responsibility", "responsibilities"),
        ("bot.instead._way", "how do i train customers", "customer-training"),
        ("bot.instead._way", "how to write a tech spec", "estimates-and-specs"),
        ("bot.undergone._asked_of", "what should I ask a TPM", "skills"),
        ("bot.undergone._done_to", "are TPMs trained", "customer-training"),
        (
            "bot.undergone._done_to",
            "who trained the TPMs at training customers",
            "customer-training",
        ),
    ],
)
def test_without_one_rule_of_a_gate_a_wrong_answer_is_given(
    level, monkeypatch, rule, question, wrong
):
    assert answer(question, level) is None
    monkeypatch.setattr(rule, lambda *_: ())
    assert answer(question, level) == wrong


@pytest.mark.parametrize(
    ("rule", "without", "question", "wrong"),
    [
        ("bot.gate.USED", 100.0, "what does a tpm earn in the army", "salary"),
        ("bot.gate.PLACES", (), "do TPMs write code at university", "coding-and-diagrams"),
    ],
)
def test_a_word_of_other_entries_or_of_most_sentences_narrows_too(
    level, monkeypatch, rule, without, question, wrong
):
    assert answer(question, level) is None
    monkeypatch.setattr(rule, without)
    assert answer(question, level) == wrong


def test_what_is_said_in_general_narrows_nothing(level, monkeypatch):
    assert match("salary in particular", level).strange == ()
    monkeypatch.setattr("bot.role.GENERAL", ())
    assert match("salary in particular", level).strange == ("particular",)


def test_unread_a_passive_tells_of_the_other_one_who_acts(level, monkeypatch):
    question = "are TPMs trained by customers"
    assert match(question, level).strange == ("customers",)
    monkeypatch.setattr("bot.clause._passive", lambda _: None)
    assert answer(question, level) == "customer-training"


def test_the_owner_of_something_is_known_as_that_owner(level, monkeypatch):
    assert match("which are a TPM's skills", level).uncovered == ()
    monkeypatch.setattr("bot.match.owner", lambda _: "")
    assert match("which are a TPM's skills", level).uncovered == ("tpm's",)


@pytest.mark.parametrize(
    ("evidence", "question", "wrong"),
    [
        ("bot.evidence._asks", "who needs a degree", "advanced-degree"),
        ("bot.evidence._asks", "how much is a degree", "advanced-degree"),
        ("bot.weights.Weights.known", "tpm zebra salary", "salary"),
        ("bot.weights.Weights.known", "romantic certification", "certifications"),
        ("bot.weights.Weights.known", "the hard certification", "certifications"),
    ],
)
def test_without_a_kind_of_evidence_a_wrong_answer_is_given(
    level, monkeypatch, evidence, question, wrong
):
    """How an entry is asked for, and how much of the question it knows."""
    assert answer(question, level) is None
    monkeypatch.setattr(evidence, lambda *_: 1.0)
    assert answer(question, level) == wrong


@pytest.mark.parametrize(
    "question",
    [
        "what is the difference between a tpm and a product manager",
        "how do tpms differ from product managers",
        "can i become a tpm without a degree",
        "what if i lack experience",
        "what kind of skills do I need",
        "what is the point of agile",
        "who writes the roadmap",
        "does our tpm write the roadmap",
        "how do tpms work with customers",
        "are customers trained by TPMs",
        "is the roadmap written by the TPM",
        "do TPMs write requirements for customers",
        "does a TPM's role include training customers",
        "why do executives need TPMs",
        "how do I become a TPM",
        "what do you pay a TPM",
        "how many skills do i need",  # the answer lists them
        "how many ways are there to become a tpm",  # it says so
        "how many dollars does a tpm earn",
        "how old is the article",
        "do technical PMs have a say in how many people a feature takes",
        "middleman between management and the developers",
        "tpm vs product manager",
        "is a TPM's job different from a regular PM's",
        "degree vs experience",
        "masters vs phd",
        "skills at work",
        "salary in general",
        "which skills for the job in practice",
        "what do tpms do in my team",
        "how do i become a tpm from home",
        "TPMs don't write code, right?",
        "can a tpm do without sql",
        "do I need a degree or can I do without",
        "what can I do with hardly any experience",
        "how do I stop being a developer and become a TPM",
        "what do TPMs do outside the company",
    ],
)
def test_what_only_looks_like_it_is_answered_all_the_same(level, question):
    assert answer(question, level) is not None


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("which colour is agile", "skill-agile"),
        ("what skills does a TPM lack", "skills"),
        ("does the CEO write the roadmap", "product-roadmap"),
    ],
)
def test_what_a_gate_turns_down_is_offered(level, question, nearest):
    decision = decide(match(question, level))
    assert isinstance(decision, Unknown)
    assert decision.nearest[0].id == nearest


@pytest.mark.parametrize(
    ("sure", "outcome", "offered"), [(0.9, Choices, 2), (0.3, Unknown, 2), (0.2, Unknown, 0)]
)
def test_off_topic_what_is_likely_is_asked_back_or_offered(level, sure, outcome, offered):
    """Where nothing is, nothing is offered: it is about something else altogether."""
    found = match("which colour is agile", level)
    entry = replace(found.entry, confidence=sure)
    other = next(c for c in found.candidates if c.kind == "entry" and c is not found.entry)
    both = (entry, replace(other, confidence=0.07))
    decision = decide(replace(found, entry=entry, candidates=both, off_topic=True, likeness=0.0))
    assert isinstance(decision, outcome)
    assert decision.rule == "off topic"
    shown = decision.entries if isinstance(decision, Choices) else decision.nearest
    assert len(shown) == offered


def test_where_a_boundary_is_likeliest_it_speaks_though_a_gate_is_shut(level):
    matched = match("salary in 2015", level)
    assert matched.strange
    decision = decide(matched)
    assert isinstance(decision, Unknown)
    assert decision.boundary is not None
    assert decision.boundary.id == "pay-trend"


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
    question = "what does a senior tpm earn"
    assert (answer(question, tpm), answer(question, unbounded)) == (None, "salary")


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


def test_no_gate_is_shut_for_an_entrys_own_phrasings(tpm):
    """Whatever they name, count or deny, they are what its curator has it answer."""
    asked = [said for one in tpm.knowledge.entries for said in one.phrasings[::5]]
    shut = [said for said in asked if (found := match(said, tpm)).negated or found.strange]
    assert shut == []


@pytest.mark.parametrize(
    ("words", "question", "denies"),
    [
        ("HARDLY", "who do TPMs hardly ever work with", True),
        ("BEYOND", "what is outside a TPM's responsibilities", True),
        ("STOPPING", "how to stop being a TPM", True),
        ("SPARING", "skills a TPM can live without", True),
        ("SHOULD", "why would I not want to become a TPM", True),
        ("ALL", "every skill but sql", True),
        ("TAGS", "TPMs don't code, right?", False),
    ],
)
def test_each_way_to_deny_turns_the_question_around(level, monkeypatch, words, question, denies):
    assert match(question, level).negated == denies
    monkeypatch.setattr(f"bot.denied.{words}", frozenset())
    assert match(question, level).negated != denies
