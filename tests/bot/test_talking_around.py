"""Talk to the bot with pleasantries around it, mistyped, or before a question."""

import pytest


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("thx mate", "thanks"),
        ("ok thanks lol", "thanks"),
        ("hey thanks so much!!", "thanks"),
        ("thanks dude", "thanks"),
        ("well hello there", "hello"),
        ("so what topics do you know?", "topics"),
        ("hlep", "help"),
        ("topcis", "topics"),
        ("thnaks", "thanks"),
        ("thank yuo", "thank you"),
        ("wyh", "why"),
        ("whyyy", "why"),
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
