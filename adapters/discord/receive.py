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

from adapters.desk import Desk
from adapters.discord import fill, ids, send
from adapters.discord.escape import one_line
from adapters.discord.limits import SUGGESTION, SUGGESTIONS, clip
from adapters.discord.people import who
from adapters.discord.quote import quote
from adapters.discord.render import render
from adapters.discord.share import share
from adapters.discord.tell import Tell, excuse, is_private, tell
from adapters.failure import failure
from bot.act import Act
from bot.encode import decode
from bot.form import NOTHING, Form, FormRefused
from bot.quote import Quote
from bot.reply import Reply
from bot.utterance import Asker

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
        asker = _asker(message.author, message.channel, message.guild, message.guild is None)

        async def answer() -> None:
            await told(await self.desk.ask(text, asker))

        await self._attend(asker, message.id, answer, told)

    async def question(self, interaction: discord.Interaction, text: str) -> None:
        """Answers the command, typed or picked while typing."""
        told = partial(tell, interaction)
        asker = _whose(interaction)

        async def answer() -> None:
            entry = ids.suggested(text)
            if entry:
                await told(await self.desk.pick(entry, asker))
            else:
                await told(await self.desk.ask(text, asker, partial(_manages, interaction)))

        await self._attend(asker, interaction.id, answer, told)

    async def about(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answers the message command."""
        told = partial(tell, interaction)
        asker = _whose(interaction)
        curates = partial(_manages, interaction)

        async def quoting() -> Quote:
            return quote(message)

        async def answer() -> None:
            await told(await self.desk.about(message.content, quoting, asker, curates))

        await self._attend(asker, interaction.id, answer, told)

    async def press(self, interaction: discord.Interaction, press: ids.Press) -> None:
        """Acts on a pressed button, by the id that it carries."""
        asker = _whose(interaction)

        async def answer() -> None:
            match press:
                case ids.Share(entries):
                    await share(interaction, await self.desk.show(entries, asker.tenant))
                case ids.Pick(entry, owner):
                    await _turn(interaction, await self.desk.pick(entry, asker), owner)
                case ids.Decline(owner):
                    await _turn(interaction, await self.desk.decline(asker), owner)
                case ids.Do():
                    await self._do(interaction, asker, press)

        await self._attend(asker, interaction.id, answer, partial(tell, interaction))

    async def left(self, guild: discord.Guild) -> None:
        """The bot was taken out of a server."""
        task = asyncio.create_task(self.desk.leave(_tenant(guild)))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _do(self, interaction: discord.Interaction, asker: Asker, press: ids.Do) -> None:
        act = decode(press.does)
        if act is None:
            return
        curates = partial(_manages, interaction)
        form = None if press.asked else await self.desk.form(act, asker, curates)
        if isinstance(form, Form):
            custom_id = ids.encode(ids.Do(form.does, press.owner, asked=True))
            await fill.open_form(interaction, form, custom_id)
            return
        reply = form or await self._act(interaction, asker, act, press)
        if reply.beside or press.owner is not None or interaction.message is None:
            await tell(interaction, reply)
        else:
            await _turn(interaction, reply, None)

    async def _act(
        self, interaction: discord.Interaction, asker: Asker, act: Act, press: ids.Do
    ) -> Reply:
        """What is at fault in a form is said beside: Discord has closed it by then."""
        typed = fill.typed(interaction) if press.asked else NOTHING
        curates, beside = partial(_manages, interaction), partial(tell, interaction)
        reply = await self.desk.act(act, asker, curates, typed, beside)
        if isinstance(reply, FormRefused):
            return await self.desk.again(act, asker, typed, reply)
        return reply

    async def suggestions(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Entries to pick while typing; none where they can't be found just now."""
        try:
            choices = await self.desk.suggest(typed, SUGGESTIONS, _whose(interaction).tenant)
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

    async def _attend(
        self, asker: Asker, key: int, answer: Callable[[], Awaitable[None]], told: Tell
    ) -> None:
        """Answers a delivery once; where that fails, whoever asked gets a reference."""
        task = asyncio.current_task()
        if not self._open or task is None:
            return
        self._under_way.add(task)
        try:
            if await self.desk.first(asker.tenant, f"discord:{key}", asker):
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


def _whose(interaction: discord.Interaction) -> Asker:
    """Who presses or asks; what they are told, others see only on a message that all see."""
    message = interaction.message
    alone = message is None or message.flags.ephemeral or interaction.guild_id is None
    server = discord.Object(interaction.guild_id) if interaction.guild_id else None
    return _asker(interaction.user, interaction.channel, server, alone)


def _asker(
    user: discord.abc.User, channel: object, server: discord.abc.Snowflake | None, alone: bool
) -> Asker:
    place = getattr(channel, "id", 0)  # 0: a kind of channel that discord.py doesn't know yet
    where = f"discord:{place}:{user.id}"
    return Asker(_tenant(server), who(user.id), where, alone, user.display_name)


def _tenant(server: discord.abc.Snowflake | None) -> str:
    return f"discord:{server.id}" if server else "discord:direct"


async def _manages(interaction: discord.Interaction) -> bool:
    """Whether someone manages the server, as Discord says with each interaction."""
    may = interaction.permissions
    return interaction.guild_id is not None and (may.manage_guild or may.administrator)
