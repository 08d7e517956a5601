"""Slack over HTTP: what is not Slack's is turned away, without a trace."""

import asyncio
import io
import json
import time
from urllib.parse import quote

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples

COMMAND = b"command=%2Ftpm&text=skills&team_id=T1&channel_id=C1&user_id=U1"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def post(url):
    """Post a body with headers; status and body of the answer."""
    async with aiohttp.ClientSession() as session:

        async def posted(body, headers, content_type=FORM):
            headers = {**headers, "Content-Type": content_type}
            async with session.post(url, data=body, headers=headers) as response:
                return response.status, await response.text()

        yield posted


def _nothing_happened(slack, scripted, answered, logged) -> None:
    status, body = answered
    assert status in (400, 401), body
    assert "Traceback" not in body
    assert "Traceback" not in logged()
    assert "text=skills" not in logged()
    assert scripted.asked == []
    assert {call.method for call in slack.calls} == {"auth.test"}


async def test_a_request_that_slack_signed_is_answered(post, signed, slack):
    body = COMMAND + f"&response_url={slack.response_url()}".encode()
    assert await post(body, signed(body)) == (200, "")
    await slack.call("response_url")


TIMESTAMPS = [
    "",
    "soon",
    "4" * 400,
    "-1700000000",
    "1e9",
    "1700000000.5",
    "٣٣٣٣٣٣٣٣٣٣",
    " 17",
    "0x1f",
]


@pytest.mark.parametrize("timestamp", TIMESTAMPS)
async def test_an_unusable_timestamp_is_turned_away(
    post, signed, slack, scripted, logged, timestamp
):
    headers = signed(COMMAND) | {"X-Slack-Request-Timestamp": timestamp}
    _nothing_happened(slack, scripted, await post(COMMAND, headers), logged)


@pytest.mark.parametrize("gone", ["X-Slack-Request-Timestamp", "X-Slack-Signature"])
async def test_a_missing_header_is_turned_away(post, signed, slack, scripted, logged, gone):
    headers = signed(COMMAND)
    del headers[gone]
    _nothing_happened(slack, scripted, await post(COMMAND, headers), logged)


@pytest.mark.parametrize("signature", ["", "v0=", "v0=" + "0" * 64, "v1=é", "v0=\udcff"])
async def test_a_forged_signature_is_turned_away(post, signed, slack, scripted, logged, signature):
    headers = signed(COMMAND) | {
        "X-Slack-Signature": signature.encode(errors="surrogateescape").decode("latin-1")
    }
    _nothing_happened(slack, scripted, await post(COMMAND, headers), logged)


async def test_a_signature_with_another_secret_is_turned_away(
    post, signed, slack, scripted, logged
):
    headers = signed(COMMAND, secret="another")
    _nothing_happened(slack, scripted, await post(COMMAND, headers), logged)


async def test_a_changed_body_is_turned_away(post, signed, slack, scripted, logged):
    headers = signed(COMMAND.replace(b"skills", b"berlin"))
    _nothing_happened(slack, scripted, await post(COMMAND, headers), logged)


@pytest.mark.parametrize("seconds", [-301, 301])
async def test_a_stale_or_future_request_is_turned_away(
    post, signed, slack, scripted, logged, seconds
):
    headers = signed(COMMAND, at=time.time() + seconds + (seconds > 0))
    _nothing_happened(slack, scripted, await post(COMMAND, headers), logged)


async def test_a_request_of_five_minutes_ago_is_still_good(post, signed, slack):
    body = COMMAND + f"&response_url={slack.response_url()}".encode()
    status, _ = await post(body, signed(body, at=time.time() - 290))
    assert status == 200
    await slack.call("response_url")


async def test_a_stop_finishes_what_was_acknowledged(connect_over_http, slack, scripted):
    scripted.held.clear()
    async with connect_over_http(slack, scripted) as person:
        await person.command("skills")
        asyncio.get_running_loop().call_later(0.1, scripted.held.set)
    assert len(slack.of("response_url")) == 1


