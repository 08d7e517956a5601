"""What people say and press on Discord → the desk → replies.

A conversation is one person in one channel, thread or direct message: replies to a command are
private, so what one person was told must not colour another's follow-up.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

import discord
from discord import app_commands

from adapters.desk import Desk, failure
from adapters.discord import ids, send
from adapters.discord.escape import one_line
from adapters.discord.limits import SUGGESTION, SUGGESTIONS, clip
from adapters.discord.render import render
from adapters.discord.share import share
from adapters.discord.tell import Tell, excuse, is_private, tell
from bot.reply import Reply

log = logging.getLogger(__name__)

SPOKEN = (discord.MessageType.default, discord.MessageType.reply)
"""What people write themselves; all else is Discord's own: joins, pins, started threads."""


@dataclass(slots=True)
class Reception:
    """Takes in deliveries; each is handled once, and none after `close`."""

    desk: Desk
    _open: bool = True
    _under_way: set[asyncio.Task[object]] = field(default_factory=set)

    async def close(self, within: float) -> None:
        """Takes nothing in any more, and waits for what is under way (seconds at most)."""
        self._open = False
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within)

    async def message(self, message: discord.Message, me: discord.abc.User) -> None:
        """Answers a direct message and a mention; nothing else is addressed to us."""
        if not _addressed(message, me):
            return
        text = re.sub(rf"<@!?{me.id}>", " ", message.content).strip()
        told = partial(_tell_beside, message)
        who, where = _keys(message.author, message.channel)

        async def answer() -> None:
            await told(await self.desk.ask(text, who, where))

        await self._attend(message.id, answer, told)

    async def question(self, interaction: discord.Interaction, text: str) -> None:
        """Answers the command, typed or picked while typing, and the message command."""
        told = partial(tell, interaction)
        who, where = _keys(interaction.user, interaction.channel)

        async def answer() -> None:
            entry = ids.suggested(text)
            reply = self.desk.pick(entry, where) if entry else self.desk.ask(text, who, where)
            await told(await reply)

        await self._attend(interaction.id, answer, told)

    async def press(self, interaction: discord.Interaction, press: ids.Press) -> None:
        """Acts on a pressed button, by the id that it carries."""
        _, where = _keys(interaction.user, interaction.channel)

        async def answer() -> None:
            match press:
                case ids.Share(entries):
                    await share(interaction, self.desk.show(entries))
                case ids.Pick(entry, owner):
                    await _turn(interaction, await self.desk.pick(entry, where), owner)
                case ids.Decline(owner):
                    await _turn(interaction, await self.desk.decline(where), owner)

        await self._attend(interaction.id, answer, partial(tell, interaction))

    def suggestions(self, typed: str) -> list[app_commands.Choice[str]]:
        """Entries to pick while typing; none where they can't be found just now."""
        try:
            choices = self.desk.suggest(typed, SUGGESTIONS)
        except Exception:
            log.exception("No suggestions could be made")
            return []
        return [
            app_commands.Choice(
                name=clip(one_line(choice.title), SUGGESTION) or choice.id,
                value=ids.suggestion(choice.id),
            )
            for choice in choices[:SUGGESTIONS]
        ]

    async def _attend(self, key: int, answer: Callable[[], Awaitable[None]], told: Tell) -> None:
        """Answers a delivery once; where that fails, whoever asked gets a reference."""
        task = asyncio.current_task()
        if not self._open or task is None:
            return
        self._under_way.add(task)
        try:
            if await self.desk.first(f"discord:{key}"):
                await answer()
        except Exception:
            await excuse(failure(log), told)
        finally:
            self._under_way.discard(task)


async def _tell_beside(message: discord.Message, reply: Reply) -> None:
    """Answers a message: plainly where two are alone, else as a reply that its author owns."""
    if message.guild is None:
        await send.post(message.channel, render(reply))
    else:
        await send.post(message.channel, render(reply, owner=message.author.id), message)


async def _turn(interaction: discord.Interaction, reply: Reply, owner: int | None) -> None:
    """Turns the pressed message over; who doesn't own it gets a message of their own."""
    if owner is not None and owner != interaction.user.id:
        await tell(interaction, reply)
    else:
        share_it = owner is None and is_private(interaction)
        await send.turn_over(interaction, render(reply, owner=owner, share=share_it))


def _addressed(message: discord.Message, me: discord.abc.User) -> bool:
    """Whether a person speaks to us: directly, or naming us and not everyone or a role."""
    if message.author.bot or message.webhook_id is not None or message.type not in SPOKEN:
        return False
    return message.guild is None or any(user.id == me.id for user in message.mentions)


def _keys(user: discord.abc.User, channel: object) -> tuple[str, str]:
    """Who and where, as the desk's keys."""
    place = getattr(channel, "id", 0)  # 0: a kind of channel that discord.py doesn't know yet
    return f"discord:{user.id}", f"discord:{place}:{user.id}"
