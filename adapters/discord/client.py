"""discord.py's client with our handlers, kept small: it remembers no message, member or view."""

import asyncio
import logging
import threading
from functools import partial
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.gateway import KeepAliveHandler
from discord.http import Route

from adapters.desk import Desk
from adapters.discord import ids, send
from adapters.discord.commands import BOTH, EVERYWHERE, add_commands
from adapters.discord.people import user_of
from adapters.discord.receive import Reception
from adapters.discord.render import render
from adapters.discord.tell import excuse, tell
from adapters.failure import failure
from adapters.telling import Unreachable
from bot.reply import Reply

log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""4609. Not message content: mentions, direct messages and commands carry theirs."""

HEARTBEAT_ENDS_WITHIN = 5.0
"""Seconds that a heartbeat under way may take to end."""

PRESSES = (discord.InteractionType.component, discord.InteractionType.modal_submit)

SESSIONS_RESERVED = 100
"""Of a day's 1,000 sessions these are left unused: Discord resets the token of who uses all."""


async def ask_gateway(client: discord.Client) -> tuple[str, float]:
    """The gateway's address, and the seconds to wait before a session may begin."""
    answer = await client.http.request(Route("GET", "/gateway/bot"))
    limit = answer.get("session_start_limit", {})  # (proxies in front of Discord may leave it out)
    used_up = limit.get("remaining", SESSIONS_RESERVED) < SESSIONS_RESERVED
    return answer["url"], limit["reset_after"] / 1000 if used_up else 0.0


class Client(discord.Client):
    """Hands every event to the reception; `desk` answers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.reception = Reception(desk)
        self._lines: list[aiohttp.ClientWebSocketResponse] = []
        self._remember_lines()
        self.tree = Tree(self, allowed_contexts=EVERYWHERE, allowed_installs=BOTH)
        at = self.reception
        add_commands(self.tree, at.question, at.about, at.suggestions)

    def _remember_lines(self) -> None:
        """The library forgets a line on which no session has begun yet."""
        connect = self.http.ws_connect

        async def remembered(*given: Any, **named: Any) -> aiohttp.ClientWebSocketResponse:
            line = await connect(*given, **named)
            self._lines = [*(one for one in self._lines if not one.closed), line]
            return line

        setattr(self.http, "ws_connect", remembered)  # noqa: B010  # (mypy lets no method be set)

    async def close(self) -> None:
        """Ends the library's heartbeats too, which it forgets of a line that was cut: one left over
        would call a loop that is closed by then."""
        await super().close()
        for line in self._lines:
            await line.close()
        loop = asyncio.get_running_loop()  # (the library has let go of its own by now)
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler) and thread.ws.loop is loop:
                thread.stop()
                await asyncio.to_thread(thread.join, HEARTBEAT_ENDS_WITHIN)

    async def post(self, who: str, reply: Reply) -> None:
        """A direct message to somebody."""
        try:
            user = await self.fetch_user(int(user_of(who)))
            await send.post(user, render(reply))
        except (discord.Forbidden, discord.NotFound):
            raise Unreachable from None

    async def on_message(self, message: discord.Message) -> None:
        if self.user is not None:
            await self.reception.message(message, self.user)

    async def on_interaction(self, interaction: discord.Interaction[discord.Client]) -> None:
        """Buttons and forms are known by their ids alone, so those from before a restart work
        too."""
        if interaction.type in PRESSES:
            data: Any = interaction.data
            if press := ids.decode(str(data.get("custom_id", ""))):
                await self.reception.press(interaction, press)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed, or the server is no more; one that is out of reach is not left."""
        await self.reception.left(guild)

    async def on_error(self, event_method: str, /, *_: object, **__: object) -> None:
        log.exception("Discord's %s could not be handled", event_method)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Waits rather than use up the day's sessions, whatever keeps cutting them."""
        await super().before_identify_hook(shard_id, initial=initial)
        _, pause = await ask_gateway(self)
        if pause:
            log.error("Too many Discord sessions today: none begins before the limit is reset")
            await asyncio.sleep(pause)


class Tree(app_commands.CommandTree[Client]):
    """The last net under commands: those that Discord still shows and we no longer have."""

    async def on_error(
        self, interaction: discord.Interaction[Client], _: app_commands.AppCommandError, /
    ) -> None:
        reply = failure(log)
        if interaction.type is discord.InteractionType.application_command:
            await excuse(reply, partial(tell, interaction))
