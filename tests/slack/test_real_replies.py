"""The real core behind the adapter: what people read on Slack is what it said."""

import pytest

from bot.plain import plain
from bot.utterance import Asker

SAID = [
    "how much is a plot",
    "how do i get a plot",
    "borrow a shovel",
    "can i bring my dog",
    "how many rakes are there",
    "help",
    "topics",
    "hello",
    "thanks",
    "what is the capital of France",
    "how much is a plot and where is the tap",
    "😀",
    "&lt;!channel&gt; *bold* <http://a.example|b>",
]


@pytest.mark.parametrize("words", SAID)
async def test_slack_says_what_the_core_says(slack_conversation, desk, words):
    assert await slack_conversation.say(words) == plain(
        await desk.ask(words, Asker("slack:T1", "U9", "elsewhere"))
    )


async def test_a_conversation_goes_on_over_messages_and_presses(slack_conversation, desk):
    await slack_conversation.say("how much is a plot")
    pressed = await slack_conversation.press("Watering")
    assert pressed == plain(await desk.pick("watering", Asker("slack:T1", "U9", "elsewhere")))
    assert "tap" in pressed
    follow_up = await slack_conversation.say("why?")
    assert follow_up


async def test_every_button_of_a_reply_can_be_pressed(slack_conversation):
    await slack_conversation.say("rake")
    for label in list(slack_conversation.labels):
        assert await slack_conversation.press(label)
