"""The HTTP process: health, and whatever platform handlers it is handed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from adapters.failure import failure
from adapters.settings import SettingsRefused

log = logging.getLogger(__name__)
protocol_log = logging.getLogger(f"{__name__}.protocol")

LARGEST_BODY = 1024 * 1024
"""Bytes; Slack's largest deliveries are a pressed message's, well below."""
READ_WITHIN = 10.0
"""Seconds for a request's body to arrive."""
CLOSE_WITHIN = 10.0
"""Seconds for requests under way when the process is asked to stop."""

SlackHandler = Callable[[Mapping[str, str], bytes], Awaitable[web.Response]]
Unready = Callable[[], Awaitable[str]]
Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build_web(unready: Unready, slack: SlackHandler | None = None) -> web.Application:
    """The application; `unready` tells why it is not ready, if so, `slack` takes headers and body
    of `POST /slack/events`."""
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[_without_traces])
    app.router.add_get("/healthz", _alive)
    app.router.add_get("/readyz", _readiness(unready))
    if slack is not None:
        app.router.add_post("/slack/events", _platform(slack))
    return app


async def serve(
    app: web.Application,
    port: int,
    stop: asyncio.Event,
    host: str | None = None,
    listening: Callable[[int], None] | None = None,
) -> None:
    """Serve until `stop` is set, then finish the requests under way.

    `host` None means every address; `listening` is told the port once requests are taken. Raises
    SettingsRefused where the port can't be used.
    """
    runner = web.AppRunner(app, access_log=None, logger=_quiet(), shutdown_timeout=CLOSE_WITHIN)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsRefused(
                f"PORT {port} can't be listened on ({error.strerror}): choose another"
            ) from None
        bound = runner.addresses[0][1]
        log.info("Listening on port %d", bound)
        if listening is not None:
            listening(bound)
        await stop.wait()
    finally:
        await runner.cleanup()


async def _alive(_request: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


def _readiness(unready: Unready) -> Respond:
    async def respond(_request: web.Request) -> web.Response:
        why = await _asked(unready)
        if why:
            return web.json_response({"status": "not ready", "reason": why}, status=503)
        return web.json_response({"status": "ready"})

    return respond


async def _asked(unready: Unready) -> str:
    try:
        return await unready()
    except Exception:
        log.exception("Readiness could not be determined")
        return "readiness could not be determined"


def _platform(handle: SlackHandler) -> Respond:
    async def respond(request: web.Request) -> web.StreamResponse:
        try:
            async with asyncio.timeout(READ_WITHIN):
                body = await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        return await handle(request.headers, body)

    return respond


@web.middleware
async def _without_traces(request: web.Request, handler: Respond) -> web.StreamResponse:
    """An exception's text stays in the log."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        failure(log)
        return web.json_response({"error": "something went wrong here"}, status=500)


def _quiet() -> logging.Logger:
    """For aiohttp's own complaints about requests that are no HTTP: those need no traceback, and
    failures of handlers are logged above."""
    protocol_log.addFilter(_drop_traceback)
    return protocol_log


def _drop_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True
