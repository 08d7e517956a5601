"""What is remembered of people on Discord, from the command to the database and back."""

import discord

from adapters.database.tend import tenants
from tests.database.conftest import eventually
from tests.database.test_store import rows


async def test_an_answer_is_rated_changed_and_said_what_was_missing(simulated, office) -> None:
    desk, _ = office
    async with simulated(desk) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="how much is a plot")
        await there.ada.click(asked.response, label="Helpful")
        assert "Thank you, noted." in asked.response.content
        await there.ada.click(asked.response, label="Not helpful")
        assert "40 and" in asked.response.content
        opened = await there.ada.click(asked.response, label="Say what was missing")
        await there.ada.submit_modal(opened, {"missing": "the deposit for a plot"})
        assert "a curator will see it" in asked.response.content


async def test_privacy_is_said_privately_in_plain_words(simulated, office) -> None:
    desk, _ = office
    async with simulated(desk) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="privacy")
        assert asked.response.ephemeral
        assert "Not the text of your questions" in asked.response.content
        assert "deleted after 90 days" in asked.response.content


async def test_my_data_is_a_file_and_forget_me_deletes_it(simulated, office) -> None:
    desk, store = office
    async with simulated(desk) as there:
        await there.ada.slash(there.channel, "tpm", question="how much is a plot")
        asked = await there.ada.slash(there.channel, "tpm", question="my data")
        assert asked.response.ephemeral
        [file] = asked.response.attachments
        assert file.filename == "my-data.json"
        gone = await there.ada.slash(there.channel, "tpm", question="forget me")
        assert "I deleted all I had about you, one question" in gone.response.content
        assert await rows(store) == []


async def test_who_manages_the_server_changes_settings_and_reads_insights(
    simulated, office
) -> None:
    desk, _ = office
    async with simulated(desk) as there:
        refused = await there.ada.slash(there.channel, "tpm", question="settings")
        assert "for curators of this place" in refused.response.content
        may = discord.Permissions(manage_guild=True, use_application_commands=True)
        keepers = there.guild.create_role("keepers", permissions=may)
        eve = there.guild.add_member(there.env.create_user("eve"), roles=[keepers])
        asked = await eve.slash(there.channel, "tpm", question="settings")
        assert "not kept" in asked.response.content
        await eve.click(asked.response, label="Keep the text of questions")
        assert "kept, without what tells who asked" in asked.response.content
        told = await eve.slash(there.channel, "tpm", question="insights")
        assert told.response.ephemeral
        assert "for curators" not in told.response.content


async def test_a_server_that_removes_the_bot_leaves_nothing_behind(simulated, office) -> None:
    desk, store = office
    async with simulated(desk) as there:
        await there.ada.slash(there.channel, "tpm", question="how much is a plot")
        await there.env.bot.on_guild_remove(there.guild)

        async def is_empty() -> bool:
            await store.behind.flush(5)
            return await tenants(store) == []

        await eventually(is_empty)
