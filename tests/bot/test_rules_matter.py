"""Each rule, exception and kind of evidence changes what is said: without it, something worse is.

Of evidence the most favourable value stands in for what was found, as where it is not looked at.
"""

from dataclasses import replace

import pytest

import bot.match
from bot.decide import Answer, Choices, Unknown, decide
from bot.evidence import SPEAKS, Seen
from bot.extend import extend
from bot.gate import Gates
from bot.index import Index
from bot.match import match
from knowledge.overlay import Overlay
from knowledge.schema import Boundary

LEAD, BOUNDED, MORE = map(list(SPEAKS).index, ("lead", "bounded", "more"))
"""Kinds of evidence, by their place in its row."""

BEST = {LEAD: 9.2, BOUNDED: -9.2, MORE: 0.0}
"""No rival, no boundary, and no rival that knows more of the question."""


def answer(said: str, index: Index) -> str | None:
    """The entry that is answered, if one is."""
    decision = decide(match(said, index))
    return decision.entry.id if isinstance(decision, Answer) else None


def flatter(monkeypatch, kind: int) -> None:
    """Let one kind of evidence say nothing against any entry."""
    see = bot.match.see

    def flattered(*asked) -> Seen:
        seen = see(*asked)
        evidence = [*seen.evidence[:kind], BEST[kind], *seen.evidence[kind + 1 :]]
        return replace(seen, evidence=evidence)

    monkeypatch.setattr(bot.match, "see", flattered)


@pytest.mark.parametrize(
    ("kind", "question", "wrong"),
    [
        (LEAD, "good books on technical product management skills", "skills"),
        (LEAD, "the best certification for a tpm", "certifications"),
    ],
)
def test_without_a_kind_of_evidence_a_wrong_answer_is_given(
    level, monkeypatch, kind, question, wrong
):
    assert answer(question, level) is None
    flatter(monkeypatch, kind)
    assert answer(question, level) == wrong


@pytest.mark.parametrize(
    ("level", "question", "wrong"),
    [
        ("tpm", "the best certification for a tpm", "certifications"),
        ("full", "what soft skills does a good tpm have", "skills"),
    ],
    indirect=["level"],
)
def test_an_entry_would_take_what_a_rival_knows_more_of(level, monkeypatch, question, wrong):
    assert answer(question, level) is None
    flatter(monkeypatch, MORE)
    assert answer(question, level) == wrong


def test_an_entry_would_be_surer_than_a_likelier_rival_leaves_it(tpm, monkeypatch):
    salary = next(entry for entry in tpm.knowledge.entries if entry.id == "salary")
    bound = Boundary(id="salary", title="Pay", says="Not told.", phrasings=salary.phrasings)
    index = extend(tpm, Overlay(boundaries=(bound,)))
    question = "what is the average salary of one"
    before = match(question, index)
    assert (before.entry.id, before.candidates[0].id) == ("boost-salary", "salary")
    see = bot.match.see
    monkeypatch.setattr(bot.match, "see", lambda *asked: replace(see(*asked), most=1.0))
    assert match(question, index).entry.confidence > 2 * before.entry.confidence


def test_of_a_few_entries_one_would_take_what_a_boundary_may_mean(garden, monkeypatch):
    assert answer("autumn forecast", garden) is None
    flatter(monkeypatch, BOUNDED)
    assert answer("autumn forecast", garden) == "autumn-fair"


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("do psychiatrists need to be certified", "certifications"),
        ("which certification should surgeons get", "certifications"),
    ],
)
def test_without_the_rule_on_who_acts_others_are_answered_for(level, monkeypatch, question, wrong):
    assert answer(question, level) is None
    monkeypatch.setattr("bot.gate.acts", lambda *_: False)
    assert answer(question, level) == wrong


@pytest.mark.parametrize(
    ("question", "wrong"),
    [("lost property for children", "lost"), ("is flash allowed for groups", "photos")],
)
def test_what_other_entries_mention_by_chance_narrows_all_the_same(
    museum, monkeypatch, question, wrong
):
    assert answer(question, museum) is None
    monkeypatch.setattr("bot.gate.SELDOM", 0.0)
    assert answer(question, museum) == wrong


def test_when_it_is_to_be_narrows_nothing(museum):
    questions = ("are there guided tours at weekends", "group rates for fridays")
    timeless = replace(museum, gates=Gates(museum.gates.foreign, museum.gates.people, frozenset()))
    assert [answer(one, museum) for one in questions] == ["tours", "groups"]
    assert [answer(one, timeless) for one in questions] == [None, None]


def test_what_the_answer_says_is_no_stranger_to_its_entry(level, monkeypatch):
    """The figures are said to be of that year."""
    question = "how much does a technical product manager make in 2022"
    assert answer(question, level) == "salary"
    monkeypatch.setattr("bot.match._unanswered", lambda strange, *_: strange)
    assert answer(question, level) is None


def test_a_meaning_that_was_recognised_is_answered_without_a_word_in_common(museum, monkeypatch):
    """To "how much is the entrance", and no phrasing has "gate"."""
    question = "how much is the gate"
    monkeypatch.setattr("bot.gate.SURE", 1.0)  # what is surer is taken for a topic of it anyway
    assert answer(question, museum) == "tickets"
    monkeypatch.setattr("bot.decide.ALIKE", 0.99)
    assert isinstance(decide(match(question, museum)), Choices)


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("why can't i query the database", "database-queries"),
        ("why don't we use agile", "skill-agile"),
        ("why can't i train customers", "customer-training"),
    ],
)
def test_who_reports_what_is_amiss_denies_nothing(level, monkeypatch, question, right):
    assert answer(question, level) == right
    monkeypatch.setattr("bot.denied.OURS", frozenset())
    assert answer(question, level) is None


@pytest.mark.parametrize(("entry", "boundary"), [(0.5, 0.35), (0.35, 0.5)])
def test_a_boundary_speaks_only_where_it_is_likelier_than_the_entry(level, entry, boundary):
    """Where the entry is likelier, what it doesn't know is named, and it is offered."""
    found = match("what skills do i need in berlin", level)
    bound = next(one for one in match("may i work from home", level).candidates)
    assert (found.entry.id, bound.kind) == ("skills", "boundary")
    meant, other = replace(found.entry, confidence=entry), replace(bound, confidence=boundary)
    ranked = tuple(sorted((meant, other), key=lambda one: -one.confidence))
    decision = decide(replace(found, entry=meant, candidates=ranked))
    assert isinstance(decision, Unknown)
    speaks = boundary > entry
    assert (decision.rule, decision.boundary) == (
        ("boundary", other) if speaks else ("strange", None)
    )


def test_the_sentence_of_an_unlikelier_boundary_would_be_beside_the_point(tpm):
    """It would say that pay abroad is not covered."""
    decision = decide(match("as an engineer can i become a tpm in berlin", tpm))
    assert isinstance(decision, Unknown)
    assert (decision.rule, decision.strange) == ("strange", ("berlin",))
    assert decision.nearest[0].id == "become-from-engineering"
