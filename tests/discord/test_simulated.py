"""The real client in a simulated Discord: who is answered, where, and for whose eyes."""

import logging

import pytest

from adapters.discord.client import Client
from bot.reply import Choice, Paragraph, Reply, text
from tests.discord import wire
from tests.discord.script import ScriptedDesk, answer, choices

ASK = "Ask TPM about this"


async def test_the_command_answers_privately_as_typed(simulated, script) -> None:
    async with simulated(script) as there:
        result = await there.ada.slash(there.channel, "tpm", question="what skills")
        assert result.response.ephemeral
        assert "Curiosity, and patience." in wire.read(result.response.content)
        assert there.public == []
    assert script.asked[0][0] == "what skills"


async def test_a_bare_command_gives_help(simulated, script) -> None:
    async with simulated(script) as there:
        result = await there.ada.slash(there.channel, "tpm")
        assert result.response.content == "Ask me about the job."


async def test_the_option_completes_while_typing_and_what_is_picked_is_answered(
    simulated, script
) -> None:
    script.suggested = (Choice("skills", "Skills " * 30), Choice("salary", "What it pays"))
    async with simulated(script) as there:
        offered = await there.ada.autocomplete(there.channel, "tpm", "question", "ski")
        assert [len(choice["name"]) <= 100 for choice in offered] == [True, True]
        value = offered[1]["value"]
        result = await there.ada.slash(there.channel, "tpm", question=value)
        assert "A lot." in result.response.content
    assert [entry for entry, _ in script.picked] == ["salary"]


async def test_no_more_than_25_suggestions_are_made(simulated, script) -> None:
    script.suggested = tuple(Choice(f"e{n}", f"Entry {n}") for n in range(26))
    async with simulated(script) as there:
        assert len(await there.ada.autocomplete(there.channel, "tpm", "question", "")) == 25


async def test_suggestions_that_fail_are_none(simulated, script, caplog) -> None:
    async with simulated(script) as there:
        assert await there.ada.autocomplete(there.channel, "tpm", "question", "break") == []
    assert "RuntimeError: no suggestions" in caplog.text


async def test_a_mention_gets_one_public_reply_to_its_message(simulated, script) -> None:
    async with simulated(script) as there:
        said = await there.ada.send(there.channel, f"{there.me} what skills")
        (reply,) = there.public
        assert reply.reference.message_id == said.id
        assert "Curiosity" in reply.content
    assert script.asked[0][0] == "what skills"


async def test_a_mention_in_a_thread_is_answered_there(simulated, script) -> None:
    async with simulated(script) as there:
        start = await there.ada.send(there.channel, "about skills")
        await start.create_thread(name="skills")
        (thread,) = there.channel.threads
        await there.ada.send(thread, f"{there.me} what skills")
        assert "Curiosity" in thread.last_message.content
        assert there.public == []


@pytest.mark.parametrize(
    "words", ["what skills", "@everyone what skills", "@here what skills", "<@&{role}> what skills"]
)
async def test_what_is_not_addressed_to_the_bot_is_left_alone(words, simulated, script) -> None:
    async with simulated(script) as there:
        role = there.guild.create_role("tpm")
        await there.ada.send(there.channel, words.format(role=role.id))
        assert there.public == []
    assert script.asked == []


async def test_bots_and_webhooks_are_never_answered(simulated, script) -> None:
    async with simulated(script) as there:
        other = there.guild.add_member(there.env.create_user("robot", bot=True))
        await other.send(there.channel, f"{there.me} what skills")
        hook = there.guild.create_webhook(there.channel)
        await hook.send(f"{there.me} what skills")
        assert there.public == []
    assert script.asked == []


async def test_a_direct_message_is_answered_plainly(simulated, script) -> None:
    async with simulated(script) as there:
        await there.ada.send_dm("what skills")
        reply = there.ada.user.dm_channel.last_message
        assert "Curiosity" in reply.content
        assert reply.reference is None
        assert reply.components == []


async def test_a_command_in_a_direct_message_is_answered_plainly(simulated, script) -> None:
    async with simulated(script) as there:
        result = await there.ada.user.slash("tpm", question="what skills")
        assert not result.response.ephemeral
        assert result.response.components == []


async def test_the_message_command_asks_what_the_message_says(simulated, script) -> None:
    async with simulated(script) as there:
        said = await there.ada.send(there.channel, "what skills")
        result = await there.ada.context_menu(there.channel, ASK, said)
        assert result.response.ephemeral
        assert "Curiosity" in result.response.content


async def test_the_message_command_on_a_message_without_words_gives_help(simulated, script) -> None:
    async with simulated(script) as there:
        said = await there.ada.send(there.channel, "", attachments=[("a.png", b"x")])
        result = await there.ada.context_menu(there.channel, ASK, said)
        assert result.response.content == "Ask me about the job."


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


@pytest.mark.parametrize("how", ["command", "mention", "press", "direct"])
async def test_a_failure_gives_a_reference_and_the_log_its_traceback(
    how, simulated, script, caplog
) -> None:
    async with simulated(script) as there:
        unsure = await there.ada.slash(there.channel, "tpm", question="unclear")
        script.says.clear()
        caplog.clear()
        if how == "command":
            shown = (await there.ada.slash(there.channel, "tpm", question="x")).response.content
        elif how == "mention":
            await there.ada.send(there.channel, f"{there.me} x")
            shown = there.public[-1].content
        elif how == "press":
            pressed = await there.ada.click(unsure.response, label="About salary")
            assert pressed.response.ephemeral
            shown = pressed.response.content
        else:
            await there.ada.send_dm("x")
            shown = there.ada.user.dm_channel.last_message.content
    (record,) = [r for r in caplog.records if r.levelno >= logging.ERROR]
    assert shown.endswith(record.reference)
    assert "RuntimeError" in caplog.text
    assert "RuntimeError" not in shown


async def test_a_command_that_is_gone_gives_a_reference(simulated, script, caplog) -> None:
    async with simulated(script) as there:
        there.env.bot.tree.clear_commands(guild=None)
        result = await there.ada.slash(there.channel, "tpm", question="x")
        assert result.response.ephemeral
        assert "reference" in result.response.content
        assert "CommandNotFound" in caplog.text
        assert len(there.env.errors) == 1


async def test_a_failure_that_discord_will_not_hear_of_ends_in_the_log(
    simulated, script, caplog
) -> None:
    async with simulated(script) as there:
        there.env.inject_error("POST", "/interactions/*", status=404, code=10062, times=None)
        await there.ada.slash(there.channel, "tpm", question="what skills")
        assert "Discord took no excuse either (status 404)" in caplog.text


@pytest.mark.parametrize("words", ["", "@everyone <@1> **x** [a](b)", "\u202e\u200b", "a" * 1900])
async def test_hostile_questions_are_answered_and_notify_nobody(words, simulated, script) -> None:
    script.says |= {words: Reply("unknown", (Paragraph(text(f"Not {words}.")),))}
    async with simulated(script) as there:
        await there.ada.send(there.channel, f"{there.me} {words}")
        result = await there.ada.slash(there.channel, "tpm", question=words)
        for shown in (there.public[0].content, result.response.content):
            assert wire.read(shown) == f"Not {words}.".replace("\u200b", "")
