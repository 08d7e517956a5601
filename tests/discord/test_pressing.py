"""What presses do in a simulated Discord: turning over, declining, sharing."""

from adapters.discord.client import Client
from bot.reply import Reply
from tests.discord import wire
from tests.discord.script import ScriptedDesk, answer, choices

ASK = "Ask TPM about this"


async def test_a_pressed_choice_turns_its_message_over(simulated, script) -> None:
    async with simulated(script) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="unclear")
        await there.ada.click(asked.response, label="About salary")
        assert "A lot." in asked.response.content
        assert [b["label"] for b in wire.buttons({"components": asked.response.components})] == [
            "Share to channel"
        ]
        assert there.public == []
    assert script.picked[0][0] == "salary"
    assert script.picked[0][1] == script.asked[0][2], "one conversation"


async def test_none_of_these_turns_its_message_over(simulated, script) -> None:
    async with simulated(script) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="unclear")
        await there.ada.click(asked.response, label="None of these")
        assert asked.response.content == "My source doesn't cover that."
        assert asked.response.components == []
    assert script.declined == [script.asked[0][2]]


async def test_who_asked_in_public_turns_the_public_message_over(simulated, script) -> None:
    async with simulated(script) as there:
        await there.ada.send(there.channel, f"{there.me} unclear")
        await there.ada.click(there.public[0], label="About salary")
        (reply,) = there.public
        assert "A lot." in reply.content


async def test_others_pressing_in_public_get_the_answer_to_themselves(simulated, script) -> None:
    async with simulated(script) as there:
        bob = there.guild.add_member(there.env.create_user("bob"))
        await there.ada.send(there.channel, f"{there.me} unclear")
        result = await bob.click(there.public[0], label="About salary")
        assert result.response.ephemeral
        assert "A lot." in result.response.content
        assert there.public[0].content.startswith("Which one?")
    assert script.picked[0][1] != script.asked[0][2], "Bob's own conversation"


async def test_sharing_posts_for_all_and_names_who_did(simulated, script) -> None:
    async with simulated(script) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="both")
        await there.ada.click(asked.response, label="Share to channel")
        (shared,) = there.public
        assert wire.read(shared.content).startswith(f"Ada *L* (<@{there.ada.id}>) shared this:")
        assert shared.content.count("Curiosity") == 2
        assert "Shared in this channel." in asked.response.content
        assert "Share" not in str(asked.response.components)


async def test_sharing_an_answer_that_is_gone_says_so(simulated, script) -> None:
    async with simulated(script) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="what skills")
        del script.says["skills"]
        await there.ada.click(asked.response, label="Share to channel")
        assert asked.response.content == "That answer is not there any more."
        assert there.public == []


async def test_long_replies_turn_over_into_short_ones_and_back(simulated, script) -> None:
    long = answer("path", body="step " * 600)
    script.says |= {"long": long, "unclear": choices("path", "skills"), "path": long}
    async with simulated(script) as there:
        result = await there.ada.slash(there.channel, "tpm", question="unclear")
        await there.ada.click(result.response, label="About path")
        assert wire.displayed({"components": result.response.components}).count("step") == 600
        script.says["path"] = choices("skills")
        again = await there.ada.slash(there.channel, "tpm", question="long")
        assert again.response.flags.components_v2
        custom_id = "tpm:pick:skills"
        script.says["long2"] = Reply("choices", (*long.parts, *choices("skills").parts))
        third = await there.ada.slash(there.channel, "tpm", question="long2")
        await there.ada.click(third.response, custom_id=custom_id)
        assert third.response.content == ""
        assert "Curiosity" in wire.displayed({"components": third.response.components})


async def test_buttons_from_before_a_restart_work(simulated, script) -> None:
    async with simulated(script) as there:
        unsure = await there.ada.slash(there.channel, "tpm", question="unclear")
        sure = await there.ada.slash(there.channel, "tpm", question="what skills")
        await there.ada.send(there.channel, f"{there.me} unclear")
        fresh = ScriptedDesk(script.says)
        await there.env.restart_bot(Client(fresh))
        await there.ada.click(unsure.response, label="About salary")
        assert "A lot." in unsure.response.content
        await there.ada.click(there.public[0], label="None of these")
        assert there.public[0].content == "My source doesn't cover that."
        await there.ada.click(sure.response, label="Share to channel")
        assert "Curiosity" in there.public[-1].content
