"""Discord for tests: simulated in memory (simcord) or small and local, on real wires."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
import simcord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from sqlalchemy import URL

from adapters.database.store import Store
from adapters.desk import Desk
from adapters.discord.app import run_discord
from adapters.discord.client import Client
from adapters.discord.limits import LABEL, clip
from bot.index import Index
from tests.discord import wire
from tests.discord.local_discord import LocalDiscord
from tests.discord.script import HELP, ScriptedDesk, answer, choices
from tests.discord.shapes import DIRECT, TOKEN
from tests.offices import staffed
from tests.transcript import telling


@pytest.fixture(autouse=True)
def _library() -> Iterator[None]:
    """discord.py keeps its addresses in classes: each test gets them as they were."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    log = logging.getLogger("discord")
    level = log.level
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
    log.setLevel(level)


@pytest.fixture
def script() -> ScriptedDesk:
    return ScriptedDesk(
        {
            "what skills": answer("skills"),
            "skills": answer("skills"),
            "salary": answer("salary", body="A lot."),
            "both": answer("skills", "salary"),
            "unclear": choices("skills", "salary"),
            "": HELP,
        }
    )


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    """A local Discord; whatever it would not have taken fails the test."""
    server = LocalDiscord()
    await server.start()
    yield server
    await server.stop()
    assert server.faults == []


Running = Callable[..., AbstractAsyncContextManager[asyncio.Event]]


@pytest.fixture
def running(local: LocalDiscord) -> Running:
    """Runs the adapter as `tpm discord` does, until the block ends; yields the stop signal."""

    @asynccontextmanager
    async def run(desk: Any, token: str = TOKEN) -> AsyncIterator[asyncio.Event]:
        stop = asyncio.Event()
        task = asyncio.create_task(
            run_discord(desk, token, local.url, stop, telling(desk, "discord"))
        )
        task.add_done_callback(local.wake)
        try:
            await local.until(lambda: task.done() or local.ready())
            if not task.done():
                yield stop
        finally:
            stop.set()
            async with asyncio.timeout(8):
                await task

    return run


@dataclass
class Simulated:
    """A server with one channel, Ada in it, and the bot."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    ada: simcord.MemberActor

    @property
    def me(self) -> str:
        return f"<@{self.env.bot.user.id}>"  # type: ignore[union-attr]

    @property
    def public(self) -> list[discord.Message]:
        """What the bot said for all to see."""
        me = self.env.bot.user.id
        mine = [m for m in self.channel.history() if m.author.id == me and not m.is_system()]
        return [m for m in mine if not m.flags.ephemeral]

    def faults(self) -> list[str]:
        return [
            f"{request.path}: {fault}"
            for request in self.env.http_requests
            for fault in wire.faults(request.method, request.path, request.json)
        ]


@pytest.fixture
def simulated() -> Callable[[Any], AbstractAsyncContextManager[Simulated]]:
    @asynccontextmanager
    async def simulate(desk: Any) -> AsyncIterator[Simulated]:
        client = Client(desk)
        async with simcord.run(client) as env:
            await client.tree.sync()
            guild = env.create_guild()
            channel = guild.create_text_channel("general")
            ada = guild.add_member(env.create_user("ada", global_name="Ada *L*"))
            there = Simulated(env, guild, channel, ada)
            yield there
            assert there.faults() == []

    return simulate


@dataclass
class DirectMessage:
    """A conversation of one person with the bot; what is returned is what that person reads."""

    local: LocalDiscord
    shown: dict[str, Any] = field(default_factory=dict)
    _replies: int = 0
    _turns: int = 0

    async def say(self, text: str) -> str:
        self._replies += 1
        await self.local.write(text)
        self.shown = await self.local.sees("POST", rf"/channels/{DIRECT}/messages", self._replies)
        return wire.read(wire.displayed(self.shown))

    async def press(self, label: str) -> str:
        """Presses the button with this label, or the one that shows as much of it as it can."""
        self._turns += 1
        labels = {button["label"]: button["custom_id"] for button in wire.buttons(self.shown)}
        await self.local.press(labels[clip(label, LABEL)], "direct")
        turned = await self.local.sees("POST", wire.CALLBACK, self._turns)
        assert turned["type"] == 7, "a press edits in place"
        self.shown = turned["data"]
        return wire.read(wire.displayed(self.shown))


@pytest.fixture
async def discord_conversation(
    desk: Any, local: LocalDiscord, running: Running
) -> AsyncIterator[DirectMessage]:
    """`await say(text)` and `await press(label)` in a direct message, through the real client."""
    async with running(desk):
        yield DirectMessage(local)


@pytest.fixture
async def office(garden: Index, postgresql_url: URL) -> AsyncIterator[tuple[Desk, Store]]:
    """As everywhere, on one database: that both remember the same is shown at the desk."""
    async with staffed(garden, postgresql_url) as office:
        yield office
