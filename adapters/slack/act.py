"""Presses that do something, and the forms that they open on Slack."""

import asyncio
from dataclasses import dataclass
from functools import partial

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.desk import Desk
from adapters.slack import blocks, fill
from adapters.slack.fill import Sent
from adapters.slack.payload import Pressed
from adapters.slack.people import is_admin
from adapters.slack.send import Replace, Sender, Whisper, refusal
from bot.disclose import TOO_SLOW, said
from bot.encode import decode
from bot.form import Form, FormRefused
from bot.reply import Reply

TOO_LATE = frozenset(
    {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"}
)
"""What Slack says where a form comes later than it waits for one."""

Verdict = asyncio.Future[FormRefused | None]
"""What is at fault in a form, or nothing; cancelled where nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Opens forms, and does what is pressed and sent."""

    desk: Desk
    sender: Sender

    async def pressed(self, client: AsyncWebClient, pressed: Pressed) -> None:
        """Do it, or open its form; nothing for what no button of ours carries."""
        act = decode(pressed.value)
        if act is None:
            return
        form = await self.desk.form(act, pressed.asker, partial(is_admin, client, pressed.asker))
        doing = Sent(pressed.value, pressed.asker, pressed.route, sharable=pressed.sharable)
        if isinstance(form, Form):
            await self._open(client, pressed, form)
        elif form is None:
            await self.sent(client, doing)
        else:
            await self._tell(client, doing, form)

    async def sent(
        self, client: AsyncWebClient, sent: Sent, verdict: Verdict | None = None
    ) -> None:
        """Do it; what is at fault in its form becomes the verdict, or is said where nobody waits
        for one."""
        act = decode(sent.does)
        if act is None:
            return
        curates = partial(is_admin, client, sent.asker)
        beside = partial(self._tell, client, sent)
        reply = await self.desk.act(act, sent.asker, curates, sent.typed, beside)
        refused = reply if isinstance(reply, FormRefused) else None
        if verdict is not None and not verdict.done():
            verdict.set_result(refused)
            if refused:
                return
        if isinstance(reply, FormRefused):
            reply = await self.desk.again(act, sent.asker, sent.typed, reply)
        await self._tell(client, sent, reply)

    async def _open(self, client: AsyncWebClient, pressed: Pressed, form: Form) -> None:
        view = blocks.modal(form, fill.kept(pressed, form.does))
        try:
            await client.views_open(trigger_id=pressed.trigger, view=view)
        except SlackApiError as error:
            if refusal(error) not in TOO_LATE:
                raise
            late = Sent(pressed.value, pressed.asker, pressed.route)
            await self._tell(client, late, said(TOO_SLOW))

    async def _tell(self, client: AsyncWebClient, sent: Sent, reply: Reply) -> None:
        """In place, or beside what was pressed where the reply is to stand there."""
        route = sent.route
        if reply.beside and isinstance(route, Replace):
            route = Whisper(route.url)
        sharable = sent.sharable and not reply.beside
        await self.sender.reply(client, route, reply, sharable=sharable)
