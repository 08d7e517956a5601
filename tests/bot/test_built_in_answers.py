"""Every answer of the built-in knowledge, as it is said, carries its facts and its source."""

import pytest

from bot.conversation import NEW
from bot.normalise import words
from bot.plain import plain, plain_part
from bot.reply import Offer, Source
from bot.respond import respond, show
from bot.talk import talk
from bot.utterance import Utterance
from knowledge.loader import load

SOURCE = (
    "Source: “What Does a Technical Product Manager Do?”, Lauren Hansen, CIO Insight, "
    "January 20, 2022"
)
FACTS = {
    "tpm-definition": ["product manager", "strong technical background",
                       "technical side of developing a product"],
    "tpm-acronym": ["technical product manager", "technical pm", "total product maintenance"],
    "tpm-vs-pm": ["technology needed", "strategic business goals", "engineering",
                  "customer support", "more closely"],
    "what-tpms-do": ["engineers and development teams", "estimates", "tech specs", "architecture",
                     "networking", "infrastructure", "scalability"],
    "works-with": ["engineers and development teams", "customer support", "business executives",
                   "product managers", "other stakeholders"],
    "business-bridge": ["bridge", "infrastructure", "business executives",
                        "technical requirements", "goals of the business"],
    "responsibilities": ["external", "customer needs", "technical requirements", "train customers",
                         "market", "competitors", "technical trends", "internal", "data pipelines",
                         "algorithms", "automated processes", "vision", "roadmap",
                         "implementation requirements", "testing criteria", "documentation",
                         "query databases", "risk assessments"],
    "external-functions": ["customer needs", "technical requirements", "training", "market",
                           "competitors", "technical trends", "worth investing"],
    "internal-functions": ["data pipelines", "algorithms", "automated processes", "vision",
                           "roadmap", "implementation requirements", "testing criteria",
                           "documentation", "database queries", "risk assessments"],
    "estimates-and-specs": ["estimates of time and resources", "engineering", "tech specs"],
    "architecture-review": ["evaluate", "architecture", "networking", "infrastructure"],
    "scalability": ["feasible", "new product", "roadmapping"],
    "api-integrations": ["valuable input", "apis", "deep understanding", "how the product works"],
    "competitor-analysis": ["the market", "what competitors are doing", "competitor analysis",
                            "valuable"],
    "customer-requirements": ["what customers need", "technical requirements for the product"],
    "customer-training": ["train customers", "understand the product", "implement"],
    "technical-trends": ["trends", "industry", "communicate", "worth investing"],
    "data-analysis": ["data pipelines", "algorithms", "automated processes"],
    "product-roadmap": ["vision", "roadmap", "product managers", "other stakeholders"],
    "implementation-requirements": ["communicate", "requirements for the implementation",
                                    "criteria for testing"],
    "documentation": ["maintaining", "product documentation"],
    "database-queries": ["database queries", "performance of the product", "experiments"],
    "risk-assessment": ["technical risk assessments"],
    "coding-and-diagrams": ["no code", "no network diagrams", "technical"],
    "salary": ["$118,000", "$123,000", "a year", "national average", "united states",
               "published in january 2022"],
    "boost-salary": ["certification programs", "reinforce", "skills", "acquire new ones"],
    "skills": ["agile systems and methodology", "sql", "data analysis",
               "technical product management systems (pms)", "total product maintenance", "tpm",
               "vision", "strategy", "roadmapping", "releases", "marketing", "the more", "better"],
    "skill-agile": ["agile systems and methodology"],
    "skill-sql": ["sql", "data analysis"],
    "skill-product-management-systems": ["technical product management systems (pms)"],
    "skill-total-product-maintenance": ["total product maintenance (tpm)"],
    "background": ["engineering", "computer science", "or both", "education", "experience"],
    "advanced-degree": ["a plus, not a must", "technical product development and management",
                        "software development", "computer science"],
    "how-to-become": ["with product management experience", "to specialize", "neither",
                      "product management first", "programming", "data analysis", "directly"],
    "become-from-product-management": ["product management experience", "specialize",
                                       "certification program in technical product management"],
    "become-from-scratch": ["without any product management experience", "general or technical",
                            "first, a certification in product management", "then, specializing"],
    "become-from-engineering": ["programming", "data analysis", "reputable certification program",
                                "directly", "perhaps even better"],
    "certifications": ["product management first", "technical product management",
                       "to specialize", "salary prospects", "names no single program"],
    "about-source": ["lauren hansen", "cio insight", "january 20, 2022"],
    "further-reading": ["10 best paying it jobs in 2021", "top 10 paying remote it jobs in 2022",
                        "entry-level it jobs to kickstart your career in 2022",
                        "best supply chain certifications to get in 2022",
                        "ultimate machine learning certification guide for 2022",
                        "can’t hire a cio or ciso? go virtual",
                        "machine learning engineer salary by job level & top companies"],
}  # fmt: skip
"""What the text of each answer has to hold."""

