"""Buttons that do something, forms, documents, rights, and leaving."""

import pytest

from bot.act import KeepText, Rate, Tell
from bot.disclose import NOT_SAVED, said
from bot.encode import encode
from tests.slack.scripted import LONG, RECORD

THREAD = "1700000000.000001"


async def test_a_private_answer_is_rated_in_place(wire, slack, scripted, elements):
    await wire.command("rated")
    buttons = elements((await slack.call("response_url")).payload)
    await wire.press(buttons["Helpful"])
    reply = (await slack.call("response_url", 2)).payload
    assert reply["replace_original"] is True
    [(act, asker, _, typed)] = scripted.acts
    assert (act, typed) == (Rate(RECORD, True), {})
    assert asker == scripted.askers[0]
    assert (asker.tenant, asker.who, asker.private) == ("slack:T1", "slack:T1:U1", True)


async def test_a_public_answer_stays_as_it_is_and_whoever_rates_it_is_told_alone(
    wire, slack, scripted, elements
):
    await wire.mention("rated", ts=THREAD)
    buttons = elements((await slack.call("chat.postMessage")).payload)
    assert not scripted.askers[0].private
    for number, user in enumerate(("U1", "U2"), 1):
        who = {"id": user, "team_id": "T1"}
        await wire.press(buttons["Helpful"], at="channel", user=who)
        reply = (await slack.call("response_url", number)).payload
        assert reply["response_type"] == "ephemeral"
        assert reply["replace_original"] is False
    assert [asker.who for _, asker, _, _ in scripted.acts] == ["slack:T1:U1", "slack:T1:U2"]


async def test_what_could_not_be_saved_is_said_beside_the_answer(
    wire, slack, scripted, elements, read
):
    await wire.command("rated")
    buttons = elements((await slack.call("response_url")).payload)
    scripted.acted = said(NOT_SAVED)
    await wire.press(buttons["Helpful"])
    reply = (await slack.call("response_url", 2)).payload
    assert reply["replace_original"] is False
    assert reply["response_type"] == "ephemeral"
    assert NOT_SAVED in read(reply)


@pytest.mark.parametrize("words", ["the city I live in", None])
async def test_a_form_asks_for_words_and_what_is_sent_is_done(
    wire, slack, scripted, elements, words
):
    await wire.command("rated")
    buttons = elements((await slack.call("response_url")).payload)
    await wire.press(buttons["Say what was missing"])
    view = (await slack.call("views.open")).payload["view"]
    assert view["title"]["text"] == "What was missing?"
    assert scripted.acts == []
    await wire.send(view, {"missing": words})
    reply = (await slack.call("response_url", 2)).payload
    assert reply["replace_original"] is True
    [(act, asker, _, told)] = scripted.acts
    assert (act, told) == (Tell(RECORD), {"missing": words or ""})
    assert asker == scripted.askers[0]


async def test_a_form_opened_from_a_public_answer_is_answered_privately(
    wire, slack, scripted, elements
):
    await wire.mention("rated", ts=THREAD)
    buttons = elements((await slack.call("chat.postMessage")).payload)
    await wire.press(buttons["Say what was missing"], at="channel")
    view = (await slack.call("views.open")).payload["view"]
    await wire.send(view, {"missing": "more"})
    reply = (await slack.call("response_url")).payload
    assert reply["response_type"] == "ephemeral"
    assert reply["thread_ts"] == THREAD


async def test_a_form_that_nobody_made_does_nothing(wire, slack, scripted):
    for metadata in ("", "[]", "{", '{"does": "x", "where": "w", "private": true, "way": "Post"}'):
        view = {"callback_id": "act", "private_metadata": metadata, "blocks": []}
        await wire.send({"type": "modal", **view}, {"missing": "x"})
    await wire.command("skills")
    await slack.call("response_url")
    assert scripted.acts == []


async def test_a_press_with_a_made_up_value_does_nothing(wire, slack, scripted):
    for value in ("", "rate:1:yes", f"rate:{RECORD}:maybe", "keep-for:0", "x" * 2_000):
        await wire.press({"action_id": "act:0", "type": "button", "value": value})
    await wire.command("skills")
    await slack.call("response_url")
    assert scripted.acts == []


async def test_rights_are_asked_for_at_every_press(wire, slack, scripted):
    switch = {"action_id": "act:0", "type": "button", "value": encode(KeepText(True))}
    for number, about in enumerate(
        ({"is_admin": True}, {"is_owner": True}, {"is_admin": False}, {}), 1
    ):
        slack.users["U1"] = about
        await wire.press(switch)
        await slack.call("response_url", number)
    assert [curates for _, _, curates, _ in scripted.acts] == [True, True, False, False]


async def test_nobody_curates_where_slack_does_not_tell(wire, slack, scripted, trouble):
    slack.users["U1"] = {"is_admin": True}
    slack.trouble("users.info", trouble(body={"ok": False, "error": "missing_scope"}))
    await wire.press({"action_id": "act:0", "type": "button", "value": encode(KeepText(True))})
    await slack.call("response_url")
    assert [curates for _, _, curates, _ in scripted.acts] == [False]


async def test_a_long_document_arrives_whole_and_in_order_for_one_person(wire, slack, read):
    await wire.command("everything")
    await slack.until(lambda: LONG.splitlines()[-1] in _handed_out(slack, read))
    assert _handed_out(slack, read).splitlines() == LONG.splitlines()
    whispers = [call.payload for call in slack.of("response_url")]
    assert len(whispers) == 5
    assert all(one["response_type"] == "ephemeral" for one in whispers)
    assert {call.payload["channel"] for call in slack.of("chat.postMessage")} == {"U1"}


def _handed_out(slack, read) -> str:
    pages = [call.payload for call in slack.of("response_url")][1:]
    pages += [call.payload for call in slack.of("chat.postMessage")]
    return "\n".join(read(page).replace("\n\n", "\n").strip("\n") for page in pages)


@pytest.mark.parametrize(
    ("event", "left"),
    [
        ({"type": "app_uninstalled"}, ["slack:T1"]),
        ({"type": "tokens_revoked", "tokens": {"bot": ["B1"], "oauth": []}}, ["slack:T1"]),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}, []),
    ],
)
async def test_a_workspace_that_leaves_takes_its_data_with_it(wire, slack, scripted, event, left):
    await wire.event(event)
    await wire.command("skills")
    await slack.call("response_url")
    assert scripted.left == left
