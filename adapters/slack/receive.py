"""What Slack delivers → calls of the desk → replies.

Every listener acknowledges and returns; the answering is a task of its own. So Slack has its
acknowledgement within milliseconds, and bolt, which loses it when a listener raises after having
given it, sees no exception. A form alone is acknowledged with what is at fault in it, if that is
found in time.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, assert_never

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.desk import Desk
from adapters.failure import failure
from adapters.slack import blocks, fill, payload
from adapters.slack.act import Acting, Verdict
from adapters.slack.dig import Body
from adapters.slack.home import Home
from adapters.slack.limits import OPTIONS, PRESSED
from adapters.slack.logs import discreet
from adapters.slack.payload import Asked, Pressed
from adapters.slack.people import is_admin, name
from adapters.slack.quote import author, quote
from adapters.slack.render import pages
from adapters.slack.send import Post, Replace, Route, Sender, Whisper
from adapters.slack.share import Sharing
from adapters.slack.work import Work
from bot.quote import Quote
from bot.reply import Reply
from bot.utterance import Asker

log = discreet(__name__)

HELP = "help"
"""What someone asks who addresses the bot without a word."""


VERDICT_WITHIN = 2.0
"""Seconds in which a form may be found at fault within itself: Slack waits 3."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """The listeners; bolt passes them their arguments by name."""

    desk: Desk
    sender: Sender
    sharing: Sharing
    home: Home
    acting: Acting
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
        asked = payload.shortcut(body, context)
        answering = partial(self._answer_about, client, asked, body)
        self._begin(body, client, asked.asker, asked.route, answering)

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
        greeting = partial(self.home.opened, client, event, payload.tenant(context))
        key = payload.delivery(body)
        delivery = (payload.tenant(context), key) if key else None
        self.work.start(self._once(delivery, None, client, None, greeting))

    async def press(
        self, ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        """A button, or an option of the select."""
        await ack()
        pressed = payload.press(body, context)
        if pressed is not None:
            doing = partial(self._pressed, client, pressed)
            self._begin(body, client, pressed.asker, pressed.route, doing)

    async def sent(
        self, ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        """A form that was filled in: what is at fault in it is said in the acknowledgement."""
        sent = fill.sent(body, context)
        if sent is None:
            await ack()
            return
        verdict: Verdict = asyncio.get_running_loop().create_future()
        doing = partial(self.acting.sent, client, sent, verdict)
        task = self._begin(body, client, sent.asker, sent.route, doing)
        waited: set[asyncio.Future[Any]] = {task, verdict}
        await asyncio.wait(waited, timeout=VERDICT_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        refused = verdict.result() if verdict.done() else None
        verdict.cancel()
        await (ack(**blocks.errors(refused)) if refused else ack())

    async def typing(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """Someone types into the select: the acknowledgement carries what it offers."""
        options: list[dict[str, Any]] = []
        try:
            typed, tenant = str(body.get("value") or ""), payload.tenant(context)
            options = blocks.options(await self.desk.suggest(typed, OPTIONS, tenant))
        except Exception:
            failure(log)
        await ack(options=options)

    async def removed(self, event: Body, context: AsyncBoltContext) -> None:
        """The app was taken out of a workspace, or its tokens were revoked."""
        log.warning("Slack reports %s for workspace %s", event.get("type"), context.team_id)
        if payload.revoked(event):
            self.work.start(self.desk.leave(payload.tenant(context)))

    def _ask(self, body: Body, client: AsyncWebClient, asked: Asked) -> None:
        answering = partial(self._answer, client, asked)
        self._begin(body, client, asked.asker, asked.route, answering)

    def _begin(
        self,
        body: Body,
        client: AsyncWebClient,
        asker: Asker,
        route: Route | None,
        doing: Callable[[], Awaitable[None]],
    ) -> asyncio.Task[None]:
        key = payload.delivery(body)
        delivery = (asker.tenant, key) if key else None
        return self.work.start(self._once(delivery, asker, client, route, doing))

    async def _once(
        self,
        delivery: tuple[str, str] | None,
        asker: Asker | None,
        client: AsyncWebClient,
        route: Route | None,
        doing: Callable[[], Awaitable[None]],
    ) -> None:
        """Do it unless this delivery was handled before; what fails is answered with an apology."""
        try:
            if delivery is None or await self.desk.first(*delivery, asker):
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
        curates = partial(is_admin, client, asked.asker)
        reply = await self.desk.ask(asked.text or HELP, asked.asker, curates)
        await self._tell_all(client, asked, reply)

    async def _answer_about(self, client: AsyncWebClient, asked: Asked, body: Body) -> None:
        curates = partial(is_admin, client, asked.asker)

        async def quoting() -> Quote:
            return quote(body, await name(client, author(body)))

        reply = await self.desk.about(asked.text or HELP, quoting, asked.asker, curates)
        await self._tell_all(client, asked, reply)

    async def _pressed(self, client: AsyncWebClient, pressed: Pressed) -> None:
        match pressed.meaning:
            case "choose" | "offer" | "search":
                reply = await self.desk.pick(pressed.value, pressed.asker)
            case "none":
                reply = await self.desk.decline(pressed.asker)
            case "act":
                return await self.acting.pressed(client, pressed)
            case "share":
                return await self.sharing.share(client, pressed)
            case "topics":
                return await self.home.topics(client, pressed.user, pressed.asker.tenant)
            case _:
                assert_never(pressed.meaning)
        return await self.sender.reply(client, pressed.route, reply, sharable=pressed.sharable)

    async def _tell_all(self, client: AsyncWebClient, asked: Asked, reply: Reply) -> None:
        await self.sender.reply(client, asked.route, reply, sharable=asked.sharable)
        await self._hand_out(client, asked.asker, asked.route, reply)

    async def _hand_out(
        self, client: AsyncWebClient, asker: Asker, route: Route, reply: Reply
    ) -> None:
        """A document's pages: after the reply as long as Slack allows, then in a direct message."""
        user = asker.who.rpartition(":")[2]
        beside = route if isinstance(route, Whisper) else None
        for number, page in enumerate(pages(reply), 1):
            fits = beside is not None and number < PRESSED
            await self.sender.send(client, beside if beside and fits else Post(user), page)
