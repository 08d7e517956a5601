"""What is acknowledged, ignored, repeated, refused and broken, over both transports."""

import asyncio

import pytest


async def test_what_nothing_handles_is_acknowledged(wire, slack):
    await wire.event({"type": "reaction_added", "user": "U1"})
    await wire.event({"type": "app_uninstalled"})
    await wire.event({"type": "tokens_revoked", "tokens": {"bot": ["U1"]}})
    await wire.press({"action_id": "somebody elses", "value": "x"})
    await wire.shortcut("x", callback_id="unknown")
    await wire.command("skills", command="/other")
    await wire.message("skills")
    await slack.call("chat.postMessage")
    assert slack.of("response_url") == []


@pytest.mark.parametrize(
    "changes",
    [{"bot_id": "B9"}, {"subtype": "message_changed"}, {"user": "UBOT"}, {"user": None}],
    ids=["another bot", "an edit", "itself", "nobody"],
)
async def test_what_no_person_said_is_ignored(wire, slack, scripted, changes):
    await wire.message("skills", **changes)
    await wire.mention("skills", **changes)
    await wire.message("berlin")
    await slack.call("chat.postMessage")
    assert [asked[0] for asked in scripted.asked] == ["berlin"]


async def test_a_message_that_is_not_addressed_is_ignored(wire, slack, scripted):
    await wire.message("skills", channel="C1", channel_type="channel")
    await wire.message("berlin")
    await slack.call("chat.postMessage")
    assert [asked[0] for asked in scripted.asked] == ["berlin"]


async def test_a_repeated_event_is_answered_once(wire, slack, scripted):
    event = {"type": "app_mention", "user": "U1", "text": "skills", "ts": "1.1", "channel": "C1"}
    for _ in range(3):
        await wire.event(event, event_id="Ev1")
    await wire.message("berlin")
    await slack.call("chat.postMessage", 2)
    assert [asked[0] for asked in scripted.asked] == ["skills", "berlin"]


async def test_a_repeated_command_shortcut_or_press_is_answered_once(wire, slack, scripted):
    for _ in range(2):
        await wire.command("skills", trigger_id="t1")
        await wire.shortcut("skills", trigger_id="t2")
        await wire.press({"action_id": "choose:0", "value": "pay"}, trigger_id="t3")
    await wire.message("berlin")
    await slack.call("chat.postMessage")
    assert len(slack.of("response_url")) == 3


async def test_a_handler_that_fails_is_acknowledged_and_answered_with_a_reference(
    wire, slack, read, logged
):
    await wire.command("break")
    await wire.mention("break")
    await wire.message("break")
    await wire.press({"action_id": "choose:0", "value": "break"})
    private = [(await slack.call("response_url", n)).payload for n in (1, 2)]
    public = [(await slack.call("chat.postMessage", n)).payload for n in (1, 2)]
    for reply in (*private, *public):
        reference = read(reply).rsplit(": ", 1)[1].strip()
        assert reference in logged()
        assert "nobody thought of" not in str(reply)
    assert all(reply["response_type"] == "ephemeral" for reply in private)
    assert "Traceback" in logged()
    assert "RuntimeError: a fault nobody thought of" in logged()


async def test_an_apology_that_cannot_be_delivered_is_logged(wire, slack, trouble, logged):
    slack.trouble("chat.postMessage", *[trouble()] * 2)
    await wire.message("skills")
    await slack.call("chat.postMessage (refused)", 2)
    await wire.message("berlin")
    await slack.call("chat.postMessage")
    assert "could not be delivered either" in logged()


async def test_slack_is_acknowledged_while_the_answer_is_still_being_made(wire, slack, scripted):
    scripted.held.clear()
    async with asyncio.timeout(2):
        await wire.command("skills")
        await wire.mention("skills")
    assert slack.of("response_url") == []
    scripted.held.set()
    await slack.call("response_url")
    await slack.call("chat.postMessage")


async def test_a_rate_limit_is_waited_out(wire, slack, trouble):
    slack.trouble("chat.postMessage", trouble(429, {"ok": False}, {"Retry-After": "1"}))
    slack.trouble("response_url", trouble(429, {"ok": False}, {"Retry-After": "1"}))
    await wire.message("skills")
    await wire.command("skills")
    for method in ("chat.postMessage", "response_url"):
        sent = await slack.call(method)
        [refused] = slack.of(f"{method} (refused)")
        assert sent.at - refused.at >= 1
        assert sent.payload["text"] == refused.payload["text"]


async def test_no_log_line_gives_anything_away(wire, slack, logged, trouble):
    slack.trouble("response_url", trouble(500), trouble(500))
    await wire.command("my secret question", response_url=f"{slack.root}/response/secret-hook")
    await slack.call("response_url (refused)", 2)
    await wire.command("my secret question")
    await wire.mention("my secret question")
    await wire.message("break")
    await slack.call("chat.postMessage", 2)
    for secret in ("xoxb-", "xapp-", "secret-hook", "/response/", "secret question", "/link/"):
        assert secret not in logged()
