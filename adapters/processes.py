"""The long-running processes: which platforms to serve, until when, and what ends them."""

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any

from adapters.desk import Desk
from adapters.settings import Settings, SettingsRefused, needed
from adapters.telling import Telling, keep_telling

if TYPE_CHECKING:
    from adapters.database.store import Store

log = logging.getLogger(__name__)

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)

STOP_WITHIN = 25.0
"""Seconds for what is under way; hosts kill a process 30 s after asking it to stop."""

ABOUT_SLACK = (
    "find it on your app's page (https://api.slack.com/apps), then put it into .env; "
    "docs/set-up-slack.md has every step"
)
ABOUT_DISCORD = (
    "find it on your app's page (https://discord.com/developers/applications), then put it into "
    ".env; docs/set-up-discord.md has every step"
)


@dataclass(frozen=True, slots=True)
class Office:
    """What services work with: a desk, and the store that it remembers in."""

    desk: Desk
    store: "Store"

    def telling(self, platform: str) -> Telling:
        """What tells those who wait there for an answer."""
        return partial(keep_telling, self.desk, platform)


Serve = Callable[[Office, Settings, asyncio.Event], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Service:
    """One platform over one transport. `needs`: the variables without which it can't be;
    `serve` works until the event is set."""

    name: str
    needs: tuple[str, ...]
    hint: str
    serve: Serve

    def check(self, settings: Settings) -> None:
        """Raises SettingsRefused, naming every variable that is missing."""
        needed(settings, self.hint, *self.needs)


class Stop:
    """The host's wish that this process end, by SIGTERM or SIGINT, however often.

    Until `event` is asked for, nothing is under way, and the process ends at once. Handlers of the
    event loop would be gone with it, and a second signal would then kill; so it would while the
    interpreter winds up, unless signals are ignored by then.
    """

    def __init__(self) -> None:
        self._asked = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._event: asyncio.Event | None = None

    def listen(self) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, self._ask)

    def ignore(self) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    def event(self) -> asyncio.Event:
        """Set from the first wish on; to be called in the event loop."""
        self._event, self._loop = asyncio.Event(), asyncio.get_running_loop()
        if self._asked:
            self._event.set()
        return self._event

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        first, self._asked = not self._asked, True
        if self._loop is None or self._event is None:
            if first:
                self.ignore()
                raise SystemExit(0)
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._event.set)


def start(
    services: Sequence[Service], settings: Settings, open_office: "Callable[[], tuple[Desk, Store]]"
) -> None:
    """Serve until the process is asked to stop. Where one service ends before, so do the others:
    whatever runs the process starts all of it anew. Raises what ended it."""
    stop = Stop()
    stop.listen()
    try:
        for service in services:
            service.check(settings)
        office = Office(*open_office())
        log.info("Serving %s", ", ".join(service.name for service in services))
        asyncio.run(_serve(services, settings, office, stop))
        log.info("Stopped")
    finally:
        stop.ignore()


def with_tokens(settings: Settings) -> tuple[Service, ...]:
    """All services that have their variables. Slack comes over one transport: Socket Mode where
    there is a token for it, else HTTP; that only where PORT is set, which hosts do for processes
    that are to listen. Raises SettingsRefused where there is none."""
    slack = [s for s in (SLACK_SOCKET, SLACK_HTTP) if settings.has(*s.needs)][:1]
    if slack == [SLACK_HTTP] and not settings.has("PORT"):
        slack = []
    discord = [DISCORD] if settings.has(*DISCORD.needs) else []
    if not slack and not discord:
        raise SettingsRefused(f"nothing has its tokens: set {_WAYS}")
    if not slack and settings.has("SLACK_BOT_TOKEN"):
        log.warning("Slack is not served by this process: that would take %s", _SLACK_WAYS)
    return (*slack, *discord)


async def _serve(
    services: Sequence[Service], settings: Settings, office: Office, stop: Stop
) -> None:
    async with office.store.open():
        await _serve_all(services, settings, office, stop)


async def _serve_all(
    services: Sequence[Service], settings: Settings, office: Office, stop: Stop
) -> None:
    wanted = stop.event()
    tasks = [
        asyncio.create_task(service.serve(office, settings, wanted), name=service.name)
        for service in services
    ]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    too_early = not wanted.is_set()
    first = next(task for task in tasks if task.done())
    wanted.set()
    _, late = await asyncio.wait(tasks, timeout=STOP_WITHIN)
    for task in late:
        log.warning("%s did not finish within %.0f s", task.get_name(), STOP_WITHIN)
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    if failures := [error for error in ended if isinstance(error, Exception)]:
        raise first.exception() or failures[0]
    if too_early:
        raise RuntimeError(f"{first.get_name()} ended by itself")


async def _slack_socket(office: Office, settings: Settings, stop: asyncio.Event) -> None:
    from adapters.slack.app import open_slack
    from adapters.slack.socket import run_socket

    bot_token, app_token = needed(settings, ABOUT_SLACK, *SLACK_SOCKET.needs)
    async with open_slack(
        office.desk, bot_token, settings.slack_api_url, telling=office.telling("slack")
    ) as slack:
        await run_socket(slack, app_token, stop)


async def _slack_http(office: Office, settings: Settings, stop: asyncio.Event) -> None:
    from adapters.slack.app import open_slack
    from adapters.slack.http import slack_events
    from adapters.web.app import build_web, serve

    bot_token, signing_secret = needed(settings, ABOUT_SLACK, *SLACK_HTTP.needs)
    async with open_slack(
        office.desk, bot_token, settings.slack_api_url, telling=office.telling("slack")
    ) as slack:
        await serve(
            build_web(office.store.unready, slack_events(slack, signing_secret)),
            settings.port,
            stop,
        )


async def _discord(office: Office, settings: Settings, stop: asyncio.Event) -> None:
    from adapters.discord.app import DiscordRefused, run_discord

    (token,) = needed(settings, ABOUT_DISCORD, *DISCORD.needs)
    try:
        await run_discord(
            office.desk, token, settings.discord_api_url, stop, office.telling("discord")
        )
    except DiscordRefused as refused:
        raise SettingsRefused(str(refused)) from None


def register_discord_commands(settings: Settings) -> tuple[str, ...]:
    """The names of the commands that Discord now shows; raises SettingsRefused."""
    (token,) = needed(settings, ABOUT_DISCORD, *DISCORD.needs)
    from adapters.discord.app import DiscordRefused, sync_commands

    try:
        return asyncio.run(sync_commands(token, settings.discord_api_url))
    except DiscordRefused as refused:
        raise SettingsRefused(str(refused)) from None


SLACK_SOCKET = Service(
    "Slack over Socket Mode", ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"), ABOUT_SLACK, _slack_socket
)
SLACK_HTTP = Service(
    "Slack over HTTP", ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"), ABOUT_SLACK, _slack_http
)
DISCORD = Service("Discord", ("DISCORD_TOKEN",), ABOUT_DISCORD, _discord)

_SLACK_WAYS = (
    "SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET and PORT"
)
_WAYS = f"{_SLACK_WAYS} for Slack, or DISCORD_TOKEN for Discord"
