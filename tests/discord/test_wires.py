"""Questions and presses over real wires, from everywhere the bot can be used."""

import pytest

from tests.discord import wire
from tests.discord.shapes import ADA, APPLICATION, BOB, CHANNEL, DIRECT

CALLBACK = r"/interactions/\d+/secret-\d+/callback"
ORIGINAL = r"/webhooks/1001/secret-\d+/messages/@original"
FOLLOW_UP = r"/webhooks/1001/secret-\d+"
POSTED = rf"/channels/{CHANNEL}/messages"


async def test_a_mention_is_answered_as_a_reply_to_it(local, running, script):
    async with running(script):
        said = await local.mention("what skills")
        reply = await local.sees("POST", POSTED)
    assert str(reply["message_reference"]["message_id"]) == said["id"]
    assert reply["message_reference"]["fail_if_not_exists"] is False
    assert "Curiosity" in reply["content"]
    assert script.asked == [("what skills", f"discord:{ADA}", f"discord:{CHANNEL}:{ADA}")]


async def test_a_message_delivered_twice_is_answered_once(local, running, script):
    async with running(script):
        said = await local.mention("what skills")
        await local.tell("MESSAGE_CREATE", said)
        await local.mention("both")
        await local.until(lambda: len(script.asked) == 2)
    assert len(local.seen("POST", POSTED)) == 2
    assert [text for text, _, _ in script.asked] == ["what skills", "both"]


async def test_a_webhook_that_poses_as_a_person_is_not_answered(local, running, script):
    async with running(script):
        await local.mention("what skills", webhook_id="5000")
        await local.mention("both")
        await local.sees("POST", POSTED)
    assert [text for text, _, _ in script.asked] == ["both"]


async def test_a_command_delivered_twice_is_answered_once(local, running, script):
    async with running(script):
        await local.command("what skills", id="77", token="secret-77")
        await local.command("what skills", id="77", token="secret-77")
        await local.command("both")
        await local.sees("POST", CALLBACK, 2)
    assert len(local.seen("POST", CALLBACK)) == len(script.asked) == 2


async def test_a_command_is_answered_privately_and_its_answer_shared(local, running, script):
    async with running(script):
        await local.command("what skills")
        answered = await local.sees("POST", CALLBACK)
        assert answered["data"]["flags"] & 64
        (share,) = wire.buttons(answered["data"])
        await local.press(share["custom_id"])
        shared = await local.sees("POST", POSTED)
        await local.sees("PATCH", ORIGINAL)
    assert wire.read(shared["content"]).startswith(f"Ada (<@{ADA}>) shared this:")
    assert "Curiosity" in shared["content"]


@pytest.mark.parametrize("where", ["stranger", "muted", "group"])
async def test_where_the_bot_may_not_post_its_interaction_shares(where, local, running, script):
    async with running(script):
        await local.press("tpm:share:skills", where)
        shared = await local.sees("POST", FOLLOW_UP)
        told = await local.sees("PATCH", ORIGINAL)
    assert not (shared.get("flags") or 0) & 64
    assert f"<@{ADA}>" in shared["content"]
    assert "Shared in this channel." in told["content"]
    assert local.seen("POST", POSTED) == []


async def test_a_permission_lost_meanwhile_leaves_the_interaction_to_share(local, running, script):
    async with running(script):
        local.fail("POST", POSTED, 403, {"message": "Missing Access", "code": 50001})
        await local.press("tpm:share:skills")
        assert f"<@{ADA}>" in (await local.sees("POST", FOLLOW_UP))["content"]


async def test_where_nothing_may_be_shared_the_invitation_comes_privately(local, running, script):
    local.forces_private = True
    async with running(script):
        await local.press("tpm:share:skills", "stranger")
        told = await local.sees("PATCH", ORIGINAL)
    assert f"https://discord.com/oauth2/authorize?client_id={APPLICATION}" in told["content"]
    assert [b["label"] for b in wire.buttons(told)] == ["Share to channel"]


async def test_a_refused_follow_up_ends_in_the_invitation_too(local, running, script):
    async with running(script):
        local.fail("POST", FOLLOW_UP, 403, {"message": "Missing Access", "code": 50001})
        await local.press("tpm:share:skills", "stranger")
        assert "invite me" in (await local.sees("PATCH", ORIGINAL))["content"]


async def test_a_press_needs_no_message_and_no_label(local, running, script):
    async with running(script):
        await local.press("tpm:pick:salary")
        turned = await local.sees("POST", CALLBACK)
    assert turned["type"] == 7
    assert "A lot." in turned["data"]["content"]


async def test_buttons_on_what_was_shared_belong_to_nobody(local, running, script):
    async with running(script):
        await local.press("tpm:pick:salary:0", who=BOB)
        answered = await local.sees("POST", CALLBACK)
    assert (answered["type"], answered["data"]["flags"] & 64) == (4, 64)


async def test_buttons_of_others_are_left_alone(local, running, script):
    async with running(script):
        await local.press("somebody-else")
        await local.press("tpm:pick:salary")
        await local.sees("POST", CALLBACK)
    assert len(local.seen("POST", CALLBACK)) == 1


async def test_a_personal_install_is_answered_among_friends(local, running, script):
    async with running(script):
        await local.command("what skills", "group")
        answered = await local.sees("POST", CALLBACK)
    assert answered["data"]["flags"] & 64


async def test_a_direct_message_is_answered_in_kind(local, running, script):
    async with running(script):
        await local.write("what skills")
        reply = await local.sees("POST", f"/channels/{DIRECT}/messages")
    assert "Curiosity" in reply["content"]
