"""What the package knows by itself: complete, phrased richly, and consistent."""

import pytest

from knowledge.everyday import everyday
from knowledge.loader import load

COVERED = {
    "role": ["tpm-definition", "tpm-acronym", "tpm-vs-pm", "what-tpms-do", "works-with",
             "business-bridge"],
    "responsibilities": ["responsibilities", "external-functions", "internal-functions",
                         "estimates-and-specs", "architecture-review", "scalability",
                         "api-integrations", "competitor-analysis", "customer-requirements",
                         "customer-training", "technical-trends", "data-analysis",
                         "product-roadmap", "implementation-requirements", "documentation",
                         "database-queries", "risk-assessment", "coding-and-diagrams"],
    "pay": ["salary", "boost-salary"],
    "skills": ["skills", "skill-agile", "skill-sql", "skill-product-management-systems",
               "skill-total-product-maintenance"],
    "career": ["background", "advanced-degree", "how-to-become",
               "become-from-product-management", "become-from-scratch",
               "become-from-engineering", "certifications"],
    "source": ["about-source", "further-reading"],
}  # fmt: skip
KNOWLEDGE = load()


def test_it_answers_what_it_has_to_by_topic():
    by_topic: dict[str, set[str]] = {topic.id: set() for topic in KNOWLEDGE.topics}
    for entry in KNOWLEDGE.entries:
        by_topic[entry.topic or ""].add(entry.id)
    assert by_topic == {topic: set(ids) for topic, ids in COVERED.items()}
    assert len(KNOWLEDGE.entries) == 40


def test_it_says_in_one_line_what_it_is_about():
    assert KNOWLEDGE.about is not None
    assert KNOWLEDGE.about.subject == "the technical product manager's job"


@pytest.mark.parametrize("entry", KNOWLEDGE.entries, ids=lambda entry: entry.id)
def test_every_entry_is_phrased_in_forty_ways_or_more(entry):
    assert len(set(entry.phrasings)) >= 40


@pytest.mark.parametrize("boundary", KNOWLEDGE.boundaries, ids=lambda boundary: boundary.id)
def test_every_boundary_is_phrased_in_twenty_five_ways_or_more(boundary):
    assert len(set(boundary.phrasings)) >= 25


def test_it_knows_of_much_that_it_does_not_know():
    assert len(KNOWLEDGE.boundaries) >= 45
    about_the_job = [one for one in KNOWLEDGE.boundaries if one.nearest is not None]
    assert len(about_the_job) >= 45


@pytest.mark.parametrize("boundary", KNOWLEDGE.boundaries, ids=lambda boundary: boundary.id)
def test_a_boundary_gives_no_figure_away(boundary):
    assert not any(sign.isdigit() or sign in "$€£%" for sign in boundary.says)


@pytest.mark.parametrize("entry", KNOWLEDGE.entries, ids=lambda entry: entry.id)
def test_every_entry_names_its_source(entry):
    assert entry.sources == ("cio-insight",)


def test_the_source_is_dated():
    [source] = [source for source in KNOWLEDGE.sources if source.id == "cio-insight"]
    assert source.author == "Lauren Hansen"
    assert source.publisher == "CIO Insight"
    assert str(source.published) == "2022-01-20"


def test_every_title_is_its_own():
    titles = [item.title for item in KNOWLEDGE.items()]
    assert len(set(titles)) == len(titles)


def test_the_abbreviations_of_the_field_are_data():
    groups = [set(group) for group in KNOWLEDGE.synonyms]
    for one, other in [("tpm", "technical product manager"), ("pay", "wage"), ("pay", "comp")]:
        assert any({one, other} <= group for group in groups), (one, other)


def test_no_word_stands_in_two_groups_of_synonyms():
    words = [word for group in KNOWLEDGE.synonyms for word in group]
    assert sorted(set(words)) == sorted(words)


def test_everyday_talk_means_one_thing_each():
    said = [phrasing for talk in everyday().talk for phrasing in talk.phrasings]
    assert sorted(set(said)) == sorted(said)
    assert all(talk.says for talk in everyday().talk if talk.kind == "smalltalk")
