"""The Slack application: bolt with this adapter's listeners, for either transport."""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.desk import Desk
from adapters.settings import SettingsRefused
from adapters.slack import blocks
from adapters.slack.act import Acting
from adapters.slack.home import Home
from adapters.slack.logs import discreet, library_logger
from adapters.slack.markup import user_of
from adapters.slack.receive import Receiver
from adapters.slack.send import TOKEN_REFUSED, Post, Sender, http_session, refusal, web_client
from adapters.slack.share import Sharing
from adapters.slack.work import Work
from adapters.telling import Telling, Unreachable, nobody_to_tell
from bot.reply import Reply

log = discreet(__name__)

COMMAND = "/tpm"
SHORTCUT = "ask_tpm"
PRESSES = re.compile(
    rf"({blocks.CHOOSE}|{blocks.OFFER}|{blocks.NONE}|{blocks.SHARE}|{blocks.SEARCH}|{blocks.TOPICS}|{blocks.ACT})"
    r"(:\d+)?"
)
MISSHAPEN = (ValueError, TypeError, AttributeError, LookupError)
"""What bolt raises while it looks for parts of a delivery that are not there."""

NOBODY_THERE = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "messages_tab_disabled",
        "user_disabled",
        "user_not_found",
    }
)
"""What Slack says of members whom no direct message reaches."""

FINISH_WITHIN = 20.0
"""Seconds for what was acknowledged: hosts kill a process 30 s after asking it to stop."""


@dataclass(frozen=True, slots=True)
class SlackApp:
    """What the transports drive: bolt's application, and the replies that are under way."""

    bolt: AsyncApp
    work: Work


@asynccontextmanager
async def open_slack(
    desk: Desk,
    bot_token: str,
    api_url: str,
    finish_within: float = FINISH_WITHIN,
    telling: Telling = nobody_to_tell,
) -> AsyncIterator[SlackApp]:
    """The application for one workspace; on leaving, what was acknowledged is answered first.

    `api_url` ends in `/api/`. Raises SettingsRefused where Slack refuses the token.
    """
    work = Work()
    async with http_session() as session:
        client = web_client(bot_token, api_url, session)
        await _check_token(client)
        told = asyncio.ensure_future(telling(partial(_post, client, session)))
        try:
            yield SlackApp(_bolt(client, _receiver(desk, session, work)), work)
        finally:
            told.cancel()
            await asyncio.gather(told, return_exceptions=True)
            await work.finish(finish_within)


async def _post(
    client: AsyncWebClient, session: aiohttp.ClientSession, who: str, reply: Reply
) -> None:
    """A direct message to a member."""
    try:
        await Sender(session).reply(client, Post(user_of(who)), reply)
    except SlackApiError as error:
        if refusal(error) in NOBODY_THERE:
            raise Unreachable from None
        raise


def _receiver(desk: Desk, session: aiohttp.ClientSession, work: Work) -> Receiver:
    sender = Sender(session)
    sharing, home = Sharing(desk, sender), Home(desk, sender)
    return Receiver(desk, sender, sharing, home, Acting(desk, sender), work)


def _bolt(client: AsyncWebClient, receiver: Receiver) -> AsyncApp:
    """Listeners are tried in this order, the first that matches is the only one."""
    with _without_environment():
        app = AsyncApp(
            client=client,
            name="tpm",
            logger=library_logger(),
            signing_secret="",
            raise_error_for_unhandled_request=True,
        )
    app.command(COMMAND)(receiver.command)
    app.shortcut(SHORTCUT)(receiver.shortcut)
    app.event("app_mention")(receiver.mention)
    app.event("message")(receiver.message)
    app.event("app_home_opened")(receiver.opened)
    app.event("app_uninstalled")(receiver.removed)
    app.event("tokens_revoked")(receiver.removed)
    app.options(blocks.SEARCH)(receiver.typing)
    app.action(PRESSES)(receiver.press)
    app.view(blocks.ACT)(receiver.sent)
    app.error(_unanswered)
    return app


async def _unanswered(error: Exception, response: BoltResponse | None) -> BoltResponse | None:
    """What no listener is for is acknowledged all the same: Slack would send it again. `response`
    is None where the acknowledgement was given."""
    if response is None:
        log.error("A listener failed after its acknowledgement", exc_info=error)
        return None
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200)
    if isinstance(error, MISSHAPEN):
        log.warning("A delivery of another shape than Slack's: %s", type(error).__name__)
        return BoltResponse(status=400, body={"error": "not a delivery of Slack's"})
    log.error("A delivery could not be taken", exc_info=error)
    return BoltResponse(status=500)


@contextmanager
def _without_environment() -> Iterator[None]:
    """bolt reads variables by itself and prefers them to what it is given: with a client id and
    secret there it would start to serve installations from files."""
    hidden = {name: value for name, value in os.environ.items() if name.startswith("SLACK_")}
    for name in hidden:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(hidden)


async def _check_token(client: AsyncWebClient) -> None:
    """Where Slack can't be reached now, it may be later: only a refusal ends the start."""
    try:
        await client.auth_test()
    except SlackApiError as error:
        if refusal(error) in TOKEN_REFUSED:
            raise SettingsRefused(
                f"Slack refuses SLACK_BOT_TOKEN ({refusal(error)}): copy the Bot User OAuth Token "
                "from your app's OAuth & Permissions page"
            ) from None
        log.warning("Slack answers oddly: %s", refusal(error))
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("Slack can't be reached: %s", type(error).__name__)
