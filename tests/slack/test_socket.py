"""Socket Mode: connections are lost and opened anew, and a stop is clean."""

import asyncio

import pytest

from adapters.settings import SettingsRefused
from adapters.slack.app import open_slack
from adapters.slack.socket import Pace, run_socket

PACE = Pace(ping=0.2, address=0.5, finish=5.0)


async def _answers(slack, socket) -> None:
    before = len(slack.of("chat.postMessage"))
    await socket.message("skills")
    await slack.call("chat.postMessage", before + 1)


async def _goes_on(running) -> None:
    """It waits, although it had the time to end."""
    done, _ = await asyncio.wait({running}, timeout=0.1)
    assert not done


async def test_a_cut_socket_is_opened_anew(slack, socket):
    await _answers(slack, socket)
    slack.cut()
    await slack.connected(2)
    await _answers(slack, socket)


async def test_a_closed_socket_is_opened_anew(slack, socket):
    await slack.sockets[-1].close()
    await slack.connected(2)
    await _answers(slack, socket)


async def test_a_socket_that_slack_refreshes_is_opened_anew(slack, socket):
    await slack.sockets[-1].send_json({"type": "disconnect", "reason": "refresh_requested"})
    await slack.connected(2)
    await _answers(slack, socket)


async def test_an_outage_while_reconnecting_is_sat_out(slack, socket, trouble):
    slack.trouble("apps.connections.open", *[trouble(503)] * 3)
    slack.cut()
    await slack.connected(2)
    await _answers(slack, socket)


async def test_an_address_that_leads_nowhere_is_given_up_for_a_new_one(
    slack, scripted, bot_token, app_token, logged
):
    slack.dead_addresses = 2
    stop = asyncio.Event()
    async with open_slack(scripted, bot_token, slack.api_url) as app:
        running = asyncio.create_task(run_socket(app, app_token, stop, PACE))
        await slack.connected()
        stop.set()
        await running
    assert slack.opened == 3
    assert "Failed to connect" in logged()
    assert "/dead/" not in logged()


async def test_an_event_repeated_on_the_next_connection_is_answered_once(slack, socket, scripted):
    event = {"type": "app_mention", "user": "U1", "text": "skills", "ts": "1.1", "channel": "C1"}
    await socket.event(event, event_id="Ev1")
    slack.cut()
    await slack.connected(2)
    await socket.event(event, event_id="Ev1")
    await socket.message("berlin")
    await slack.call("chat.postMessage", 2)
    assert [asked[0] for asked in scripted.asked] == ["skills", "berlin"]


async def test_a_stop_finishes_what_was_acknowledged(slack, scripted, bot_token, app_token, person):
    stop = asyncio.Event()
    scripted.held.clear()
    async with open_slack(scripted, bot_token, slack.api_url) as app:
        running = asyncio.create_task(run_socket(app, app_token, stop, PACE))
        await slack.connected()
        await person.message("skills")
        await slack.until(lambda: scripted.asked)
        stop.set()
        await _goes_on(running)
        scripted.held.set()
        await running
    assert len(slack.of("chat.postMessage")) == 1
    assert slack.sockets[-1].closed


async def test_a_stop_acknowledges_what_came_before_it(
    slack, scripted, bot_token, app_token, person
):
    stop = asyncio.Event()
    async with open_slack(scripted, bot_token, slack.api_url) as app:
        running = asyncio.create_task(run_socket(app, app_token, stop, PACE))
        await slack.connected()
        slack.held["auth.test"] = asyncio.Event()
        asking = asyncio.create_task(person.message("skills"))
        await slack.until(lambda: slack.waiting)
        stop.set()
        await _goes_on(running)
        slack.held["auth.test"].set()
        await asking
        await running
    assert len(slack.of("chat.postMessage")) == 1


async def test_a_stop_does_not_wait_for_ever(slack, scripted, bot_token, app_token, person, logged):
    stop = asyncio.Event()
    scripted.held.clear()
    pace = Pace(ping=0.2, address=0.5, finish=0.1)
    async with asyncio.timeout(3), open_slack(scripted, bot_token, slack.api_url) as app:
        running = asyncio.create_task(run_socket(app, app_token, stop, pace))
        await slack.connected()
        await person.message("skills")
        await slack.until(lambda: scripted.asked)
        stop.set()
        await running
    assert "1 replies unsent" in logged()


async def test_a_stop_before_there_was_a_connection_is_heard(slack, scripted, bot_token, app_token):
    slack.dead_addresses = 1_000
    stop = asyncio.Event()
    async with asyncio.timeout(3), open_slack(scripted, bot_token, slack.api_url) as app:
        running = asyncio.create_task(run_socket(app, app_token, stop, PACE))
        await slack.call("apps.connections.open")
        stop.set()
        await running


async def test_a_refused_app_token_is_named(slack, scripted, bot_token):
    async with open_slack(scripted, bot_token, slack.api_url) as app:
        with pytest.raises(SettingsRefused, match=r"SLACK_APP_TOKEN \(invalid_auth\)"):
            await run_socket(app, "xapp-wrong", asyncio.Event(), PACE)


async def test_a_refused_bot_token_is_named(slack, scripted):
    with pytest.raises(SettingsRefused, match=r"SLACK_BOT_TOKEN \(invalid_auth\)"):
        async with open_slack(scripted, "xoxb-wrong", slack.api_url):
            pass


async def test_an_outage_at_the_start_is_sat_out(slack, scripted, bot_token, app_token, trouble):
    slack.trouble("auth.test", trouble(503))
    slack.trouble("apps.connections.open", trouble(503), trouble(503))
    stop = asyncio.Event()
    async with open_slack(scripted, bot_token, slack.api_url) as app:
        running = asyncio.create_task(run_socket(app, app_token, stop, PACE))
        await slack.connected()
        stop.set()
        await running


async def test_the_environment_changes_nothing(slack, scripted, bot_token, monkeypatch):
    """bolt would turn to installations in files, and to another token."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "s")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-other")
    async with open_slack(scripted, bot_token, slack.api_url) as app:
        assert app.bolt.oauth_flow is None
        assert app.bolt.client.token == bot_token
