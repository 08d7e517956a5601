"""People at the local Slack, and what Slack would deliver of what they do."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

BOT, BOT_ID, TEAM = "UBOT", "BBOT", "T1"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

Json = dict[str, Any]


class Wire:
    """One person at one workspace, over either transport; builds what Slack would send."""

    def __init__(self, slack: Any, deliver: Any) -> None:
        self.slack = slack
        self._deliver = deliver

    async def command(self, text: str, channel: str = "C1", **changes: Any) -> Json:
        body = {
            "command": "/tpm", "text": text, "team_id": TEAM, "channel_id": channel,
            "user_id": "U1", "trigger_id": self.slack.trigger(),
            "response_url": self.slack.response_url(), "api_app_id": "A1",
        } | changes  # fmt: skip
        return await self._deliver("slash_commands", body)

    async def event(self, event: Json, **changes: Any) -> Json:
        body = {
            "type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event": event,
            "event_id": f"Ev{self.slack.stamp()}", "event_time": 1700000000,
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        } | changes  # fmt: skip
        return await self._deliver("events_api", body)

    async def mention(self, text: str, channel: str = "C1", **changes: Any) -> Json:
        event = {
            "type": "app_mention", "user": "U1", "text": f"<@{BOT}> {text}",
            "ts": self.slack.stamp(), "channel": channel, "team": TEAM,
        } | changes  # fmt: skip
        return await self.event(event)

    async def message(self, text: str, channel: str = "D1", **changes: Any) -> Json:
        event = {
            "type": "message", "channel_type": "im", "user": "U1", "text": text,
            "ts": self.slack.stamp(), "channel": channel, "team": TEAM,
        } | changes  # fmt: skip
        return await self.event(event)

    async def opened(self, tab: str, user: str = "U1", channel: str = "D1") -> Json:
        return await self.event(
            {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
        )

    async def shortcut(self, text: str, callback_id: str = "ask_tpm", **changes: Any) -> Json:
        body = {
            "type": "message_action", "callback_id": callback_id,
            "team": {"id": TEAM, "domain": "green-lane"},
            "channel": {"id": "C1"}, "user": {"id": "U1"}, "trigger_id": self.slack.trigger(),
            "response_url": self.slack.response_url(),
            "message": {"type": "message", "user": "U2", "ts": "1.2", "text": text},
        } | changes  # fmt: skip
        return await self._deliver("interactive", body)

    async def press(self, element: Json, *, at: str = "hidden", **changes: Any) -> Json:
        """Press a button, as it was received, in a message that is `hidden` (only one person sees
        it), in the `channel` or in a `direct` message, or on the `home` tab."""
        action = {key: element[key] for key in ("action_id", "value", "type") if key in element}
        body = {
            "type": "block_actions", "team": {"id": TEAM}, "user": {"id": "U1", "team_id": TEAM},
            "trigger_id": self.slack.trigger(), "api_app_id": "A1",
            "actions": [{**action, "block_id": "b", "action_ts": "1.1"}],
            **_container(at, self.slack),
        } | changes  # fmt: skip
        return await self._deliver("interactive", body)

    async def send(
        self, view: Json, typed: dict[str, Any] | None = None, *, state: Any = ..., **changes: Any
    ) -> Json:
        """Send a form, as it was opened: with what was typed, and with what stood in the other
        fields; or with a `state` that no form has."""
        elements = {block["block_id"]: block["element"] for block in view["blocks"]}
        stood = {
            name: one.get("initial_user") or one.get("initial_value")
            for name, one in elements.items()
        }
        values = {
            name: {"typed": _state(elements.get(name, {}), value)}
            for name, value in (stood | (typed or {})).items()
        }
        state = {"values": values} if state is ... else state
        body = {
            "type": "view_submission", "team": {"id": TEAM}, "user": {"id": "U1", "team_id": TEAM},
            "trigger_id": self.slack.trigger(), "view": {**view, "id": "V2", "state": state},
        } | changes  # fmt: skip
        return await self._deliver("interactive", body)

    async def pick(self, value: str, *, at: str = "hidden", **changes: Any) -> Json:
        """Pick an option of the searchable select."""
        option = {"text": {"type": "plain_text", "text": "?"}, "value": value}
        action = {"type": "external_select", "action_id": "search", "selected_option": option}
        return await self.press({}, at=at, actions=[action], **changes)

    async def typing(self, typed: str) -> Json:
        body = {
            "type": "block_suggestion", "action_id": "search", "block_id": "b", "value": typed,
            "team": {"id": TEAM}, "user": {"id": "U1"}, "container": {"type": "view"},
        }  # fmt: skip
        return await self._deliver("interactive", body)


def _state(element: Json, value: Any) -> Json:
    """What stands in a field when it is sent: who was chosen in one that asks for a person."""
    kind = element.get("type", "plain_text_input")
    return {"type": kind, "selected_user" if kind == "users_select" else "value": value}


def _container(at: str, slack: Any) -> Json:
    if at == "home":
        return {
            "container": {"type": "view", "view_id": "V1"},
            "view": {"id": "V1", "type": "home"},
        }
    stamp = slack.stamp()
    place = {"type": "message", "message_ts": stamp, "is_ephemeral": at == "hidden"}
    body: Json = {"response_url": slack.response_url()}
    if at == "hidden":
        return body | {"container": place | {"channel_id": "C1"}, "channel": {"id": "C1"}}
    channel = "D1" if at == "direct" else "C1"
    thread = {"thread_ts": "1700000000.000001"} if at == "channel" else {}
    message = {"ts": stamp, "bot_id": BOT_ID, "text": "…", **thread}
    container = place | {"channel_id": channel} | thread
    return body | {"container": container, "channel": {"id": channel}, "message": message}


def signed(body: bytes, secret: str = SIGNING_SECRET, at: float | None = None) -> dict[str, str]:
    """The headers by which Slack vouches for a body."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }


def http_form(kind: str, body: Json) -> tuple[bytes, str]:
    """A delivery as Slack writes it over HTTP, with its content type."""
    if kind == "events_api":
        return json.dumps(body).encode(), "application/json"
    form = {"payload": json.dumps(body)} if kind == "interactive" else body
    return urlencode(form).encode(), "application/x-www-form-urlencoded"
