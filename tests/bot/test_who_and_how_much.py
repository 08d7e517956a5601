"""Who acts, what is measured and what is denied is part of the question: an answer to another one
is held back."""

import pytest

from adapters.models.static import static_vectors
from bot.decide import Answer, Unknown, decide
from bot.gate import off_topic
from bot.index import Index, build_index
from bot.match import match
from bot.rule import rule
from knowledge.schema import Entry, KnowledgeBase


@pytest.mark.parametrize(
    ("question", "stranger"),
    [
        ("do customers train TPMs", "customers"),
        ("Will the customers train a TPM?", "customers"),
        ("do teachers train customers", "teachers"),
        ("how expensive is customer training", "expensive"),
        ("how long does customer training take", "how long"),
        ("how many days does customer training take", "how many days"),
        ("who trains the TPMs once they've started", "trains"),
        ("how are TPMs trained on the job", "trained"),
        ("who teaches the tpm", "teaches"),
        ("do salespeople train customers", "salespeople"),
        ("how much do TPMs make in Bern", "bern"),
        ("what skills do I need in Berlin", "berlin"),
    ],
)
def test_another_actor_or_measure_is_named_and_not_answered(level, question, stranger):
    matched = match(question, level)
    decision = decide(matched)
    assert isinstance(decision, Unknown)
    assert decision.rule == "strange"
    assert matched.strange == decision.strange == (stranger,)
    assert rule(matched) == f"the nearest entry says nothing about {stranger}"


@pytest.mark.parametrize(
    ("question", "strange"),
    [
        ("how many checkups were there last year", ("how many",)),
        ("number of checkups", ("number of",)),
        ("how many euros is a checkup", ()),
        ("how old is the checkup", ("how old",)),
    ],
)
def test_a_number_that_is_asked_for_has_to_be_told(clinic, question, strange):
    assert match(question, clinic).strange == strange


@pytest.mark.parametrize("question", ["do tpms train customers", "why would a TPM train clients"])
def test_who_the_entry_says_does_it_may_do_it(level, question):
    decision = decide(match(question, level))
    assert isinstance(decision, Answer)
    assert decision.entry.id == "customer-training"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("is sql used by tpms", "skill-sql"),
        ("are TPMs paid well", "salary"),
        ("are tpms certified", "certifications"),
        ("who asks tpms for specs", "estimates-and-specs"),
        ("are customers trained by TPMs", "customer-training"),
    ],
)
def test_what_the_entry_says_is_done_to_them_may_be_asked(level, question, answer):
    decision = decide(match(question, level))
    assert isinstance(decision, Answer)
    assert decision.entry.id == answer


@pytest.mark.parametrize(
    "question",
    [
        "how does a developer become a tpm",
        "how do i go from developer to tpm",
        "how do they train customers",
        "do i need to become a product manager before becoming a tpm",
        "I have been a product manager since 2019, and lately all the interesting topics are "
        "technical, so I would like to specialize: how do I become a technical product manager",
    ],
)
def test_what_is_told_beside_it_or_of_the_whole_is_no_stranger(level, question):
    assert match(question, level).strange == ()


@pytest.mark.parametrize(
    "question",
    [
        "what skills does a TPM need in a nutshell",
        "which skills, in your opinion",
        "the duties of a TPM for my homework",
        "as a teacher, how do I become a TPM",
        "I'm torn between PM and TPM, what's the difference",
        "are TPMs something other than PMs",
        "from PM to TPM",
        "make me a list of the duties",
        "which certification should I get first",
        "which skills are most important",
        "teach me what a TPM is",
        "write me a short outline of the duties",
        "I have been a nurse since 2015, how do I become a TPM",
        "how would you define a technical product manager",
        "how do you turn customers' needs into technical requirements",
        "do they earn more than 100k",
        "who looks at the architects' plans",
        "do developers work with TPMs",
        "do engineers need a TPM's input for API integrations",
        "would my boss want me to train customers",
        "how many of the four skills do I need",
        "in which respect do TPMs and PMs differ",
    ],
)
def test_what_is_said_by_the_way_narrows_nothing(level, question):
    assert match(question, level).strange == ()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what do I need to know to be a TPM", "skills"),
        ("how well are they paid", "salary"),
        ("PMs vs TPMs", "tpm-vs-pm"),
        ("what was the pay in January 2022", "salary"),
    ],
)
def test_no_part_of_a_question_is_taken_for_filler(level, question, answer):
    decision = decide(match(question, level))
    assert isinstance(decision, Answer)
    assert decision.entry.id == answer


def test_a_year_that_a_phrasing_names_is_not_known_for_that(level):
    """As budgets for 2026 are, of an answer from 2022."""
    assert match("salary of a technical product manager in 2026", level).strange == ("2026",)


@pytest.mark.parametrize("question", ["how important is sql", "how often do tpms train customers"])
def test_what_is_asked_of_nearly_anything_is_no_unknown_measure(level, question):
    assert match(question, level).strange == ()


