"""Who is answered in a simulated Discord, where, and for whose eyes."""

import pytest

from bot.reply import Choice
from tests.discord import wire

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
