"""Login, registering, and what goes wrong on real wires between the client and Discord."""

import asyncio
import gc
import logging

import pytest

from adapters.discord import app
from adapters.discord.app import DiscordRefused, run_discord, sync_commands
from tests.discord import wire
from tests.discord.shapes import APPLICATION, CHANNEL, TOKEN

CALLBACK = r"/interactions/\d+/secret-\d+/callback"
ORIGINAL = r"/webhooks/1001/secret-\d+/messages/@original"
FOLLOW_UP = r"/webhooks/1001/secret-\d+"
POSTED = rf"/channels/{CHANNEL}/messages"


async def test_the_client_identifies_at_the_address_that_the_api_gives(local, running, script):
    async with running(script):
        (identify,) = [told for told in local.told if told["op"] == 2]
    assert identify["which"] == "first"
    assert identify["d"]["token"] == TOKEN
    assert identify["d"]["intents"] == 4609


async def test_commands_are_registered_over_rest_alone(local):
    assert await sync_commands(TOKEN, local.url) == ("tpm", "Ask TPM about this")
    (commands,) = local.seen("PUT", rf"/applications/{APPLICATION}/commands")
    tpm, about_this = commands
    assert (tpm["name"], tpm["type"]) == ("tpm", 1)
    (option,) = tpm["options"]
    assert (option["name"], option["type"], option["autocomplete"]) == ("question", 3, True)
    assert not option["required"]
    assert (about_this["name"], about_this["type"]) == ("Ask TPM about this", 3)
    for command in commands:
        assert command["integration_types"] == [0, 1]
        assert command["contexts"] == [0, 1, 2]
        assert wire.schema_faults("ApplicationCommandUpdateRequest", command) == []
    assert local.sockets == []
    assert {request.method for request in local.requests} == {"GET", "PUT"}


async def test_a_cut_line_is_resumed_and_nothing_else(local, running, script):
    async with running(script):
        await local.mention("what skills")
        await local.sees("POST", POSTED)
        await local.cut()
        resume = await local.until(lambda: [told for told in local.told if told["op"] == 6])
        await local.mention("both")
        await local.sees("POST", POSTED, 2)
    assert resume[0]["which"] == "again"
    assert resume[0]["d"]["session_id"] == "session"
    assert len([told for told in local.told if told["op"] == 2]) == 1


async def test_a_rate_limit_is_waited_for(local, running, script):
    async with running(script):
        limited = {"message": "You are being rate limited.", "retry_after": 0.2, "global": False}
        local.fail("POST", POSTED, 429, limited, Via="1.1 google", **{"Retry-After": "1"})
        began = asyncio.get_running_loop().time()
        await local.mention("what skills")
        await local.sees("POST", POSTED, 2)
        assert asyncio.get_running_loop().time() - began >= 0.2


async def test_a_rate_limited_answer_to_a_command_is_waited_for(local, running, script):
    async with running(script):
        limited = {"message": "You are being rate limited.", "retry_after": 0.2, "global": False}
        local.fail("POST", CALLBACK, 429, limited, Via="1.1 google")
        await local.command("what skills")
        assert "Curiosity" in (await local.sees("POST", CALLBACK, 2))["data"]["content"]


async def test_a_refused_token_ends_with_what_to_do(local, script):
    with pytest.raises(DiscordRefused, match="DISCORD_TOKEN"):
        await run_discord(script, "wrong", local.url, asyncio.Event())
    with pytest.raises(DiscordRefused, match="DISCORD_TOKEN"):
        await sync_commands("wrong", local.url)
    assert local.sockets == []


@pytest.mark.parametrize(
    ("code", "says"), [(4004, "DISCORD_TOKEN"), (4013, "4013"), (4014, "intents")]
)
async def test_a_session_refused_for_good_is_not_tried_again(code, says, local, script):
    local.close_code = code
    with pytest.raises(DiscordRefused, match=says):
        await run_discord(script, TOKEN, local.url, asyncio.Event())
    assert len(local.sockets) == 1


async def test_an_address_that_is_not_discords_is_refused(local, script):
    with pytest.raises(DiscordRefused, match="DISCORD_API_URL"):
        await run_discord(script, TOKEN, local.url + "/nowhere", asyncio.Event())


async def test_commands_that_discord_refuses_say_why(local):
    local.fail("PUT", ".*", 400, {"message": "Invalid Form Body", "code": 30034})
    with pytest.raises(DiscordRefused, match="Invalid Form Body"):
        await sync_commands(TOKEN, local.url)


async def test_a_login_out_of_reach_is_tried_again(local, running, script, monkeypatch):
    monkeypatch.setattr(app.ExponentialBackoff, "delay", lambda _: 0.01)
    local.fail("GET", "/users/@me", 503, "unavailable")
    async with running(script):
        await local.mention("what skills")
        await local.sees("POST", POSTED)


async def test_stopping_ends_the_wait_for_the_next_login(script, monkeypatch):
    monkeypatch.setattr(app.ExponentialBackoff, "delay", lambda _: 600)
    stop = asyncio.Event()
    task = asyncio.create_task(run_discord(script, TOKEN, "http://127.0.0.1:1/api/v10", stop))
    stop.set()
    async with asyncio.timeout(8):
        await task


async def test_no_session_begins_when_the_days_are_nearly_used_up(local, script, caplog):
    local.sessions_left = 3
    stop = asyncio.Event()
    task = asyncio.create_task(run_discord(script, TOKEN, local.url, stop))
    async with asyncio.timeout(8):
        await local.until(lambda: len(local.seen("GET", "/gateway/bot")) == 2 and local.told)
        stop.set()
        await task
    del task
    gc.collect()  # a line that was left open would be told of here
    assert [told["op"] for told in local.told if told["op"] == 2] == []
    assert "Too many Discord sessions today" in caplog.text


async def test_stopping_finishes_what_is_under_way_and_takes_nothing_new(local, running, script):
    held = asyncio.Event()
    answer = script.ask

    async def slowly(*args):
        reply = await answer(*args)
        await held.wait()
        return reply

    script.ask = slowly
    async with running(script) as stop:
        await local.command("what skills")
        await local.until(lambda: script.asked)
        stop.set()
        await local.command("both")
        with pytest.raises(TimeoutError):
            await local.until(lambda: local.sockets[-1].closed, within=0.3)
        held.set()
        await local.sees("POST", CALLBACK)
    await local.until(lambda: local.sockets[-1].closed)
    assert local.sockets[-1].close_code == 1000
    assert len(local.seen("POST", CALLBACK)) == 1


async def test_no_log_line_carries_a_token_or_what_was_asked(local, running, script, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("discord").setLevel(logging.NOTSET)
    async with running(script):
        limited = {"message": "You are being rate limited.", "retry_after": 0.01, "global": False}
        local.fail("POST", CALLBACK, 429, limited, Via="1.1 google")
        await local.command("what skills")
        await local.sees("POST", CALLBACK, 2)
        await local.command("xyzzy plugh")
        await local.sees("POST", CALLBACK, 3)
        await local.mention("xyzzy plugh")
        await local.sees("POST", POSTED)
    assert "reference" in str(local.seen("POST", POSTED))
    for secret in (TOKEN, "secret-", "plugh", "what skills"):
        assert secret not in caplog.text