MALFORMED = [
    b"",
    b"\xff\xfe",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"1" * 5000,
    b"[" * 100_000,
    b"{}",
    b'{"type": 5}',
    b'{"type": "event_callback", "event": "hello"}',
    b'{"type": "event_callback", "event": null}',
    b'{"type": "event_callback", "event": {"type": "message"}, "authorizations": [5]}',
    b'{"type": "block_actions", "actions": "x"}',
    b'{"type": "block_actions", "actions": [5]}',
]


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: str(body[:40]))
@pytest.mark.parametrize("wrapped", [False, True], ids=["json", "form"])
async def test_a_malformed_body_is_turned_away(
    post, signed, slack, scripted, logged, body, wrapped
):
    content_type = FORM if wrapped else "application/json"
    if wrapped:
        body = b"payload=" + quote(body).encode()
    _nothing_happened(slack, scripted, await post(body, signed(body), content_type), logged)


async def test_a_body_that_is_not_text_is_turned_away_unsigned_too(post, slack, scripted, logged):
    _nothing_happened(slack, scripted, await post(b"\xff\xfe", {}), logged)


async def test_a_body_that_is_too_large_is_not_read(post, signed, slack, scripted):
    body = b"x" * (1024 * 1024 + 1)
    status, _ = await post(io.BytesIO(body), signed(body))
    assert status == 413
    assert scripted.asked == []


async def test_the_address_is_verified_by_slacks_challenge(post, signed):
    body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    status, answer = await post(body, signed(body), "application/json")
    assert (status, json.loads(answer)) == (200, {"challenge": "abc"})


async def test_a_check_of_the_certificate_is_answered(post, signed):
    body = b"ssl_check=1&token=x"
    assert (await post(body, signed(body)))[0] == 200


TYPES = ["event_callback", "block_actions", "block_suggestion", "message_action", "shortcut",
         "view_submission", "view_closed", "interactive_message", "dialog_submission"]  # fmt: skip
EVENTS = ["message", "app_mention", "app_home_opened", "app_uninstalled", "function_executed",
          "workflow_step_execute", "assistant_thread_started"]  # fmt: skip
STRANGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "type"]), inner)
    ),
    max_leaves=5,
)
TEXT = st.sampled_from(["D1", "U1", "home", "messages", "im", "search", "skills", "1.1"]) | STRANGE
ACTION = st.fixed_dictionaries(
    {},
    optional={
        "action_id": st.sampled_from(["choose:0", "share", "topics", "none", "search"]) | STRANGE,
        "value": TEXT,
        "selected_option": st.fixed_dictionaries({}, optional={"value": TEXT}) | STRANGE,
    },
)
IN_EVENTS = [
    "user",
    "text",
    "channel",
    "channel_type",
    "ts",
    "thread_ts",
    "bot_id",
    "tab",
    "view",
    "assistant_thread",
    "function",
    "inputs",
    "team",
]
IN_DELIVERIES = [
    "team",
    "user",
    "channel",
    "message",
    "view",
    "container",
    "command",
    "text",
    "authorizations",
    "enterprise",
    "action_id",
    "callback_id",
    "team_id",
    "trigger_id",
    "value",
    "item",
    "previous_message",
    "is_ext_shared_channel",
    "is_enterprise_install",
    "response_urls",
    "function_data",
    "options",
    "ssl_check",
]
EVENT = st.fixed_dictionaries(
    {"type": st.sampled_from(EVENTS) | STRANGE},
    optional=dict.fromkeys(IN_EVENTS, TEXT),
)
DELIVERY = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES) | STRANGE},
    optional={
        "event": EVENT | STRANGE,
        "actions": st.lists(ACTION | STRANGE, max_size=2) | STRANGE,
        **dict.fromkeys(IN_DELIVERIES, TEXT),
    },
)


@settings(examples(100), suppress_health_check=list(HealthCheck))
@given(DELIVERY)
async def test_whatever_is_signed_is_acknowledged_or_turned_away(post, signed, body):
    written = json.dumps(body).encode()
    status, answer = await post(written, signed(written), "application/json")
    assert status in (200, 400), (status, answer)
