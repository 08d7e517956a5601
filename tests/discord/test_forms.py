"""Forms on Discord: opened, refused, sent, and what a message's command hands over."""

from dataclasses import replace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import fill
from adapters.discord.client import Client
from adapters.discord.ids import Do, encode
from bot.act import Tell
from bot.encode import encode as does
from bot.form import LONGEST, Field, Form, FormRefused, prefilled
from bot.reply import Paragraph, Reply, text
from tests.discord import shapes, wire
from tests.discord.script import RATED, RECORD, ScriptedDesk
from tests.discord.shapes import CHANNEL, GUILD, message

PRESS = encode(Do(does(Tell(RECORD))))
FORM = Form(
    "Save as an answer",
    (
        Field("title", "Title", "What *it* is & was", "Short"),
        Field("answer", "Answer", "One\n\nTwo", lines="many", most=LONGEST),
        Field("link", "Link", optional=True),
    ),
    "Save",
    does(Tell(RECORD)),
)
PRIVATE = message(77, CHANNEL, 1000, flags=64, content="…")
TYPED = st.text(max_size=50) | st.sampled_from(["\x00", "\ud800", "@everyone", "😀" * 700, " \n"])


@pytest.fixture
def formed(script) -> ScriptedDesk:
    script.says["rated"] = RATED
    script.formed = FORM
    return script


def shown(form) -> dict:
    return {label["component"]["custom_id"]: label for label in form["data"]["components"]}


def sent(form, **typed) -> dict:
    """A form as it is sent: with what was typed, and what stood in the other fields."""
    fields = {name: label["component"].get("value", "") for name, label in shown(form).items()}
    labels = [
        {"type": 18, "id": n, "component": {"type": 4, "custom_id": name, "value": v, "id": n}}
        for n, (name, v) in enumerate((fields | typed).items(), 1)
    ]
    return {"custom_id": form["data"]["custom_id"], "components": labels}


async def test_a_form_shows_every_field_with_what_stands_in_it(local, running, formed) -> None:
    async with running(formed):
        await local.press(PRESS, message=PRIVATE)
        form = await local.sees("POST", wire.CALLBACK)
    assert form["data"]["title"] == "Save as an answer"
    fields = shown(form)
    inputs = {name: label["component"] for name, label in fields.items()}
    assert {name: one.get("value") for name, one in inputs.items()} == {
        "title": "What *it* is & was", "answer": "One\n\nTwo", "link": None,
    }  # fmt: skip
    assert (fields["title"]["label"], fields["title"]["description"]) == ("Title", "Short")
    assert [one["style"] for one in inputs.values()] == [1, 2, 1]
    assert [one["required"] for one in inputs.values()] == [True, True, False]
    assert inputs["answer"]["max_length"] == LONGEST
    assert "description" not in fields["link"]


async def test_a_form_links_to_its_guide(local, running, formed) -> None:
    formed.formed = replace(FORM, guide="https://example.org/guide")
    async with running(formed):
        await local.press(PRESS, message=PRIVATE)
        form = await local.sees("POST", wire.CALLBACK)
    guide = form["data"]["components"][-1]
    assert guide == {"type": 10, "content": "[How to write an entry](https://example.org/guide)"}


async def test_what_was_typed_arrives_under_its_fields_names(local, running, formed) -> None:
    async with running(formed):
        await local.press(PRESS, message=PRIVATE)
        form = await local.sees("POST", wire.CALLBACK)
        await local.interact(5, sent(form, title="New"), "server", message=PRIVATE)
        assert (await local.sees("POST", wire.CALLBACK, 2))["type"] == 7
    [(act, _, _, typed)] = formed.acts
    assert act == Tell(RECORD)
    assert typed == {"title": "New", "answer": "One\n\nTwo", "link": ""}


async def test_what_is_at_fault_is_said_privately_and_the_answer_stays(simulated, formed) -> None:
    async with simulated(formed) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="rated")
        before = asked.response.content
        formed.acted = FormRefused("link", "That is no web address.")
        opened = await there.ada.click(asked.response, label="Say what was missing")
        told = await there.ada.submit_modal(opened, {"title": "x", "answer": "y", "link": "z"})
        assert "That is no web address." in told.response.content
        assert told.response.ephemeral
        assert asked.response.content == before


async def test_what_can_not_be_filled_in_is_said_beside_what_was_pressed(simulated, formed) -> None:
    formed.formed = Reply("help", (Paragraph(text("That is for curators.")),), beside=True)
    async with simulated(formed) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="rated")
        told = await there.ada.click(asked.response, label="Say what was missing")
        assert told.response.content == "That is for curators."
        assert told.response.ephemeral
    assert formed.acts == []


