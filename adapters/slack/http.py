"""Slack over HTTP: from a request's headers and bytes to the answer.

The signature is checked before anything else is read. Bolt would parse the body first, raise on
unusable timestamps, and lose every slash command whose text holds the word "payload": so it is
handed what was verified and parsed here.
"""

import hmac
import json
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.request.payload_utils import to_action, to_event, to_message, to_step, to_view
from slack_sdk.signature import SignatureVerifier

from adapters.slack.app import SlackApp

STALE_AFTER = 5 * 60
"""Seconds: an older request may be a recorded one."""
LONGEST_TIMESTAMP = 12
"""Digits; seconds since the epoch have ten until the year 2286."""

KINDS = ("type", "command", "ssl_check")
"""Every delivery says by one of these what it is."""

PARTS = (to_action, to_event, to_message, to_step, to_view)
"""Where bolt looks before it calls anything, its error handler too, and raises if it can't."""

Handler = Callable[[Mapping[str, str], bytes], Awaitable[web.Response]]


class Malformed(Exception):
    """Nothing that Slack sends looks like this."""


def slack_events(
    slack: SlackApp, signing_secret: str, clock: Callable[[], float] = time.time
) -> Handler:
    """The handler of `POST /slack/events`: 401 for what is not signed by Slack just now, 400 for
    what can't be read."""
    verifier = SignatureVerifier(signing_secret)

    async def handle(headers: Mapping[str, str], body: bytes) -> web.Response:
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return _refused(400, "not UTF-8")
        if not genuine(verifier, headers, text, clock()):
            return _refused(401, "not signed by Slack, or too long ago")
        try:
            request = read(text, headers)
        except Malformed as error:
            return _refused(400, str(error))
        return await to_aiohttp_response(await slack.bolt.async_dispatch(request))

    return handle


def genuine(verifier: SignatureVerifier, headers: Mapping[str, str], text: str, now: float) -> bool:
    """Whether Slack signed this within the last minutes; whatever the headers hold."""
    timestamp = headers.get("X-Slack-Request-Timestamp", "")
    signature = headers.get("X-Slack-Signature", "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP):
        return False
    if abs(now - int(timestamp)) > STALE_AFTER or not signature.isascii():
        return False
    expected = verifier.generate_signature(timestamp=timestamp, body=text)
    return expected is not None and hmac.compare_digest(expected, signature)


def read(text: str, headers: Mapping[str, str]) -> AsyncBoltRequest:
    """The delivery as bolt takes it from a socket, parsed; raises Malformed."""
    payload = _parsed(text, headers.get("Content-Type", ""))
    if not isinstance(payload, dict) or not any(_is_text(payload.get(key)) for key in KINDS):
        raise Malformed("not a delivery of Slack's")
    try:
        for part in PARTS:
            part(payload)
        return AsyncBoltRequest(body=payload, mode="socket_mode", headers=_about_retries(headers))
    except (ValueError, TypeError, AttributeError, LookupError):  # what bolt digs into is not there
        raise Malformed("not a delivery of Slack's") from None


def _parsed(text: str, content_type: str) -> Any:
    try:
        if content_type.partition(";")[0].strip().lower() == "application/json":
            return json.loads(text)
        form = dict(parse_qsl(text, keep_blank_values=True))
        return json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None


def _about_retries(headers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    return {
        name: value for name, value in headers.items() if name.lower().startswith("x-slack-retry")
    }


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _refused(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status)