@pytest.mark.parametrize(
    "question",
    [
        "skills not needed for a tpm",
        "which skills are unnecessary",
        "is sql unnecessary for tpms",
        "are certifications useless",
        "responsibilities tpms never have",
        "what can't a tpm do",
        "skills excluding coding",
        "skills a TPM doesn't need",
        "what's outside a TPM's remit",
        "skills nobody needs",
        "tasks that are not a TPM's job",
        "things tpms never do",
        "skills a TPM can live without",
        "how to stop being a TPM",
        "what do you think a TPM doesn't need in the way of skills",
    ],
)
def test_what_is_not_so_is_not_answered_by_what_is(level, question):
    matched = match(question, level)
    assert matched.negated
    decision = decide(matched)
    assert isinstance(decision, Unknown)
    assert decision.rule == "negated"
    assert rule(matched) == "it asks what is not so, and the nearest phrasing asks what is"


@pytest.mark.parametrize("question", ["what if i don't have a degree", "isn't a degree required"])
def test_a_negation_beside_the_question_or_at_its_beginning_changes_nothing(level, question):
    assert isinstance(decide(match(question, level)), Answer)


@pytest.mark.parametrize(
    "question",
    [
        "our teams never know what to implement, would a tpm tell them",
        "teaching customers was not mentioned, is it in the job",
        "what do you do besides slack",
        "i know everything but sql, do I need it",
        "TPMs don't code, right?",
        "which skills can't a TPM do without",
        "which certificate must I not forget",
        "what skills do I need that others don't have",
        "in what sense is a TPM not a PM",
        "why don't they write code",
        "how come technical PMs don't code",
        "how is a TPM not just a product manager",
        "what do I have to know in order not to fail",
        "why not ask a TPM for estimates",
        "besides this, what could I read",
        "how do i get a certificate that my boss can't call useless",
    ],
)
def test_what_is_told_or_asked_for_beside_it_denies_nothing(level, question):
    assert not match(question, level).negated


@pytest.fixture(scope="module")
def clinic() -> Index:
    def entry(name: str, *phrasings: str) -> Entry:
        return Entry(id=name, title=phrasings[0], answer="Here.", phrasings=phrasings[1:])

    entries = (
        entry("prices", "Prices", "price of a checkup", "what does a visit cost", "how much is it"),
        entry("hours", "Opening hours", "when are you open", "until when can i come by"),
        entry("food", "Feeding", "what may my cat eat", "do cats eat rice", "diets for kittens"),
    )
    return build_index(KnowledgeBase(entries=entries), static_vectors())


@pytest.mark.parametrize(
    ("question", "strange"),
    [
        ("price for a normal checkup", ()),
        ("price for the stuttgart checkup", ("stuttgart",)),
        ("price for a nurse checkup", ("nurse",)),
        ("price for the usual checkup", ()),
    ],
)
def test_a_kind_of_what_the_entry_knows_is_no_stranger(clinic, question, strange):
    assert match(question, clinic).strange == strange


@pytest.mark.parametrize(
    ("question", "strange"),
    [
        ("price of a checkup in 1999", ("1999",)),
        ("price of a checkup of 1999", ()),  # it may be an amount
        ("who invented the checkup", ("invented",)),
        ("my cats look different, would they come to a massage", ()),
        ("what colour is the checkup", ("colour",)),
        ("what does a checkup cost", ()),
        ("checkup vs massage", ("massage",)),
    ],
)
def test_what_is_asked_for_compared_or_dated_has_to_be_known(clinic, question, strange):
    assert match(question, clinic).strange == strange


@pytest.mark.parametrize(("answer", "strange"), [("Soon.", ("far",)), ("A week or 2.", ())])
def test_an_answer_with_a_number_may_say_how_much_it_is(clinic, answer, strange):
    entries = tuple(one.model_copy(update={"answer": answer}) for one in clinic.knowledge.entries)
    index = build_index(KnowledgeBase(entries=entries), static_vectors())
    assert match("how far ahead is a checkup", index).strange == strange


def test_what_is_asked_after_a_comparison_is_not_compared(level):
    question = (
        "executives and engineers speak different languages, would a tpm be asked to fix that"
    )
    assert match(question, level).strange == ()


@pytest.mark.parametrize(("sure", "shut"), [(0.95, False), (0.6, True)])
def test_where_an_entry_is_surely_meant_a_distant_likeness_is_on_topic(clinic, sure, shut):
    """As "payment" to what the prices tell of."""
    reading, own = clinic.lexicon.read("payment"), clinic.own[clinic.position["prices"]]
    assert off_topic(reading, [own], clinic.words, sure) == shut
    assert off_topic(clinic.lexicon.read("crochet"), [own], clinic.words, sure)


def test_one_of_what_the_entry_knows_is_no_stranger_by_rule(clinic, monkeypatch):
    question = "price for the usual checkup"
    monkeypatch.setattr("bot.gate.KINDS", ())
    assert match(question, clinic).strange == ("usual",)


def test_what_replaces_the_thing_that_it_is_done_to_is_named(level, monkeypatch):
    assert match("do TPMs train dogs", level).strange == ("dogs",)
    assert match("do TPMs train new customers", level).strange == ()
    assert match("do they train staff", level).strange == ()
    monkeypatch.setattr("bot.instead.other_thing", lambda *_: ())
    assert match("do TPMs train dogs", level).strange == ()
