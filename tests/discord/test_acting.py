"""Buttons that do something, forms, documents, rights, and leaving."""

import json

import discord
import pytest

from adapters.discord.client import Client
from adapters.discord.ids import Do, decode, encode
from adapters.discord.render import render
from bot.act import KeepText, Rate, Tell
from bot.disclose import NOT_SAVED, said
from bot.encode import encode as does
from bot.reply import Document, Paragraph, Reply, text
from tests.discord import wire
from tests.discord.script import RATED, RECORD, ScriptedDesk
from tests.discord.shapes import CHANNEL, GUILD, message

SWITCH = encode(Do(does(KeepText(True))))


@pytest.fixture
def rated(script) -> ScriptedDesk:
    script.says["rated"] = RATED
    return script


async def test_a_private_answer_is_rated_in_place(simulated, rated) -> None:
    async with simulated(rated) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="rated")
        rated.acted = Reply("answer", (Paragraph(text("Thank you, noted.")),), RATED.entries)
        await there.ada.click(asked.response, label="Helpful")
        assert asked.response.content == "Thank you, noted."
    [(act, asker, _, typed)] = rated.acts
    assert (act, typed) == (Rate(RECORD, True), {})
    assert asker == rated.askers[0]
    assert asker.private
    assert asker.tenant == f"discord:{there.guild.id}"


async def test_a_public_answer_stays_as_it_is_and_whoever_rates_it_is_told_alone(
    simulated, rated
) -> None:
    async with simulated(rated) as there:
        bob = there.guild.add_member(there.env.create_user("bob"))
        await there.ada.send(there.channel, f"{there.me} rated")
        before = there.public[0].content
        for person in (there.ada, bob):
            result = await person.click(there.public[0], label="Helpful")
            assert result.response.ephemeral
        assert there.public[0].content == before
    assert not rated.askers[0].private
    assert len({asker.who for _, asker, _, _ in rated.acts}) == 2


async def test_what_could_not_be_saved_is_said_beside_the_answer(simulated, rated) -> None:
    async with simulated(rated) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="rated")
        before = asked.response.content
        rated.acted = said(NOT_SAVED)
        result = await there.ada.click(asked.response, label="Helpful")
        assert NOT_SAVED in result.response.content
        assert result.response.ephemeral
        assert asked.response.content == before


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_form_asks_for_words_and_what_is_sent_is_done(simulated, rated, restarted) -> None:
    async with simulated(rated) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="rated")
        opened = await there.ada.click(asked.response, label="Say what was missing")
        assert rated.acts == []
        if restarted:
            await there.env.restart_bot(Client(rated))
        await there.ada.submit_modal(opened, {"missing": "the city I live in"})
        assert "Curiosity" in asked.response.content
    [(act, asker, _, typed)] = rated.acts
    assert (act, typed) == (Tell(RECORD), {"missing": "the city I live in"})
    assert asker == rated.askers[0]


async def test_no_form_is_kept_in_memory(simulated, rated) -> None:
    async with simulated(rated) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="rated")
        await there.ada.click(asked.response, label="Say what was missing")
        kept = there.env.bot._connection._view_store
        assert not kept._modals
        assert not kept._views


@pytest.mark.parametrize("where", ["server", "direct"])
async def test_a_form_goes_over_the_wire_as_discord_wants_it(local, running, rated, where) -> None:
    from_message = message(77, CHANNEL, 1000, flags=64, content="…")
    async with running(rated):
        await local.press(encode(Do(does(Tell(RECORD)))), where, message=from_message)
        form = await local.sees("POST", wire.CALLBACK, 1)
        assert form["type"] == 9
        field = {"type": 4, "custom_id": "missing", "value": "more of it", "id": 2}
        label = {"type": 18, "id": 1, "component": field}
        sent = {"custom_id": form["data"]["custom_id"], "components": [label]}
        await local.interact(5, sent, where, message=from_message)
        turned = await local.sees("POST", wire.CALLBACK, 2)
        assert turned["type"] == 7
    assert [typed for _, _, _, typed in rated.acts] == [{"missing": "more of it"}]


async def test_a_document_is_attached_whole_where_one_person_reads(simulated, script) -> None:
    told = json.dumps({"questions": ["é" * 50] * 400}, ensure_ascii=False)
    script.says["my data"] = Reply(
        "help", (Paragraph(text("All of it.")), Document("my-data.json", told))
    )
    async with simulated(script) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="my data")
        [file] = asked.response.attachments
        assert file.filename == "my-data.json"
        assert file.size == len(told.encode())
        assert asked.response.ephemeral
    assert render(script.says["my data"], owner=1).files == ()


def curated(script) -> list[bool]:
    return [curates for _, _, curates, _ in script.acts]


@pytest.mark.parametrize(
    ("permission", "curates"),
    [("manage_guild", True), ("administrator", True), ("manage_messages", False)],
)
async def test_who_manages_the_server_curates(local, running, script, permission, curates) -> None:
    value = str(discord.Permissions(**{permission: True}).value)
    from_message = message(77, CHANNEL, 1000, flags=64)
    async with running(script):
        for number, permissions in enumerate((value, "0"), 1):  # the right is lost meanwhile
            who = {"roles": [], "joined_at": None, "deaf": False, "mute": False, "flags": 0}
            member = {**who, "user": message(1, 1, 3000)["author"], "permissions": permissions}
            await local.press(SWITCH, message=from_message, member=member)
            await local.sees("POST", wire.CALLBACK, number)
    assert curated(script) == [curates, False]


async def test_nobody_curates_in_direct_messages(local, running, script) -> None:
    async with running(script):
        await local.press(SWITCH, "direct", message=message(77, CHANNEL, 1000))
        await local.sees("POST", wire.CALLBACK, 1)
    assert curated(script) == [False]
    assert script.acts[0][1].tenant == "discord:direct"


async def test_made_up_ids_do_nothing(local, running, script) -> None:
    async with running(script):
        for custom_id in ("tpm:act:", "tpm:act:keep-for:0", f"tpm:act:rate:{RECORD}:maybe",
                          "tpm:form:x", "tpm:act:1!2!keep-for:1", "x" * 100):  # fmt: skip
            await local.press(custom_id)
        await local.press("tpm:pick:skills")
        await local.sees("POST", wire.CALLBACK, 1)
    assert script.acts == []
    assert [entry for entry, _ in script.picked] == ["skills"]


async def test_a_server_that_removes_the_bot_takes_its_data_with_it(local, running, script) -> None:
    async with running(script):
        await local.tell("GUILD_DELETE", {"id": str(GUILD), "unavailable": True})
        await local.press("tpm:pick:skills")
        await local.sees("POST", wire.CALLBACK, 1)
        assert script.left == []
        await local.tell("GUILD_CREATE", _guild())
        await local.tell("GUILD_DELETE", {"id": str(GUILD)})
        await local.press("tpm:pick:skills")
        await local.sees("POST", wire.CALLBACK, 2)
    assert script.left == [f"discord:{GUILD}"]


def _guild():
    from tests.discord.shapes import guild

    return guild()


def test_the_longest_act_fits_into_a_custom_id() -> None:
    longest = Do("a" * 64, owner=2**64 - 1, asked=True)
    assert len(encode(longest)) <= 100
    assert decode(encode(longest)) == longest
    assert decode(encode(Do("a" * 65))) is None
