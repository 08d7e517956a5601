"""A conversation: follow-ups lean on what was talked about, until the topic or the time changes."""

from dataclasses import replace

import pytest

from bot.conversation import EXPIRES_AFTER, NEW
from tests.bot.conftest import Talker


@pytest.mark.parametrize(
    ("first", "then", "entry"),
    [
        ("what skills do I need", "and how much do they make?", "salary"),
        ("what skills do I need", "what about without experience?", "become-from-scratch"),
        ("how do I become a technical product manager", "what about without experience?",
         "become-from-scratch"),
        ("what skills do I need", "tell me more about the agile one", "skill-agile"),
        ("do they write code", "and network diagrams?", "coding-and-diagrams"),
    ],
)  # fmt: skip
def test_a_follow_up_is_understood(seeker, shown, first, then, entry):
    assert seeker.say(first).outcome == "answer"
    reply = seeker.say(then)
    assert reply.outcome == "answer"
    assert shown(reply) == [entry]


@pytest.mark.parametrize(
    ("first", "then", "shown", "elsewhere"),
    [
        ("which skills do i need", "how much are those?", "skills", "salary"),
        ("what certifications are there", "how much are those?", "certifications", "salary"),
    ],
)
def test_what_points_to_what_was_shown_is_not_answered_from_elsewhere(
    level, monkeypatch, offered, first, then, shown, elsewhere
):
    """Though it seems clear by itself; it is asked which of both is meant."""
    talker = Talker(level)
    assert [one.id for one in talker.say(first).entries] == [shown]
    before = talker.conversation
    reply = talker.say(then)
    assert reply.outcome == "choices"
    assert {shown, elsewhere} <= set(offered(reply))
    monkeypatch.setattr("bot.follow._points", lambda _: False)
    talker.conversation = before
    assert [one.id for one in talker.say(then).entries] == [elsewhere]


def test_what_points_to_what_was_shown_is_answered_where_that_says_it(level, shown):
    talker = Talker(level)
    talker.say("what do they earn")
    assert shown(talker.say("how much is it?")) == ["salary"]


def test_a_follow_up_into_what_is_not_known_is_still_not_known(seeker, said):
    seeker.say("how much does a technical product manager make")
    reply = seeker.say("and in Berlin?")
    assert reply.outcome == "unknown"
    assert "$" not in said(reply)


def test_a_new_topic_drops_the_old_one(talker, shown):
    talker.say("how much is a plot")
    assert shown(talker.say("which tools can i borrow")) == ["tools"]
    assert talker.conversation.about == ("tools",)
    assert talker.conversation.asked == ("which tools can i borrow",)


def test_a_clear_question_means_the_same_in_every_conversation(talker, garden):
    alone = replace(talker, conversation=NEW).say("when may i water")
    talker.say("how much is a plot")
    assert talker.say("when may i water") == alone


@pytest.mark.parametrize(("minutes", "kept"), [(14, True), (16, False)])
def test_what_was_talked_about_expires(talker, said, minutes, kept):
    talker.say("how much is a plot")
    talker.now += minutes * 60
    assert ("$40" in said(talker.say("why")) or "Rent" in said(talker.say("why"))) is kept
    talker.say("hello")
    assert (talker.conversation.about == ("rent",)) is kept


def test_it_expires_after_the_last_turn_and_not_after_the_first(talker):
    talker.say("how much is a plot")
    for _ in range(5):
        talker.now += EXPIRES_AFTER
        talker.say("thanks")
    assert talker.conversation.about == ("rent",)


def test_a_clock_that_runs_backwards_forgets_nothing(talker):
    talker.say("how much is a plot")
    talker.now -= 3_600
    talker.say("thanks")
    assert talker.conversation.about == ("rent",)


@pytest.mark.parametrize("chatter", ["thanks", "hello", "topics", "help", "why", "🙂"])
def test_chatter_in_between_drops_nothing(talker, chatter):
    talker.say("how much is a plot")
    talker.say(chatter)
    assert talker.conversation.about == ("rent",)
    assert talker.conversation.asked == ("how much is a plot",)


@pytest.mark.parametrize("more", ["more", "tell me more", "what else", "More, please!"])
def test_more_offers_what_goes_on_from_there(talker, offered, said, more):
    talker.say("how much is a plot")
    reply = talker.say(more)
    assert offered(reply) == ["waiting-list", "watering"]
    assert "That is all on it." in said(reply)


def test_where_nothing_goes_on_more_says_so(talker, offered, said):
    talker.say("when may i water")
    reply = talker.say("more")
    assert offered(reply) == []
    assert said(reply) == "That is all my source says on it."


def test_more_of_nothing_is_help(talker):
    assert talker.say("tell me more") == talker.say("help")


def test_what_was_talked_about_and_is_not_there_any_more_does_no_harm(talker, shown):
    gone = replace(NEW, about=("gone",), offered=("gone",), asked="what is gone", at=talker.now)
    for words in ("and the price?", "why", "1", "2", "hello", "when may i water"):
        talker.conversation = gone
        assert talker.say(words).parts


def test_a_turn_changes_no_conversation_but_returns_another(talker):
    before = replace(NEW, about=("rent",), offered=("rent", "tools"), asked="rent", at=talker.now)
    again = replace(before)
    for turn in ("when may i water", "1", "3", "why", "thanks", ""):
        talker.conversation = before
        talker.say(turn)
        assert before == again
    talker.conversation = before
    talker.pick("watering")
    assert before == again
    assert talker.conversation is not before


def test_every_turn_notes_its_time(talker):
    for turn in ("when may i water", "can i bring my dog", "why", "thanks", ""):
        talker.now += 60
        talker.say(turn)
        assert talker.conversation.at == talker.now
    talker.now += 60
    talker.pick("rent")
    assert talker.conversation.at == talker.now


def test_the_same_turn_in_the_same_conversation_is_answered_the_same(talker):
    for turn in ("when may i water", "and the shed?", "fair", "xqzwv", "why"):
        kept = talker.conversation
        first, after = talker.say(turn), talker.conversation
        talker.conversation = kept
        assert talker.say(turn) == first
        assert talker.conversation == after
