"""Two entries that fit a question equally well are offered, not guessed (tests/bot)."""

import pytest


@pytest.mark.parametrize("words", ["when is the fair", "what day is the fair", "the fair"])
def test_two_that_fit_alike_are_offered(talker, offered, words):
    reply = talker.say(words)
    assert reply.outcome == "choices"
    assert sorted(offered(reply)[:2]) == ["autumn-fair", "spring-fair"]
