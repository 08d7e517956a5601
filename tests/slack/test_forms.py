"""Forms on Slack: opened, refused and sent."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import blocks, fill
from adapters.slack.payload import Pressed
from adapters.slack.send import Replace
from bot.act import Tell
from bot.disclose import TOO_SLOW
from bot.encode import encode
from bot.form import LONGEST, Field, Form, FormRefused, prefilled
from bot.reply import Paragraph, Reply, text
from bot.utterance import Asker
from tests.slack.scripted import RECORD, answer

DOES = encode(Tell(RECORD))
BUTTON = {"action_id": "act:1", "type": "button", "value": DOES}
FORM = Form(
    "A longer title than Slack shows",
    (
        Field("title", "Title", "What <it> is & was", "Short"),
        Field("answer", "Answer", "One\n\nTwo", lines="many", most=LONGEST),
        Field("link", "Link", optional=True),
    ),
    "Save",
    DOES,
)
TYPED = st.text(max_size=50) | st.sampled_from(["\x00", "\ud800", "<!channel>", "😀" * 700, " \n"])


async def opened(wire, slack, scripted, at="hidden"):
    """The form, pressed for in a message."""
    scripted.formed = FORM
    before = len(slack.of("views.open"))
    await wire.press(BUTTON, at=at)
    return (await slack.call("views.open", before + 1)).payload["view"]


def stood(view) -> dict:
    return {b["block_id"]: b["element"].get("initial_value", "") for b in view["blocks"]}


async def test_a_form_shows_every_field_with_what_stands_in_it(wire, slack, scripted):
    view = await opened(wire, slack, scripted)
    assert view["title"]["text"] == "A longer title than Sla…"
    assert view["submit"]["text"] == "Save"
    assert stood(view) == {"title": "What <it> is & was", "answer": "One\n\nTwo", "link": ""}
    title, answered, link = view["blocks"]
    assert (title["label"]["text"], title["hint"]["text"]) == ("Title", "Short")
    assert [b["element"]["multiline"] for b in view["blocks"]] == [False, True, False]
    assert [b["optional"] for b in view["blocks"]] == [False, False, True]
    assert answered["element"]["max_length"] == LONGEST
    assert "hint" not in link


async def test_a_form_links_to_its_guide(wire, slack, scripted):
    scripted.formed = replace(FORM, guide="https://example.org/guide?a=1&b=2")
    await wire.press(BUTTON, at="hidden")
    view = (await slack.call("views.open")).payload["view"]
    [guide] = [block for block in view["blocks"] if block["type"] == "context"]
    link = "<https://example.org/guide?a=1&amp;b=2|How to write an entry>"
    assert guide["elements"][0]["text"] == link


async def test_what_was_typed_arrives_under_its_fields_names(wire, slack, scripted):
    view = await opened(wire, slack, scripted)
    acknowledged = await wire.send(view, {"title": "New", "link": None})
    assert acknowledged == {}
    await slack.call("response_url")
    [(act, _, _, typed)] = scripted.acts
    assert act == Tell(RECORD)
    assert typed == {"title": "New", "answer": "One\n\nTwo", "link": ""}


async def test_what_is_at_fault_is_said_in_the_form_which_is_sent_again(wire, slack, scripted):
    view = await opened(wire, slack, scripted)
    scripted.acted = FormRefused("link", "That is no web address.")
    acknowledged = await wire.send(view, {"link": "nowhere"})
    assert acknowledged == {
        "response_action": "errors",
        "errors": {"link": "That is no web address."},
    }
    assert slack.of("response_url") == []
    scripted.acted = answer()
    assert await wire.send(view, {"link": "https://example.org"}) == {}
    await slack.call("response_url")
    assert [typed["link"] for _, _, _, typed in scripted.acts] == [
        "nowhere", "https://example.org",
    ]  # fmt: skip


async def test_what_is_found_at_fault_too_late_is_said_privately(
    wire, slack, scripted, read, monkeypatch
):
    monkeypatch.setattr("adapters.slack.receive.VERDICT_WITHIN", 0.01)
    view = await opened(wire, slack, scripted)
    scripted.acted = FormRefused("link", "That is no web address.")
    scripted.held.clear()
    assert await wire.send(view) == {}
    scripted.held.set()
    told = (await slack.call("response_url")).payload
    assert told["response_type"] == "ephemeral"
    assert "That is no web address." in read(told)


async def test_a_form_sent_twice_by_slack_is_done_once(wire, slack, scripted):
    view = await opened(wire, slack, scripted)
    for _ in range(2):
        assert await wire.send(view, trigger_id="trigger.same") == {}
    await wire.command("skills")
    await slack.call("response_url", 2)
    assert len(scripted.acts) == 1


async def test_what_can_not_be_filled_in_is_said_beside_what_was_pressed(
    wire, slack, scripted, read
):
    scripted.formed = Reply("help", (Paragraph(text("That is for curators.")),), beside=True)
    await wire.press(BUTTON)
    told = (await slack.call("response_url")).payload
    assert told["replace_original"] is False
    assert "That is for curators." in read(told)
    assert slack.of("views.open") == []
    assert scripted.acts == []


@pytest.mark.parametrize("why", ["expired_trigger_id", "trigger_expired", "exchanged_trigger_id"])
async def test_a_form_that_comes_too_late_for_slack_is_said_to(
    wire, slack, scripted, trouble, read, why
):
    scripted.formed = FORM
    slack.trouble("views.open", trouble(body={"ok": False, "error": why}))
    await wire.press(BUTTON)
    assert TOO_SLOW in read((await slack.call("response_url")).payload)


async def test_a_failure_while_a_form_is_done_closes_it_and_is_said(
    wire, slack, scripted, read, monkeypatch
):
    view = await opened(wire, slack, scripted)

    async def broken(*_: object, **__: object) -> Reply:
        raise RuntimeError("a fault nobody thought of")

    monkeypatch.setattr(scripted, "act", broken)
    assert await wire.send(view) == {}
    told = read((await slack.call("response_url")).payload)
    assert "give whoever runs me this reference" in told


async def test_a_form_opened_before_a_restart_is_sent_after_it(slack, scripted, connect_over_http):
    async with connect_over_http(slack, scripted) as person:
        view = await opened(person, slack, scripted)
    async with connect_over_http(slack, scripted) as person:
        await person.send(view, {"title": "New"})
        reply = (await slack.call("response_url")).payload
    assert reply["replace_original"] is True
    assert [typed["title"] for _, _, _, typed in scripted.acts] == ["New"]


def changed(metadata: str, **changes: object) -> str:
    return json.dumps({**json.loads(metadata), **changes})


async def test_a_form_with_forged_or_truncated_metadata_does_nothing(wire, slack, scripted):
    view = await opened(wire, slack, scripted)
    kept = view["private_metadata"]
    forged = [
        kept[:-1], kept[: len(kept) // 2], "", "null", "3", '"x"', "[" * 2_000, "{}",
        changed(kept, does=None), changed(kept, does="rate:1:yes"), changed(kept, does=["tell"]),
        changed(kept, where=5), changed(kept, where="slack:T2:C1:U1"),
        changed(kept, where="discord:1"), changed(kept, private="yes"),
    ]  # fmt: skip
    for metadata in forged:
        assert await wire.send({**view, "private_metadata": metadata}) == {}
    for state in (None, {}, {"values": None}, {"values": []}, "x"):
        assert await wire.send(view, state=state) == {}
    await wire.command("skills")
    await slack.call("response_url")
    assert scripted.acts == []


async def test_a_form_without_a_usable_way_back_is_answered_in_a_direct_message(
    wire, slack, scripted
):
    view = await opened(wire, slack, scripted)
    kept = view["private_metadata"]
    for number, changes in enumerate(({"way": "Announce"}, {"url": 5}, {"way": []}), 1):
        await wire.send({**view, "private_metadata": changed(kept, **changes)})
        told = (await slack.call("chat.postMessage", number)).payload
        assert told["channel"] == "U1"


async def test_fields_of_another_shape_hold_nothing(wire, slack, scripted):
    view = await opened(wire, slack, scripted)
    values = {
        "title": {"typed": {"value": 5}}, "answer": {"other": {"value": "x"}}, "link": "x",
        "more": {"typed": {"value": "y"}},
    }  # fmt: skip
    await wire.send(view, state={"values": values})
    await slack.call("response_url")
    [(_, _, _, typed)] = scripted.acts
    assert typed == {"title": "", "answer": "", "link": "", "more": "y"}


@pytest.mark.parametrize(("over", "way"), [(0, "Replace"), (1, None)])
def test_metadata_leaves_the_way_back_out_beyond_3000(over, way):
    asker = Asker("slack:T1", "slack:T1:U1", "slack:T1:C1:U1")

    def kept(url: str) -> str:
        place = {"channel": "C1", "thread": "", "key": "k", "trigger": "t", "sharable": True}
        route = Replace(url)
        return fill.kept(Pressed("act", DOES, "U1", asker, url=url, route=route, **place), DOES)

    room = 3_000 - len(kept(""))
    told = kept("u" * (room + over))
    assert len(told) <= 3_000
    assert json.loads(told).get("way") == way
    assert json.loads(told)["does"] == DOES


@pytest.mark.parametrize(("length", "shown"), [(24, "x" * 24), (25, "x" * 23 + "…")])
def test_a_forms_title_and_button_are_shortened_beyond_24(length, shown):
    form = Form("x" * length, (Field("a", "A"),), "x" * length)
    view = blocks.modal(form, "")
    assert (view["title"]["text"], view["submit"]["text"]) == (shown, shown)


@pytest.mark.parametrize(("length", "shown"), [(2_000, "x" * 2_000), (2_001, "x" * 1_999 + "…")])
def test_labels_and_hints_are_shortened_beyond_2000(length, shown):
    form = Form("A form", (Field("a", "x" * length, hint="x" * length),))
    [block] = blocks.modal(form, "")["blocks"]
    assert (block["label"]["text"], block["hint"]["text"]) == (shown, shown)


@given(st.lists(st.tuples(TYPED, TYPED, TYPED), min_size=1, max_size=5), TYPED)
def test_any_form_is_within_every_limit(new_checker, held, title):
    fields = tuple(
        Field(f"f{number}", label, hint=hint, lines="many", most=LONGEST)
        for number, (label, _, hint) in enumerate(held)
    )
    values = {f"f{number}": value for number, (_, value, _) in enumerate(held)}
    checker = new_checker()
    checker.modal(blocks.modal(prefilled(Form(title, fields), values), ""))
    assert checker.violations == []
