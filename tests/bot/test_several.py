"""Several questions in one message get several answers in one reply."""

import pytest

from bot.reply import Heading, Source


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("how do i get a plot? when may i water?", ["waiting-list", "watering"]),
        ("When may I water? How do I get a plot?", ["watering", "waiting-list"]),
        ("how do i get a plot and when may i water", ["waiting-list", "watering"]),
        ("Hi! How do I get a plot, and when may I water?", ["waiting-list", "watering"]),
        ("how do i get a plot\nwhen may i water\n", ["waiting-list", "watering"]),
        ("is there a spade? also when may i water", ["tools", "watering"]),
        ("how much is a plot; when may i water; which tools can i borrow?",
         ["rent", "watering", "tools"]),
        ("wheelbarrow and waiting list", ["tools", "waiting-list"]),
        ("wheelbarrow, waiting list, spring fair", ["tools", "waiting-list", "spring-fair"]),
    ],
)  # fmt: skip
def test_they_are_answered_in_the_order_asked(talker, shown, message, wanted):
    reply = talker.say(message)
    assert reply.outcome == "answer"
    assert shown(reply) == wanted
    headings = [part.text for part in reply.parts if isinstance(part, Heading)]
    assert headings == [talker.index.items[talker.index.position[i]].title for i in wanted]


def test_every_answer_is_there_in_full_and_the_source_they_share_once(talker, said):
    reply = talker.say("how do i get a plot? when may i water?")
    for words in ("waiting list", "1. Write your name on the board.", "before nine"):
        assert words in said(reply)
    assert isinstance(reply.parts[-1], Source)
    assert sum(isinstance(part, Source) for part in reply.parts) == 1


def test_a_question_word_alone_is_no_question_of_its_own(talker, shown):
    assert shown(talker.say("how much is a plot, and when?")) == ["rent"]


def test_an_entry_that_is_asked_for_twice_is_answered_once(talker, shown):
    reply = talker.say("when may i water? where is the tap? how do i get a plot?")
    assert shown(reply) == ["watering", "waiting-list"]


def test_two_questions_about_one_thing_are_one(talker, shown):
    reply = talker.say("when may i water? where is the tap?")
    assert shown(reply) == ["watering"]
    assert not any(isinstance(part, Heading) for part in reply.parts)


def test_an_honest_sentence_stands_between_answers_where_it_was_asked_for(talker, shown, said):
    reply = talker.say("how much is a plot? can i bring my dog? when may i water?")
    assert shown(reply) == ["rent", "watering"]
    text = said(reply)
    assert text.index("$40") < text.index("says nothing about dogs") < text.index("before nine")


def test_one_answer_beside_an_honest_sentence_is_both(talker, shown, said):
    reply = talker.say("can i bring my dog? when may i water?")
    assert reply.outcome == "answer"
    assert shown(reply) == ["watering"]
    assert said(reply).index("says nothing about dogs") < said(reply).index("before nine")


def test_more_questions_than_can_be_read_are_cut_off_not_refused(talker):
    reply = talker.say("when may i water? how do i get a plot? how much is a plot? " * 100)
    assert reply.outcome == "answer"


def test_what_is_told_around_a_question_is_no_question(talker, shown):
    reply = talker.say("I moved here last week. When may I water? Thank you!")
    assert shown(reply) == ["watering"]


def test_the_built_in_knowledge_answers_several_too(seeker, shown, said):
    reply = seeker.say("what skills do I need and how much does a technical product manager make?")
    assert shown(reply) == ["skills", "salary"]
    assert said(reply).index("Agile") < said(reply).index("$118,000")


def test_a_follow_up_leans_on_all_that_was_shown(talker):
    talker.say("how do i get a plot? when may i water?")
    assert talker.conversation.about == ("waiting-list", "watering")
