"""The connection to Discord: login, a session that lasts until the process stops, and
registering the commands."""

import asyncio
import contextlib
import logging
from typing import Literal

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.desk import Desk
from adapters.discord.client import Client, ask_gateway
from adapters.discord.commands import BOTH, EVERYWHERE, add_commands
from adapters.telling import Telling, nobody_to_tell

log = logging.getLogger(__name__)

STOP_WITHIN = 10.0
"""Seconds for what is under way when the process stops; the host waits 30."""

PASSING = (OSError, aiohttp.ClientError, discord.HTTPException, discord.GatewayNotFound)
"""What goes by itself: networks, Discord's own failures and its pace. (What an HTTPException means
that doesn't pass, `_log_in` says.)"""

REFUSED = (
    "Discord refused DISCORD_TOKEN: copy the bot's current token from "
    "https://discord.com/developers/applications (Bot → Reset Token)"
)


class DiscordRefused(Exception):
    """Discord won't have us; the text says why and what to do. Trying again is no use."""


async def run_discord(
    desk: Desk,
    token: str,
    api_url: str,
    stop: asyncio.Event,
    telling: Telling = nobody_to_tell,
) -> None:
    """Answers on Discord until `stop` is set, then finishes what is under way and closes.

    `api_url` ends in `/api/v10`. Raises DiscordRefused where waiting won't help.
    """
    _use(api_url)
    backoff = ExponentialBackoff[Literal[False]]()
    while not stop.is_set():
        try:
            async with Client(desk) as client:
                await _log_in(client, token, api_url)
                await _serve(client, telling, stop)
                return
        except PASSING as error:
            delay = backoff.delay()
            reason = type(error).__name__
            log.warning("Discord is out of reach (%s): next try in %.0f s", reason, delay)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), delay)


async def sync_commands(token: str, api_url: str) -> tuple[str, ...]:
    """Registers the commands everywhere, in place of all registered before; their names.

    Uses REST alone: no session begins. Raises DiscordRefused.
    """
    _use(api_url)
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        tree = app_commands.CommandTree(client, allowed_contexts=EVERYWHERE, allowed_installs=BOTH)
        add_commands(tree, _unasked, _unasked, _nothing)
        try:
            await _log_in(client, token, api_url)
            return tuple(command.name for command in await tree.sync())
        except PASSING as error:
            raise DiscordRefused(f"The commands could not be registered: {error}") from None


async def _unasked(_: discord.Interaction, __: object) -> None:
    """Commands that are only being registered are never called."""


async def _nothing(_: discord.Interaction, __: str) -> list[app_commands.Choice[str]]:
    """Nor is anything suggested for them."""
    return []


def _use(api_url: str) -> None:
    """Points discord.py at an address of Discord's API, and keeps its log fit to be read.

    The library has no setting for the address: every request is built from this one class
    attribute. It logs whole payloads, question and token included, from DEBUG on. The voice
    warnings are for bots that speak.
    """
    Route.BASE = api_url
    library = logging.getLogger("discord")
    library.setLevel(max(logging.INFO, library.getEffectiveLevel()))
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


async def _log_in(client: discord.Client, token: str, api_url: str) -> None:
    try:
        await client.login(token)
    except discord.LoginFailure:
        raise DiscordRefused(REFUSED) from None
    except discord.HTTPException as error:
        if error.status == 429 or error.status >= 500:
            raise
        raise DiscordRefused(
            f"{api_url} answered {error.status}: DISCORD_API_URL has to lead to Discord's API"
        ) from None


async def _serve(client: Client, telling: Telling, stop: asyncio.Event) -> None:
    """One login's session, resumed and renewed by discord.py, until stopped or refused."""
    gateway, _ = await ask_gateway(client)
    # discord.py asks for the address only where it shards; else it uses this constant.
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    session = asyncio.create_task(client.connect())
    stopping = asyncio.create_task(stop.wait())
    told = asyncio.ensure_future(telling(client.post))
    try:
        await asyncio.wait((session, stopping), return_when=asyncio.FIRST_COMPLETED)
        if session.done():
            _explain(session)
        await client.reception.close(STOP_WITHIN)
    finally:
        # Nobody may be reading the socket when the client closes it: discord.py would answer that
        # with a code that leaves the session open, and the bot shown as there.
        for task in (told, session, stopping):
            task.cancel()
        await asyncio.gather(told, session, stopping, return_exceptions=True)


def _explain(session: asyncio.Task[None]) -> None:
    """Raises what ended a session, in words where waiting won't help."""
    try:
        session.result()
    except discord.PrivilegedIntentsRequired:
        raise DiscordRefused("Discord refused the intents, though they need no approval") from None
    except discord.ConnectionClosed as closed:
        if closed.code == 4004:
            raise DiscordRefused(REFUSED) from None
        raise DiscordRefused(f"Discord's gateway closed for good (code {closed.code})") from None
