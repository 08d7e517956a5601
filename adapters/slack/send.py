"""Posting to Slack: where a reply goes, and how it gets there."""

import json
from dataclasses import dataclass
from typing import Any, assert_never

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.blocks import Block
from adapters.slack.logs import library_logger
from adapters.slack.render import Message, home, message
from bot.reply import Reply

TIMEOUT = 15
"""Seconds for one request to Slack."""
PATIENCE = 3
"""How often a request is repeated that Slack answered with 429, each time after the wait it asked
for."""


@dataclass(frozen=True, slots=True)
class Whisper:
    """A new message that only one person sees, through a `response_url`; in a thread if given."""

    url: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Replace:
    """The message that was pressed, in place, through a `response_url`."""

    url: str


@dataclass(frozen=True, slots=True)
class Announce:
    """A new message that the whole channel sees, through a `response_url`."""

    url: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A new message in a channel, a thread of it, or with a member's id a direct message."""

    channel: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class HomeTab:
    """The Home tab of one person."""

    user: str


MessageRoute = Whisper | Replace | Announce | Post
Route = MessageRoute | HomeTab


TOKEN_REFUSED = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)
"""What Slack says of a token that no waiting will mend."""


class NotDelivered(Exception):
    """Slack refused a message that went through a `response_url`."""


def retry_handlers() -> list[AsyncRetryHandler]:
    """One repetition after a broken connection, and patience where Slack asks for it."""
    return [
        AsyncConnectionErrorRetryHandler(),
        AsyncRateLimitErrorRetryHandler(max_retry_count=PATIENCE),
    ]


def web_client(token: str, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Slack's Web API; `api_url` ends in a slash."""
    return AsyncWebClient(
        token,
        base_url=api_url,
        session=session,
        logger=library_logger(),
        retry_handlers=retry_handlers(),
    )


def http_session() -> aiohttp.ClientSession:
    """The connections to Slack; every request is bounded in time."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends through one HTTP session."""

    session: aiohttp.ClientSession

    async def reply(
        self, client: AsyncWebClient, route: Route, reply: Reply, *, sharable: bool = False
    ) -> None:
        """A reply laid out for where it goes; raises what `send` raises."""
        if isinstance(route, HomeTab):
            await publish(client, route, home(reply))
        else:
            await self.send(client, route, message(reply, sharable=sharable))

    async def send(self, client: AsyncWebClient, route: MessageRoute, words: Message) -> None:
        """Raises SlackApiError, NotDelivered or an error of the connection."""
        match route:
            case Post():
                await client.chat_postMessage(
                    channel=route.channel,
                    thread_ts=route.thread or None,
                    text=words.text,
                    blocks=list(words.blocks),
                    unfurl_links=False,
                    unfurl_media=False,
                )
            case Whisper() | Announce() | Replace():
                await self._respond(route.url, {**_way(route), **_content(words)})
            case _:
                assert_never(route)

    async def _respond(self, url: str, payload: dict[str, Any]) -> None:
        webhook = AsyncWebhookClient(
            url,
            session=self.session,
            logger=library_logger(),
            retry_handlers=retry_handlers(),
        )
        response = await webhook.send_dict(payload)
        if response.status_code != 200 or _refused(response.body):
            raise NotDelivered(f"response_url answered {response.status_code}: {response.body:.80}")


def _way(route: Whisper | Announce | Replace) -> dict[str, Any]:
    if isinstance(route, Replace):
        return {"replace_original": True}
    seen_by = "ephemeral" if isinstance(route, Whisper) else "in_channel"
    thread = {"thread_ts": route.thread} if route.thread else {}
    return {"response_type": seen_by, "replace_original": False, **thread}


def _content(words: Message) -> dict[str, Any]:
    unfurling = {"unfurl_links": False, "unfurl_media": False}
    return {"text": words.text, "blocks": list(words.blocks), **unfurling}


async def publish(client: AsyncWebClient, route: HomeTab, view: tuple[Block, ...]) -> None:
    """Show these blocks on someone's Home tab; raises SlackApiError."""
    await client.views_publish(user_id=route.user, view={"type": "home", "blocks": list(view)})


def refusal(error: SlackApiError) -> str:
    """Slack's word for why it refused a call; empty where it gave none."""
    answer = error.response
    return str(answer.get("error", "")) if isinstance(answer, dict | AsyncSlackResponse) else ""


def _refused(body: str) -> bool:
    """Slack answers "ok" or JSON."""
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and answer.get("ok") is False
