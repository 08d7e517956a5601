"""What people and the log see of failures, and what hostile text can't do."""

import logging

import pytest

from bot.reply import Paragraph, Reply, text
from tests.discord import wire

ASK = "Ask TPM about this"


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


async def test_an_event_that_breaks_before_it_is_answered_leaves_its_traceback(
    simulated, script, caplog, monkeypatch
) -> None:
    async with simulated(script) as there:
        monkeypatch.setattr("adapters.discord.receive.SPOKEN", None)
        await there.ada.send_dm("what skills")
        assert "on_message could not be handled" in caplog.text
        assert "TypeError" in caplog.text
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
