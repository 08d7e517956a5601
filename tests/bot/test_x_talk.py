"""Talk to the bot with pleasantries around it, mistyped, or before a question (tests/bot)."""

import pytest


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # every word is filler, so nothing is taken out and the whole is matched as a question
        ("thx mate", "thanks"),
        ("ok thanks lol", "thanks"),
        ("hey thanks so much!!", "thanks"),  # reads "much": answered with the salary
        ("thanks dude", "thanks"),
        ("well hello there", "hello"),
        # "do you know" is filler in the middle of what is to be understood
        ("so what topics do you know?", "topics"),
        # mistyped: one slip in a short word is below the bound of 90
        ("hlep", "help"),
        ("topcis", "topics"),
        ("thnaks", "thanks"),
        ("thank yuo", "thank you"),
        ("helo", "hello"),
        ("wyh", "why"),
        ("whyyy", "why"),
        ("gm", "good morning"),
    ],
)
def test_it_is_understood(seeker, talker, written, meant):
    assert talker.say(written) == talker.say(meant)
    assert seeker.say(written) == seeker.say(meant)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("help, my tomatoes are thirsty", "watering"),
        ("thanks, and when may i water", "watering"),
        ("hey guys, quick question: is there a queue?", "waiting-list"),
        ("sorry, is there a spade", "tools"),
    ],
)
def test_pleasantries_before_a_comma_add_no_answer(talker, shown, question, entry):
    assert shown(talker.say(question)) == [entry]
