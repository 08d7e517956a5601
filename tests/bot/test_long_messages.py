"""No message holds the bot up, however long or strange it is."""

import time

import pytest


@pytest.mark.parametrize("piece", ["a@", "\u3300", "\ufb03", "中", "9"])
def test_forty_thousand_characters_are_answered_within_a_second(talker, piece):
    began = time.process_time()
    assert talker.say((piece * 40_000)[:40_000]).parts
    assert time.process_time() - began < 1


@pytest.mark.parametrize("filling", [" ", "\n", "\u00a0"])
def test_a_question_in_forty_thousand_spaces_is_answered_within_a_second(talker, filling):
    began = time.process_time()
    assert talker.say("how much is a plot?" + filling * 40_000 + "x").parts
    assert time.process_time() - began < 1
