"""A small Discord on loopback: REST and gateway, enough for the real client to live in.

It answers as Discord does and checks every request against wire.py.
"""

import asyncio
import contextlib
import itertools
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord import shapes, wire
from tests.discord.shapes import (
    APPLICATION,
    BOT,
    CHANNEL,
    EPHEMERAL,
    GUILD,
    PEOPLE,
    TOKEN,
    message,
)

LOOKS_AGAIN = 0.02
"""Seconds between looks at what makes no noise."""


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    body: Any
    authorization: str | None

    def is_(self, method: str, pattern: str) -> bool:
        return self.method == method and re.fullmatch(pattern, self.path) is not None


def reply(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON under exactly the content type that Discord gives it: discord.py looks."""
    head = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=head)


@dataclass
class LocalServer:
    """`requests` holds what came in over REST, `told` what came in over the gateway."""

    requests: list[Request] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    failing: list[tuple[str, str, int, Any, dict[str, str]]] = field(default_factory=list)
    close_code: int | None = None
    sessions_left: int = 1000
    forces_private: bool = False
    url: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(10_000))
    _sequence: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/gateway/{which}", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/api/v10"

    async def stop(self) -> None:
        for socket in self.sockets:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    async def until(self, holds: Callable[[], Any], within: float = 8.0) -> Any:
        """Waits for a condition, looked at after everything that arrives and now and then; its
        value."""
        async with asyncio.timeout(within):
            while not (value := holds()):
                self._changed.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), LOOKS_AGAIN)
        return value

    def seen(self, method: str, pattern: str) -> list[Any]:
        """Bodies of the requests to a path, in order."""
        return [request.body for request in self.requests if request.is_(method, pattern)]

    async def sees(self, method: str, pattern: str, count: int = 1) -> Any:
        """Waits for a request; the body of the last of `count`."""
        await self.until(lambda: len(self.seen(method, pattern)) >= count)
        return self.seen(method, pattern)[count - 1]

    def fail(self, method: str, pattern: str, status: int, body: Any, **headers: str) -> None:
        """The next matching request is answered like this."""
        self.failing.append((method, pattern, status, body, headers))

    async def tell(self, event: str, data: dict[str, Any]) -> None:
        """An event to the client, over its newest socket."""
        socket = await self.until(
            lambda: next((s for s in self.sockets[::-1] if not s.closed), None)
        )
        self._sequence += 1
        await socket.send_json({"op": 0, "t": event, "s": self._sequence, "d": data})

    def ready(self) -> bool:
        """Whether a session has begun."""
        return any(told["op"] == 2 for told in self.told)

    def wake(self, _: object) -> None:
        """Has waiting tests look again."""
        self._changed.set()

    async def cut(self) -> None:
        """Cuts the line without a word."""
        transport = self.sockets[-1]._req.transport  # type: ignore[union-attr]
        transport.abort()

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        body = await request.json() if request.can_read_body else None
        header = request.headers.get("Authorization")
        self.requests.append(Request(request.method, path, body, header))
        self.faults += [f"{path}: {fault}" for fault in wire.faults(request.method, path, body)]
        self._changed.set()
        for failing in self.failing:
            if failing[0] == request.method and re.fullmatch(failing[1], path):
                self.failing.remove(failing)
                return reply(failing[3], status=failing[2], headers=failing[4])
        if not path.startswith(("/interactions", "/webhooks")) and header != f"Bot {TOKEN}":
            return reply({"message": "401: Unauthorized", "code": 0}, status=401)
        for method, pattern, answer in self._routes():
            if method == request.method and (found := re.fullmatch(pattern, path)):
                return await answer(body, *found.groups())
        return reply({"message": "404: Not Found", "code": 0}, status=404)

    def _routes(self) -> tuple[tuple[str, str, Callable[..., Awaitable[web.Response]]], ...]:
        return (
            ("GET", r"/gateway(?:/bot)?", self._address),
            ("GET", r"/users/@me", self._me),
            ("GET", r"/users/(\d+)", self._person),
            ("POST", r"/users/@me/channels", self._direct),
            ("GET", r"(?:/oauth2)?/applications/@me", self._application),
            ("PUT", rf"/applications/{APPLICATION}/commands", self._commands),
            ("POST", r"/channels/(\d+)/messages", self._post),
            ("POST", r"/interactions/(\d+)/[^/]+/callback", self._callback),
            ("POST", rf"/webhooks/{APPLICATION}/[^/]+", self._follow_up),
            ("PATCH", rf"/webhooks/{APPLICATION}/[^/]+/messages/@original", self._follow_up),
        )

    async def _address(self, _: Any) -> web.Response:
        limit = {
            "total": 1000, "remaining": self.sessions_left, "reset_after": 60_000,
            "max_concurrency": 1,
        }  # fmt: skip
        return reply({"url": self._socket("first"), "shards": 1, "session_start_limit": limit})

    def _socket(self, which: str) -> str:
        return self.url.replace("http", "ws").replace("/api/v10", f"/gateway/{which}")

    async def _me(self, _: Any) -> web.Response:
        return reply(PEOPLE[BOT])

    async def _person(self, _: Any, who: str) -> web.Response:
        return reply(PEOPLE[int(who)])

    async def _direct(self, body: Any) -> web.Response:
        there = {"id": str(shapes.DIRECT), "type": 1, "last_message_id": None}
        return reply({**there, "recipients": [PEOPLE[int(body["recipient_id"])]]})

    async def _application(self, _: Any) -> web.Response:
        return reply(shapes.APPLICATION_INFO)

    async def _commands(self, body: Any) -> web.Response:
        more = {"application_id": str(APPLICATION), "version": "1", "description": ""}
        return reply([{**more, **c, "id": str(next(self.numbers))} for c in body])

    async def _post(self, body: Any, channel: str) -> web.Response:
        return reply(self._message(body, int(channel)))

    async def _callback(self, body: Any, number: str) -> web.Response:
        answer: dict[str, Any] = {"interaction": {"id": number, "type": 2}}
        if body["type"] in (4, 7):
            told = self._message(body["data"], CHANNEL)
            answer["interaction"]["response_message_id"] = told["id"]
            answer["resource"] = {"type": body["type"], "message": told}
        return reply(answer)

    async def _follow_up(self, body: Any) -> web.Response:
        told = self._message(body, CHANNEL)
        if self.forces_private:
            told["flags"] |= EPHEMERAL
        return reply(told)

    def _message(self, body: dict[str, Any], channel: int) -> dict[str, Any]:
        shown = {key: body.get(key) or empty for key, empty in _SHOWN.items()}
        return message(next(self.numbers), channel, BOT, **shown)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45_000}})
        self.sockets.append(socket)
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._hear(socket, frame.json(), request.match_info["which"])
        return socket

    async def _hear(self, socket: web.WebSocketResponse, told: Any, which: str) -> None:
        self.told.append({**told, "which": which})
        if told["op"] == 1:
            await socket.send_json({"op": 11})
        elif self.close_code is not None:
            await socket.close(code=self.close_code)
        elif told["op"] == 2:
            await self.tell("READY", self._session())
            await self.tell("GUILD_CREATE", shapes.guild())
        elif told["op"] == 6:
            await self.tell("RESUMED", {})
        self._changed.set()

    def _session(self) -> dict[str, Any]:
        return {
            "v": 10, "user": PEOPLE[BOT], "guilds": [{"id": str(GUILD), "unavailable": True}],
            "session_id": "session", "resume_gateway_url": self._socket("again"),
            "application": {"id": str(APPLICATION), "flags": 0},
        }  # fmt: skip


_SHOWN: dict[str, Any] = {"content": "", "components": [], "embeds": [], "flags": 0}
