"""manifest.yaml asks for what the code uses, and for nothing else."""

from pathlib import Path

import pytest
import yaml

from adapters.slack.app import COMMAND, SHORTCUT, open_slack

ROOT = Path(__file__).parents[2]


@pytest.fixture
def manifest():
    return yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))


def test_it_asks_for_exactly_the_scopes_that_suffice(manifest):
    assert set(manifest["oauth_config"]["scopes"]) == {"bot"}
    assert sorted(manifest["oauth_config"]["scopes"]["bot"]) == [
        "app_mentions:read", "assistant:write", "chat:write", "commands", "im:history",
    ]  # fmt: skip


async def test_it_subscribes_to_exactly_the_events_that_are_listened_to(
    manifest, slack, scripted, bot_token
):
    subscribed = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert sorted(subscribed) == [
        "app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked",
    ]  # fmt: skip
    async with open_slack(scripted, bot_token, slack.api_url) as app:
        for event in subscribed:
            assert await _is_listened_to(app.bolt, event.partition(".")[0]), event


async def _is_listened_to(bolt, event_type) -> bool:
    from slack_bolt.request.async_request import AsyncBoltRequest
    from slack_bolt.response import BoltResponse

    body = {"type": "event_callback", "event": {"type": event_type}}
    request = AsyncBoltRequest(body=body, mode="socket_mode")
    found = [
        await listener.async_matches(req=request, resp=BoltResponse(status=200))
        for listener in bolt._async_listeners  # there is no public way to see them
    ]
    return any(found)


def test_it_names_the_command_and_the_shortcut_of_the_code(manifest):
    [command] = manifest["features"]["slash_commands"]
    assert command["command"] == COMMAND
    assert command["should_escape"] is True
    [shortcut] = manifest["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("message", SHORTCUT)
    assert shortcut["name"] == "Ask TPM about this"


def test_it_uses_the_agent_view_and_not_the_legacy_container(manifest):
    assert "assistant_view" not in manifest["features"]
    assert manifest["features"]["agent_view"]["agent_description"]


def test_it_is_ready_for_socket_mode(manifest):
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"] == {"is_enabled": True}
    assert "request_url" not in settings["event_subscriptions"]
    home = manifest["features"]["app_home"]
    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]
    assert home["messages_tab_read_only_enabled"] is False


def test_it_keeps_within_slacks_lengths(manifest):
    about = manifest["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 174 <= len(about["long_description"]) <= 4_000
    [shortcut] = manifest["features"]["shortcuts"]
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150
    assert len(manifest["features"]["agent_view"]["agent_description"]) <= 300


def test_the_setup_page_shows_what_changes_for_http():
    page = (ROOT / "docs" / "set-up-slack.md").read_text(encoding="utf-8")
    for word in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "connections:write",
                 "manifest.yaml", "/slack/events", "tpm slack", "tpm web"):  # fmt: skip
        assert word in page
