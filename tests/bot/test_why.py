"""Why this answer: the words that matched, the typos, how sure, and what came second."""

import re

import pytest

from bot.reply import Items


@pytest.fixture
def because(talker, said):
    """The lines that explain the reply to a question."""

    def explained(question: str, why: str = "why?") -> dict[str, str]:
        talker.say(question)
        [listed] = [part for part in talker.say(why).parts if isinstance(part, Items)]
        lines = ["".join(span.text for span in item) for item in listed.items]
        return dict(line.split(": ", 1) for line in lines)

    return explained


@pytest.mark.parametrize("why", ["why", "Why this answer?", "how do you know", "are you sure?"])
def test_the_entry_the_phrasing_and_the_runner_up_are_named(because, why):
    told = because("when may i water", why)
    assert re.fullmatch(r"Watering \(\d+% sure\)", told["Likeliest"])
    assert told["Nearest phrasing"] == "when may i water"
    assert "% sure)" in told["Runner-up"]
    assert not told["Runner-up"].startswith("Watering")


def test_the_words_that_it_knows_and_does_not_know_are_told_apart(because):
    told = because("where is the tap for dinosaurs")
    assert "tap" in told["Words it knows"].split(", ")
    assert told["Words it doesn't know"].split(", ")[-1] == "dinosaurs"


def test_what_was_read_as_a_typo_is_told(because):
    assert because("when may i watter")["Read as typos"] == "watter as water"
    assert "Read as typos" not in because("when may i water")


def test_how_sure_it_is_says_the_same_as_the_reply(talker, because):
    [entry] = talker.say("which tools can i borrow").entries
    assert because("which tools can i borrow")["Likeliest"] == (
        f"Borrowing tools ({min(entry.confidence, 0.99):.0%} sure)"
    )


def test_a_question_is_not_asked_by_asking_why(talker, said):
    assert "Ask me something first" in said(talker.say("why"))
    talker.say("when may i water")
    before = talker.conversation
    assert said(talker.say("why")) == said(talker.say("why"))
    assert talker.conversation == before


def test_it_explains_what_it_did_not_know_too(talker, said):
    talker.say("can i bring my dog")
    assert "This is how I read your question." in said(talker.say("why"))


def test_why_after_a_follow_up_names_the_entry_that_was_shown(seeker, said):
    seeker.say("what skills do I need")
    [entry] = seeker.say("what about without experience?").entries
    assert f"Likeliest: {entry.title}" in said(seeker.say("why"))


def test_why_after_a_boundary_names_it(talker, said):
    talker.say("can i bring my dog")
    assert "Pets" in said(talker.say("why"))


def test_why_after_a_pick_names_the_picked_entry(talker, said):
    talker.say("when may i water")
    talker.pick("rent")
    assert "Rent for a plot" in said(talker.say("why"))


def test_why_after_several_questions_names_them_all(talker, said):
    talker.say("how do i get a plot? when may i water?")
    text = said(talker.say("why"))
    assert "Getting a plot" in text
    assert "Watering" in text


def test_a_typo_of_a_word_that_one_phrasing_uses_is_repaired(talker, said):
    talker.say("is there a whelbarrow")
    assert "whelbarrow as wheelbarrow" in said(talker.say("why"))
