"""Readers are told who keeps an answer, when it was last checked, and when that is overdue."""

from datetime import UTC, datetime

import pytest

from adapters.models.static import static_vectors
from bot.conversation import Conversation
from bot.index import build_index
from bot.plain import plain
from bot.respond import respond, show
from bot.utterance import NOBODY, Utterance
from knowledge.schema import Entry, Fact, KnowledgeBase, Source

SEPTEMBER = datetime(2026, 9, 1, tzinfo=UTC).timestamp()


def told(entry: dict, source: dict | None = None) -> str:
    """What is said when the tap is asked about in September 2026."""
    knowledge = KnowledgeBase(
        entries=(
            Entry(
                id="tap",
                title="The tap",
                answer="By the gate.",
                phrasings=("where is the tap", "is there running water"),
                sources=("handbook",),
                **entry,
            ),
        ),
        sources=(Source(id="handbook", title="Handbook", **(source or {})),),
    )
    index = build_index(knowledge, static_vectors())
    asked = Utterance("where is the tap", NOBODY, SEPTEMBER)
    said = plain(respond(asked, Conversation(), index)[0])
    assert said == plain(show(["tap"], index, SEPTEMBER))
    return said.removeprefix("By the gate.").removesuffix("Source: “Handbook”").strip()


def test_an_answer_names_its_owner_and_when_it_was_checked():
    said = told({"owner": "Ops", "checked": "2026-03-01"})
    assert said == "Kept by Ops, last checked on March 1, 2026."


def test_what_an_entry_does_not_say_its_source_does():
    source = {"owner": "Ops", "checked": "2026-03-01"}
    assert told({}, source) == "Kept by Ops, last checked on March 1, 2026."
    assert told({"owner": "Facilities"}, source).startswith("Kept by Facilities, ")


def test_nothing_is_said_where_nothing_is_known():
    assert told({}) == ""


@pytest.mark.parametrize("day", ["2026-08-31", "2020-01-01"])
def test_an_answer_that_was_due_for_a_check_says_so(day):
    assert told({"review_after": day}).endswith("and may be out of date.")


def test_until_its_day_has_passed_an_answer_is_not_out_of_date():
    assert told({"review_after": "2026-09-01"}) == ""


def test_a_fact_or_a_source_that_is_due_makes_the_answer_due():
    fact = Fact(label="Taps", text="one", review_after="2026-08-01")
    assert "August 1, 2026" in told({"facts": (fact,)})
    assert "July 1, 2026" in told({"facts": (fact,)}, {"review_after": "2026-07-01"})


def test_what_was_checked_anew_is_not_out_of_date_though_its_source_is():
    source = {"review_after": "2026-07-01"}
    assert told({"review_after": "2027-01-01"}, source) == ""
