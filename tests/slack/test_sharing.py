"""A private answer made public, in somebody's name, once."""

import asyncio

SHARE = {"action_id": "share", "value": "skills", "type": "button"}


async def test_a_private_answer_can_be_shared_in_ones_name(wire, slack, elements, read):
    await wire.command("skills")
    await wire.press(elements((await slack.call("response_url")).payload)["Share to channel"])
    public = (await slack.call("response_url", 2)).payload
    assert public["response_type"] == "in_channel"
    assert public["replace_original"] is False
    assert public["text"].startswith("<@U1> shared")
    assert "The guide" in public["text"]
    assert read(public).startswith("<@U1> shared")
    assert "All about Skills you need." in read(public)
    assert "Share to channel" not in elements(public)


async def test_after_sharing_the_button_is_gone(wire, slack, elements, read):
    await wire.press(SHARE)
    private = (await slack.call("response_url", 2)).payload
    assert private["replace_original"] is True
    assert "Shared with this channel." in read(private)
    assert "All about Skills you need." in read(private)
    assert "Share to channel" not in elements(private)


async def test_several_answers_are_shared_together(wire, slack, read):
    await wire.press(SHARE | {"value": "skills pay"})
    public = (await slack.call("response_url")).payload
    assert "Skills you need and What it pays & when" in read(public)


async def test_pressing_twice_shares_once(wire, slack):
    container = {"type": "message", "message_ts": "1.1", "channel_id": "C1", "is_ephemeral": True}
    async with asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(wire.press(SHARE, container=container))
    await wire.message("berlin")
    await slack.call("chat.postMessage")
    await slack.call("response_url", 2)
    public = [c for c in slack.of("response_url") if c.payload.get("response_type") == "in_channel"]
    assert len(public) == 1


async def test_what_is_asked_in_a_thread_is_shared_into_it(wire, slack):
    container = {"type": "message", "message_ts": "1.2", "thread_ts": "1.1", "is_ephemeral": True}
    await wire.press(SHARE, container=container)
    assert (await slack.call("response_url")).payload["thread_ts"] == "1.1"


async def test_where_response_url_refuses_the_bot_posts_as_a_member(wire, slack, trouble):
    slack.trouble("response_url", trouble(404, {"ok": False, "error": "expired_url"}))
    await wire.press(SHARE)
    public = (await slack.call("chat.postMessage")).payload
    assert public["channel"] == "C1"
    assert public["text"].startswith("<@U1> shared")
    await slack.call("response_url")


async def test_a_refusal_in_an_ok_answer_is_noticed(wire, slack, trouble):
    slack.trouble("response_url", trouble(200, {"ok": False, "error": "used_url"}))
    await wire.press(SHARE)
    await slack.call("chat.postMessage")


async def test_where_neither_works_the_bot_asks_privately_to_be_invited(wire, slack, trouble, read):
    slack.trouble("response_url", trouble(404))
    slack.trouble("chat.postMessage", trouble(200, {"ok": False, "error": "not_in_channel"}))
    await wire.press(SHARE)
    private = (await slack.call("response_url")).payload
    assert private["response_type"] == "ephemeral"
    assert private["replace_original"] is False
    assert "Invite me" in read(private)


async def test_where_nothing_can_be_said_there_the_bot_writes_a_direct_message(
    wire, slack, trouble, read
):
    slack.trouble("response_url", trouble(404), trouble(404))
    slack.trouble("chat.postMessage", trouble(200, {"ok": False, "error": "not_in_channel"}))
    await wire.press(SHARE)
    told = (await slack.call("chat.postMessage")).payload
    assert told["channel"] == "U1"
    assert "Invite me" in read(told)


async def test_sharing_that_failed_can_be_tried_again(wire, slack, trouble):
    container = {"type": "message", "message_ts": "1.1", "channel_id": "C1", "is_ephemeral": True}
    slack.trouble("response_url", trouble(404))
    slack.trouble("chat.postMessage", trouble(200, {"ok": False, "error": "not_in_channel"}))
    await wire.press(SHARE, container=container)
    await slack.call("response_url")
    await wire.press(SHARE, container=container)
    assert (await slack.call("response_url", 2)).payload["response_type"] == "in_channel"


async def test_an_answer_that_is_no_longer_known_is_not_shared(wire, slack, read):
    await wire.press(SHARE | {"value": "forgotten"})
    private = (await slack.call("response_url")).payload
    assert private["response_type"] == "ephemeral"
    assert "nothing to share" in read(private)
