"""The real desk behind the real client: what Discord shows is what the core says."""

import pytest

from bot.plain import plain
from bot.utterance import Asker
from knowledge.schema import Entry


def words(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize(
    "question",
    ["how much is a plot", "waiting list", "when may i water? and what does a plot cost?",
     "help", "topics", "hi", "thanks", "who won the football", "plot", "", "🙂", "@everyone"],
)  # fmt: skip
async def test_discord_says_what_the_core_says(
    question, discord_conversation, desk, garden
) -> None:
    expected = await type(desk)(garden, desk.conversations, desk.deliveries).ask(
        question, Asker("discord:direct", "somebody", "elsewhere")
    )
    assert words(await discord_conversation.say(question)) == words(plain(expected))


async def test_every_entry_can_be_picked_and_is_shown_whole(simulated, desk, garden) -> None:
    async with simulated(desk) as there:
        for item in garden.items:
            if isinstance(item, Entry):
                result = await there.ada.slash(there.channel, "tpm", question=f"entry:{item.id}")
                shown = result.response.content
                assert (await desk.show((item.id,), "discord:1")).outcome == "answer"
                assert "Source: “Garden handbook”" in shown


async def test_what_is_related_can_be_pressed_and_pressed_again(discord_conversation) -> None:
    assert "$40 to $60" in await discord_conversation.say("how much is a plot")
    assert "tap is by the gate" in await discord_conversation.press("Watering")
    assert "Share" not in str(discord_conversation.shown), "there is nobody to share with"


async def test_a_question_is_followed_up_in_its_channel(simulated, desk) -> None:
    async with simulated(desk) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="how much is a plot")
        why = await there.ada.slash(there.channel, "tpm", question="why")
        assert "Rent for a plot" in why.response.content
        assert asked.response.id != why.response.id


async def test_suggestions_are_answered_as_picked(simulated, desk) -> None:
    async with simulated(desk) as there:
        offered = await there.ada.autocomplete(there.channel, "tpm", "question", "wat")
        assert offered[0]["name"] == "Watering"
        result = await there.ada.slash(there.channel, "tpm", question=offered[0]["value"])
        assert "tap is by the gate" in result.response.content


async def test_a_shared_answer_is_the_answer(simulated, desk) -> None:
    async with simulated(desk) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="how much is a plot")
        await there.ada.click(asked.response, label="Share to channel")
        (shared,) = there.public
        assert "$40 to $60" in shared.content
        assert "Source: “Garden handbook”" in shared.content
        pressed = await there.ada.click(shared, label="Watering")
        assert pressed.response.ephemeral, "what was shared stays as it is"
        assert "tap is by the gate" in pressed.response.content