async def test_a_form_opened_from_a_public_answer_is_answered_privately(simulated, formed) -> None:
    async with simulated(formed) as there:
        await there.ada.send(there.channel, f"{there.me} rated")
        before = there.public[0].content
        opened = await there.ada.click(there.public[0], label="Say what was missing")
        told = await there.ada.submit_modal(opened, {"title": "x", "answer": "y"})
        assert told.response.ephemeral
        assert there.public[0].content == before


async def test_a_form_of_several_fields_outlives_a_restart(simulated, formed) -> None:
    async with simulated(formed) as there:
        asked = await there.ada.slash(there.channel, "tpm", question="rated")
        opened = await there.ada.click(asked.response, label="Say what was missing")
        await there.env.restart_bot(Client(formed))
        await there.ada.submit_modal(opened, {"title": "x", "answer": "y"})
    [(_, _, _, typed)] = formed.acts
    assert typed == {"title": "x", "answer": "y", "link": ""}


async def test_fields_of_another_shape_hold_nothing(local, running, formed) -> None:
    form_id = encode(Do(does(Tell(RECORD)), asked=True))
    row = {"type": 1, "components": [{"type": 4, "custom_id": "title", "value": "in a row"}]}
    async with running(formed):
        for number, components in enumerate(([], [row], [{"type": 18, "id": 1}]), 1):
            data = {"custom_id": form_id, "components": components}
            await local.interact(5, data, "server", message=PRIVATE)
            await local.sees("POST", wire.CALLBACK, number)
    assert [typed.get("title") for _, _, _, typed in formed.acts] == [None, "in a row", None]


async def test_a_forged_or_truncated_form_does_nothing(local, running, formed) -> None:
    whole = encode(Do(does(Tell(RECORD)), asked=True))
    async with running(formed):
        for custom_id in (whole[:-1], whole + "0", "tpm:form:tell:", "tpm:form:rate:1:yes", "x"):
            await local.interact(5, {"custom_id": custom_id, "components": []}, "server")
        await local.press("tpm:pick:skills")
        await local.sees("POST", wire.CALLBACK)
    assert formed.acts == []


def opened(form: Form) -> dict:
    """The form as it goes out."""
    return {**fill.modal(form, "tpm:form:x").to_dict()}


@pytest.mark.parametrize(("length", "title"), [(45, "x" * 45), (46, "x" * 44 + "…")])
def test_titles_and_labels_are_shortened_beyond_45(length, title) -> None:
    form = opened(Form("x" * length, (Field("a", "x" * length),)))
    assert (form["title"], form["components"][0]["label"]) == (title, title)


@pytest.mark.parametrize(("length", "hint"), [(100, "x" * 100), (101, "x" * 99 + "…")])
def test_hints_are_shortened_beyond_100(length, hint) -> None:
    form = opened(Form("A form", (Field("a", "A", hint="x" * length),)))
    assert form["components"][0]["description"] == hint


@given(st.lists(st.tuples(TYPED, TYPED, TYPED), min_size=1, max_size=5), TYPED)
def test_any_form_is_within_every_limit(held, title) -> None:
    fields = tuple(
        Field(f"f{number}", label, hint=hint, lines="many", most=LONGEST)
        for number, (label, _, hint) in enumerate(held)
    )
    values = {f"f{number}": value for number, (_, value, _) in enumerate(held)}
    assert wire.form_faults(opened(prefilled(Form(title, fields), values))) == []


def about(content: str, **more) -> dict:
    """The message command, chosen on Bob's message."""
    said = message(55, CHANNEL, shapes.BOB, content=content, **more)
    return {
        "id": "2", "name": "Ask TPM about this", "type": 3, "target_id": "55",
        "resolved": {"messages": {"55": said}},
    }  # fmt: skip


def allowed(**permissions: bool) -> dict:
    value = str(discord.Permissions(**permissions).value)
    return {**shapes.member(), "user": shapes.PEOPLE[shapes.ADA], "permissions": value}


async def test_a_curators_command_hands_over_words_link_and_author(local, running, script) -> None:
    async with running(script):
        member = allowed(manage_guild=True)
        said = "**what** skills\n\n<@3000>  <a:rose:77> https://example.org/"
        script.says[said] = RATED
        await local.interact(2, about(said), "server", member=member)
        await local.sees("POST", wire.CALLBACK)
    [quote] = script.quotes
    assert quote.text == "**what** skills\n\n  :rose: https://example.org/"
    assert quote.author == "Bob"
    assert quote.link == f"https://discord.com/channels/{GUILD}/{CHANNEL}/55"
    assert [asked for asked, _, _ in script.asked] == [said]


async def test_who_is_no_curator_hands_nothing_over(local, running, script) -> None:
    async with running(script):
        await local.interact(2, about("what skills"), "server")
        told = await local.sees("POST", wire.CALLBACK)
    assert told["data"]["flags"] & shapes.EPHEMERAL
    assert script.quotes == []
