"""Not sure: choices; by their number or id the chosen one is shown."""

from dataclasses import replace

import pytest

from bot.conversation import NEW
from bot.reply import Choices, Heading
from bot.respond import show

VAGUE = [
    "degree or certificate",
    "data",
    "technical",
    "product",
    "experience",
    "manage",
    "better",
    "plans",
    "systems",
    "customers?",
    "engineers",
    "methods",
]


def test_whoever_is_not_sure_offers_two_to_four(seeker):
    replies = [replace(seeker, conversation=NEW).say(words) for words in VAGUE]
    unsure = [reply for reply in replies if reply.outcome == "choices"]
    assert unsure
    for reply in unsure:
        [asked] = reply.parts
        assert isinstance(asked, Choices)
        assert 2 <= len(asked.options) <= 4
        assert [option.id for option in asked.options] == [entry.id for entry in reply.entries]
        assert len(set(asked.options)) == len(asked.options)


@pytest.fixture
def asked(talker):
    """Someone who was offered two entries."""
    talker.conversation = replace(
        talker.conversation, offered=("rent", "watering"), asked="what now", at=talker.now
    )
    return talker


@pytest.mark.parametrize(
    ("typed", "entry"), [("1", "rent"), ("2", "watering"), (" 2. ", "watering"), ("02", "watering")]
)
def test_a_choice_is_picked_by_its_number(asked, shown, typed, entry):
    reply = asked.say(typed)
    assert reply.outcome == "answer"
    assert shown(reply) == [entry]
    assert asked.conversation.about == (entry,)
    assert asked.conversation.offered == ()


def test_the_number_after_the_last_is_none_of_these(asked, said):
    reply = asked.say("3")
    assert reply.outcome == "unknown"
    assert "in other words" in said(reply)
    assert asked.conversation.offered == ()


@pytest.mark.parametrize("typed", ["4", "0", "-1", "1 plot", "²", "٢", "9" * 50])
def test_another_number_picks_nothing(asked, typed, said):
    asked.say(typed)
    assert "$40" not in said(asked.say("hello"))


def test_choices_wait_until_something_else_is_asked(asked, shown):
    asked.say("when may i water")
    assert asked.conversation.offered == ()
    assert all(entry.confidence < 1 for entry in asked.say("1").entries)


def test_choices_survive_a_thank_you(asked, shown):
    asked.say("thanks")
    assert shown(asked.say("1")) == ["rent"]


def test_choices_are_forgotten_with_the_conversation(asked):
    asked.now += 15 * 60 + 1
    assert all(entry.confidence < 1 for entry in asked.say("1").entries)


def test_an_entry_is_picked_by_its_id_and_shown_in_full(talker, shown, said):
    reply = talker.pick("waiting-list")
    assert reply.outcome == "answer"
    assert shown(reply) == ["waiting-list"]
    assert reply.entries[0].confidence == 1
    assert "1. Write your name on the board." in said(reply)
    assert "Source: “Garden handbook”" in said(reply)
    assert talker.conversation.about == ("waiting-list",)


@pytest.mark.parametrize("entry_id", ["gone", "", "pets", "rent ", "x" * 10_000, "\x00"])
def test_an_id_that_no_entry_bears_is_said_to_be_gone(talker, said, entry_id):
    talker.pick("rent")
    reply = talker.pick(entry_id)
    assert reply.outcome == "unknown"
    assert said(reply) == "That answer is not there any more."
    assert talker.conversation.about == ("rent",)


def test_none_of_these_says_so_and_how_to_go_on(asked, said, offered):
    reply = asked.decline()
    assert reply.outcome == "unknown"
    assert reply.entries == ()
    assert "don't have that answer" in said(reply)
    assert len(offered(reply)) >= 2
    assert asked.conversation.offered == ()


def test_several_are_shown_together_for_sharing(talker, garden):
    reply = show(["watering", "gone", "rent", "watering"], garden, 0.0)
    assert [entry.id for entry in reply.entries] == ["watering", "rent"]
    assert [part.text for part in reply.parts if isinstance(part, Heading)] == [
        "Watering",
        "Rent for a plot",
    ]
    assert show(["gone"], garden, 0.0).outcome == show([], garden, 0.0).outcome == "unknown"


def test_what_is_related_is_offered_below_an_answer(talker, offered):
    assert offered(talker.pick("rent")) == ["waiting-list", "watering"]
    assert offered(talker.pick("rakes")) == ["tools"]
    assert offered(talker.pick("watering")) == []
