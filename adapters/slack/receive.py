"""What Slack delivers → calls of the desk → replies.

Every listener acknowledges and returns; the answering is a task of its own. So Slack has its
acknowledgement within milliseconds, and bolt, which loses it when a listener raises after having
given it, sees no exception.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, assert_never

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.desk import Desk, failure
from adapters.slack import blocks, payload
from adapters.slack.home import Home
from adapters.slack.limits import OPTIONS
from adapters.slack.logs import discreet
from adapters.slack.payload import Asked, Body, Pressed
from adapters.slack.send import Replace, Route, Sender, Whisper
from adapters.slack.share import Sharing
from adapters.slack.work import Work
from bot.reply import Reply

log = discreet(__name__)

HELP = "help"
"""What someone asks who addresses the bot without a word."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """The listeners; bolt passes them their arguments by name."""

    desk: Desk
    sender: Sender
    sharing: Sharing
    home: Home
    work: Work

    async def command(
        self, ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        """`/tpm …`."""
        await ack()
        self._ask(body, client, payload.command(body, context))

    async def shortcut(
        self, ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        """ "Ask TPM about this", on a message."""
        await ack()
        self._ask(body, client, payload.shortcut(body, context))

    async def mention(
        self, body: Body, event: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        """The bot was mentioned in a channel."""
        if payload.from_person(event):
            self._ask(body, client, payload.mention(event, context))

    async def message(
        self, body: Body, event: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        """Something was said in a direct message."""
        if payload.from_person(event) and payload.in_direct_message(event):
            self._ask(body, client, payload.direct_message(event, context))

    async def opened(
        self, body: Body, event: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        """Someone opened the Home tab or the direct messages with the bot."""
        greeting = partial(self.home.opened, client, event, str(context.team_id))
        self._begin(body, client, None, greeting)

    async def press(
        self, ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        """A button, or an option of the select."""
        await ack()
        pressed = payload.press(body, context)
        if pressed is not None:
            doing = partial(self._pressed, client, pressed)
            self._begin(body, client, pressed.route, doing)

    async def typing(self, ack: AsyncAck, body: Body) -> None:
        """Someone types into the select: the acknowledgement carries what it offers."""
        options: list[dict[str, Any]] = []
        try:
            options = blocks.options(self.desk.suggest(str(body.get("value") or ""), OPTIONS))
        except Exception:
            failure(log)
        await ack(options=options)

    async def removed(self, event: Body, context: AsyncBoltContext) -> None:
        """The app was taken out of a workspace, or its tokens were revoked."""
        log.warning("Slack reports %s for workspace %s", event.get("type"), context.team_id)

    def _ask(self, body: Body, client: AsyncWebClient, asked: Asked) -> None:
        self._begin(body, client, asked.route, partial(self._answer, client, asked))

    def _begin(
        self,
        body: Body,
        client: AsyncWebClient,
        route: Route | None,
        doing: Callable[[], Awaitable[None]],
    ) -> None:
        self.work.start(self._once(payload.delivery(body), client, route, doing))

    async def _once(
        self,
        key: str,
        client: AsyncWebClient,
        route: Route | None,
        doing: Callable[[], Awaitable[None]],
    ) -> None:
        """Do it unless this delivery was handled before; what fails is answered with an apology."""
        try:
            if not key or await self.desk.first(key):
                await doing()
        except Exception:
            apology = failure(log)
            if route is not None:
                await self._tell(client, route, apology)

    async def _tell(self, client: AsyncWebClient, route: Route, apology: Reply) -> None:
        """Beside what was pressed, which stays for another try."""
        beside = Whisper(route.url) if isinstance(route, Replace) else route
        try:
            await self.sender.reply(client, beside, apology)
        except Exception:
            log.exception("The apology could not be delivered either")

    async def _answer(self, client: AsyncWebClient, asked: Asked) -> None:
        reply = await self.desk.ask(asked.text or HELP, asked.who, asked.where)
        await self.sender.reply(client, asked.route, reply, sharable=asked.sharable)

    async def _pressed(self, client: AsyncWebClient, pressed: Pressed) -> None:
        match pressed.meaning:
            case "choose" | "offer" | "search":
                reply = await self.desk.pick(pressed.value, pressed.where)
            case "none":
                reply = await self.desk.decline(pressed.where)
            case "share":
                return await self.sharing.share(client, pressed)
            case "topics":
                return await self.home.topics(client, pressed.user)
            case _:
                assert_never(pressed.meaning)
        return await self.sender.reply(client, pressed.route, reply, sharable=pressed.sharable)
