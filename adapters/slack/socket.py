"""Slack over Socket Mode: deliveries over a WebSocket that this process opens."""

import asyncio
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.settings import SettingsRefused
from adapters.slack.app import SlackApp
from adapters.slack.logs import discreet, library_logger
from adapters.slack.send import TOKEN_REFUSED, refusal

log = discreet(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: `ping` between two looks at the connection, and before another try where there is
    none; `address` for trying one address; `finish` for what was acknowledged before a stop."""

    ping: float = 5.0
    address: float = 60.0
    finish: float = 20.0


class Connection(SocketModeClient):
    """The SDK tries one address for ever, though its ticket is good for seconds and for once:
    here a new one is asked for."""

    def __init__(self, slack: SlackApp, app_token: str, pace: Pace) -> None:
        super().__init__(
            app_token,
            logger=library_logger(),
            web_client=slack.bolt.client,
            ping_interval=pace.ping,
        )
        self._slack = slack
        self._pace = pace
        self.socket_mode_request_listeners.append(self._handle)

    async def connect(self) -> None:
        while not self.closed:
            try:
                async with asyncio.timeout(self._pace.address):
                    await super().connect()  # type: ignore[no-untyped-call] # the SDK gives none
            except TimeoutError:
                self.wss_uri = None
                continue
            log.info("Connected to Slack")
            return

    async def stop(self) -> None:
        """Take nothing more, acknowledge and answer what came, then close."""
        self.auto_reconnect_enabled = False
        helpers = [self.message_receiver, self.current_session_monitor]
        await _end([task for task in helpers if task])
        await self._slack.work.finish(self._pace.finish)
        await self.close()  # type: ignore[no-untyped-call] # the SDK gives none
        await _end([self.message_processor])

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self._slack.work.include_current()
        response = await run_async_bolt_app(self._slack.bolt, request)
        await send_async_response(client, request, response, 0)


async def run_socket(
    slack: SlackApp, app_token: str, stop: asyncio.Event, pace: Pace = Pace()
) -> None:
    """Answer over Socket Mode until `stop` is set; lost connections are opened anew.

    Raises SettingsRefused where Slack refuses the token.
    """
    connection = Connection(slack, app_token, pace)
    try:
        await _check(connection)
        await _until(stop, connection)
    finally:
        await connection.stop()


async def _until(stop: asyncio.Event, connection: Connection) -> None:
    connecting = asyncio.create_task(connection.connect())
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({connecting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if connecting.done():
            connecting.result()
        await stopping
    finally:
        await _end([connecting, stopping])


async def _check(connection: Connection) -> None:
    """Slack's refusal of the token ends the start; an outage does not."""
    try:
        connection.wss_uri = await connection.issue_new_wss_url()
    except SlackApiError as error:
        if refusal(error) in TOKEN_REFUSED:
            raise SettingsRefused(
                f"Slack refuses SLACK_APP_TOKEN ({refusal(error)}): make an app-level token with "
                "the scope connections:write on your app's Basic Information page"
            ) from None
        log.warning("Slack answers oddly, trying on: %s", refusal(error))
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("Slack can't be reached, trying on: %s", type(error).__name__)


async def _end(tasks: list[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
