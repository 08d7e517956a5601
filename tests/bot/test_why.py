"""Why this answer: the words that matched, the typos, how sure, and what came second."""

import re

import pytest

from bot.decide import BOUNDARY, DEFAULT
from bot.follow import follow
from bot.match import match
from bot.plain import plain_part
from bot.reply import Items, Paragraph, text
from bot.rule import held


@pytest.fixture
def because(talker):
    """The candidates, best first, and the other lines that explain the reply to a question."""

    def explained(question: str, why: str = "why?") -> tuple[list[str], dict[str, str]]:
        talker.say(question)
        listed = [part for part in talker.say(why).parts if isinstance(part, Items)]
        ranked, told = (["".join(s.text for s in item) for item in part.items] for part in listed)
        return ranked, dict(line.split(": ", 1) for line in told)

    return explained


@pytest.mark.parametrize("why", ["why", "Why this answer?", "how do you know", "are you sure?"])
def test_the_entry_the_phrasing_and_the_runner_up_are_named(because, why):
    ranked, told = because("when may i water", why)
    assert re.match(r"Watering \(\d+% sure\), nearest phrasing: “when may i water”", ranked[0])
    assert re.match(r".+ \(\d+% sure\), nearest phrasing: “.+”", ranked[1])
    assert not ranked[1].startswith("Watering")
    assert told["So"].startswith("I was sure enough to answer (")


def test_each_words_part_is_told(because):
    ranked, _ = because("so when may we water the tomatoes")
    parts = ranked[0].split("its words' parts: ")[1].split(", ")
    assert re.fullmatch(r"water \+\d+%", parts[0])


def test_the_telling_words_that_it_knows_and_does_not_know_are_told_apart(because):
    _, told = because("where is the tap for dinosaurs")
    assert told["Words the nearest entry knows"] == "tap"
    assert told["Words it doesn't know"] == "dinosaurs"


def test_where_a_boundary_decided_its_words_are_told_and_what_it_takes(because):
    ranked, told = because("may i bring my dogs")
    assert ranked[0].startswith("Pets, a boundary (")
    assert re.search(r"\(\d+% sure; saying so takes 30%, and more than any entry has\)", told["So"])
    assert "dogs" in told["Words the boundary knows"].split(", ")
    assert "Words the nearest entry knows" not in told


def test_of_gibberish_no_candidate_is_told(talker):
    talker.say("asdfgh qwert")
    read, told = talker.say("why").parts
    assert read == Paragraph(text("This is how I read “asdfgh qwert”."))
    assert isinstance(told, Items)
    assert "%" not in plain_part(told)


def test_candidates_behind_the_second_that_round_to_nothing_are_not_told(because):
    for question in ("is there a list to wait on", "which tools can i borrow"):
        ranked, _ = because(question)
        assert len(ranked) >= 2
        assert [one for one in ranked[2:] if "(0% sure)" in one] == []


@pytest.mark.parametrize("chatter", ["hi", "thanks"])
def test_why_after_chatter_names_the_question_that_it_explains(talker, said, chatter):
    talker.say("when may i water")
    talker.say(chatter)
    assert said(talker.say("why")).startswith("This is how I read “when may i water”.")


def test_why_after_what_was_read_in_two_ways_tells_both(seeker, said):
    seeker.say("what certifications are there")
    assert seeker.say("how much are those?").outcome == "choices"
    told = said(seeker.say("why"))
    assert told.startswith("It can be read in two ways, and each counted half.")
    assert "This is how I read “how much are those?”." in told
    assert "1. Salary (" in told
    assert "1. Which certification fits (" in told


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("what are the responsibilities", "and the pay of it?"),
        ("what certifications are there", "how much is it?"),
    ],
)
def test_why_after_a_mixed_reading_tells_the_rule_that_decided_the_reply(seeker, said, first, then):
    seeker.say(first)
    reply = seeker.say(then)
    sure, second = (f"{entry.confidence:.0%}" for entry in reply.entries[:2])
    told = said(seeker.say("why"))
    assert reply.outcome == "choices"
    assert told.count("So: ") == 1
    assert f"So: I was not sure enough ({sure}; answering takes 55%), and asked back" in told
    together = told.split("Together: ")[1].splitlines()[0]
    assert f"{reply.entries[0].title} ({sure})" in together
    assert second in together


def test_why_after_what_was_just_shown_again_says_that_it_counted_half(talker, said):
    talker.say("when may i water")
    question = "and the river?"
    assert follow(question, talker.conversation, talker.index).both == (question, question)
    assert talker.say(question).outcome != "answer"
    told = said(talker.say("why"))
    assert told.startswith("It may go on from what I showed, or mean it once more")
    assert "sure enough to answer" not in told
    assert told.count("This is how I read") == 1


@pytest.mark.parametrize(
    ("question", "known", "unknown"),
    [
        ("where are the taps every day", "taps", None),
        ("am i to water my dinosaurs every day", "water", "dinosaurs"),
    ],
)
def test_plurals_are_known_and_words_that_tell_nothing_are_not_told(
    because, question, known, unknown
):
    _, told = because(question)
    assert known in told["Words the nearest entry knows"].split(", ")
    without = told.get("Words it doesn't know", "").split(", ")
    assert not {"am", "every", "taps"} & {*without}
    assert unknown is None or unknown in without


@pytest.mark.parametrize(
    ("question", "threshold", "leads"),
    [
        ("when may i water", DEFAULT.answer, True),
        ("may i bring my dogs", BOUNDARY, True),
        ("water for dinosaurs", None, None),
        ("asdfgh qwert", None, None),
    ],
)
def test_the_threshold_and_the_lead_are_those_of_what_decided(garden, question, threshold, leads):
    taken, lead = held(match(question, garden))
    assert taken == threshold
    assert leads is None or lead > 0.5


def test_what_was_read_as_a_typo_and_what_was_set_aside_is_told(because):
    _, told = because("when may i watter please")
    assert told["Read as typos"] == "watter as water"
    assert told["Set aside as filler"] == "please"
    assert "Read as typos" not in because("when may i water")[1]


def test_why_it_asked_back_is_told_in_figures(because):
    _, told = because("can i bring my tools")
    assert re.search(r"\d+%, and \d+% .* answering takes \d+%\), and asked back", told["So"])
    _, told = because("can i sell at the fair")
    assert re.search(r"\(\d+%; answering takes 55%\), but another entry fits as well", told["So"])


def test_how_sure_it_is_says_the_same_as_the_reply(talker, because):
    [entry] = talker.say("which tools can i borrow").entries
    ranked, _ = because("which tools can i borrow")
    assert ranked[0].startswith(f"Borrowing tools ({min(entry.confidence, 0.99):.0%} sure)")


def test_a_question_is_not_asked_by_asking_why(talker, said):
    assert "Ask me something first" in said(talker.say("why"))
    talker.say("when may i water")
    before = talker.conversation
    assert said(talker.say("why")) == said(talker.say("why"))
    assert talker.conversation == before


def test_it_explains_what_it_did_not_know_too(talker, said):
    talker.say("can i bring my dog")
    assert "This is how I read “can i bring my dog”." in said(talker.say("why"))


def test_why_after_a_follow_up_names_the_entry_that_was_shown(seeker, said):
    seeker.say("what skills do I need")
    [entry] = seeker.say("what about without experience?").entries
    assert f"1. {entry.title} (" in said(seeker.say("why"))


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