KNOWLEDGE = load()


@pytest.mark.parametrize("entry_id", FACTS)
def test_an_answer_carries_its_facts(tpm, entry_id):
    body = [p for p in show([entry_id], tpm, 0.0).parts if not isinstance(p, Source | Offer)]
    said = "\n".join(map(plain_part, body)).lower()
    assert [fact for fact in FACTS[entry_id] if fact not in said] == []


def test_no_answer_is_left_out():
    assert {entry.id for entry in KNOWLEDGE.entries} == set(FACTS)


@pytest.mark.parametrize("entry_id", FACTS)
def test_an_answer_cites_its_source_with_the_date(tpm, entry_id):
    reply = show([entry_id], tpm, 0.0)
    assert plain(reply).count(SOURCE) == 1
    assert reply.outcome == "answer"
    assert [entry.id for entry in reply.entries] == [entry_id]


def test_pay_is_laid_out_as_typed_facts_that_say_where_and_when(tpm):
    said = plain(show(["salary"], tpm, 0.0))
    for line in (
        "Salary: $118,000 to $123,000 a year",
        "Region: United States",
        "Basis: national average",
        "Published: January 20, 2022",
    ):
        assert line in said.splitlines()


def test_no_other_answer_states_a_salary(tpm):
    saying = [i for i in FACTS if "$" in plain(show([i], tpm, 0.0))]
    assert saying == ["salary"]


def test_no_phrasing_is_claimed_twice():
    claimed: dict[tuple[str, ...], str] = {}
    twice = [
        (phrasing, claimed[words(phrasing)], item.id)
        for item in KNOWLEDGE.items()
        for phrasing in item.phrasings
        if claimed.setdefault(words(phrasing), item.id) != item.id
    ]
    assert twice == []


@pytest.mark.parametrize("entry", KNOWLEDGE.entries, ids=lambda entry: entry.id)
def test_the_plainest_phrasing_of_an_entry_gets_its_answer_alone(tpm, entry):
    reply, _ = respond(Utterance(entry.phrasings[0]), NEW, tpm)
    assert reply.outcome == "answer"
    assert [one.id for one in reply.entries] == [entry.id]
    assert SOURCE in plain(reply)


@pytest.mark.parametrize("boundary", KNOWLEDGE.boundaries, ids=lambda boundary: boundary.id)
def test_a_boundary_is_said_and_gives_no_fact_away(tpm, boundary):
    reply, _ = respond(Utterance(boundary.phrasings[0]), NEW, tpm)
    assert reply.outcome == "unknown"
    said = [plain_part(part) for part in reply.parts if not isinstance(part, Offer)]
    assert said == [boundary.says]
    offered = [one.id for part in reply.parts if isinstance(part, Offer) for one in part.options]
    assert offered == [one.id for one in reply.entries]
    assert offered == ([boundary.nearest] if boundary.nearest else [])


@pytest.mark.parametrize("around", ["{}", "hey, {}", "{} please", "so {} thanks"])
def test_everyday_talk_takes_no_question_of_the_knowledge_for_itself(tpm, around):
    taken = [
        phrasing
        for item in KNOWLEDGE.items()
        for phrasing in item.phrasings
        if " ".join(words(phrasing)) not in tpm.exact or around != "{}"
        if talk(around.format(phrasing), tpm.phrasebook, tpm.lexicon)
    ]
    assert taken == []
