"""What is remembered of people on Discord, from the command to the database and back."""

import discord
import pytest

from adapters.database.tend import tenants
from bot.disclose import NOT_ALLOWED
from tests.database.conftest import eventually
from tests.database.test_store import rows
from tests.discord import wire
from tests.discord.shapes import CHANNEL, message
from tests.discord.test_forms import about, allowed, sent


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


async def test_rights_lost_before_a_form_opens_or_is_sent_save_nothing(
    local, running, office
) -> None:
    desk, _ = office
    private = message(77, CHANNEL, 1000, flags=64)
    curates = {"member": allowed(manage_guild=True)}
    async with running(desk):
        await local.interact(2, about("where can i wash my boots"), "server", **curates)
        told = await local.sees("POST", wire.CALLBACK)
        [save] = [one for one in wire.buttons(told["data"]) if one["label"] == "Save as an answer"]
        await local.press(save["custom_id"], message=private, **curates)
        form = await local.sees("POST", wire.CALLBACK, 2)
        await local.interact(5, sent(form), "server", message=private)
        told = await local.sees("POST", wire.CALLBACK, 3)
        assert NOT_ALLOWED in wire.displayed(told["data"])
        await local.press(save["custom_id"], message=private)
        told = await local.sees("POST", wire.CALLBACK, 4)
        assert NOT_ALLOWED in wire.displayed(told["data"])


@pytest.mark.parametrize("typed", ["", "\x00", "a\ud800b", "@everyone <@1>", "😀" * 700])
async def test_whatever_is_typed_into_a_form_is_taken(local, running, office, typed) -> None:
    desk, _ = office
    private = message(77, CHANNEL, 1000, flags=64)
    async with running(desk):
        await local.command("how much is a plot")
        answer = await local.sees("POST", wire.CALLBACK)
        buttons = {one["label"]: one["custom_id"] for one in wire.buttons(answer["data"])}
        tell = buttons["Not helpful"].replace("rate", "tell").removesuffix(":no")
        await local.press(tell, message=private)
        form = await local.sees("POST", wire.CALLBACK, 2)
        await local.interact(5, sent(form, missing=typed), "server", message=private)
        told = await local.sees("POST", wire.CALLBACK, 3)
    assert "a curator will see it" in wire.displayed(told["data"])


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
