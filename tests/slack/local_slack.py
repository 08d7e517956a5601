"""A small Slack on loopback: Web API, Socket Mode, response_urls, and signed requests.

It refuses nothing by itself; what real Slack would have refused is collected in `violations`, and
the fixture that starts it fails the test on any.
"""

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

BOT_TOKEN = "xoxb-1-local"
APP_TOKEN = "xapp-1-local"
BOT, BOT_ID, TEAM = "UBOT", "BBOT", "T1"
WITHIN = 30.0

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A call of the Web API (`method`) or of a response_url (`method` is "response_url")."""

    method: str
    payload: Json
    at: float
    url: str = ""


@dataclass
class Trouble:
    """How the next calls of a method are answered instead."""

    status: int = 200
    body: Json = field(default_factory=lambda: {"ok": False, "error": "internal_error"})
    headers: dict[str, str] = field(default_factory=dict)


ASKING = ("auth.test", "apps.connections.open", "conversations.history", "users.info")


class LocalSlack:
    """One workspace. `deliver_*` return what the bot acknowledged with."""

    def __init__(self, checker: Any) -> None:
        self.checker = checker
        self.calls: list[Call] = []
        self.acks: dict[str, Json] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.opened = 0
        self.dead_addresses = 0
        self.held: dict[str, asyncio.Event] = {}
        self.waiting: list[str] = []
        self.users: dict[str, Json] = {}
        self.histories: dict[str, list[Json]] = {}
        self._trouble: dict[str, deque[Trouble]] = defaultdict(deque)
        self._numbers = itertools.count(1)
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self.root = ""

    @property
    def violations(self) -> list[str]:
        return self.checker.violations

    @property
    def api_url(self) -> str:
        return f"{self.root}/api/"

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/response/{key}", self._response_url)
        app.router.add_get("/link/{key}", self._link)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.root = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        for socket in self.sockets:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    # What the bot calls

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        payload = await _arguments(request)
        await self._hold(method)
        if trouble := self._next_trouble(method):
            await self._note(Call(f"{method} (refused)", payload, time.monotonic()))
            return web.json_response(trouble.body, status=trouble.status, headers=trouble.headers)
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if request.headers.get("Authorization") != f"Bearer {wanted}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        self._check(method, payload)
        answer = self._answer(method, payload)
        await self._note(Call(method, payload, time.monotonic()))
        return web.json_response({"ok": True, **answer})

    def _check(self, method: str, payload: Json) -> None:
        if method == "chat.postMessage":
            self.checker.message(payload)
        elif method == "views.publish":
            self.checker.view(payload["view"])
        elif method == "views.open":
            self.checker.modal(payload["view"])
            if not payload.get("trigger_id"):
                self.violations.append("a modal without a trigger_id")
        elif method == "assistant.threads.setSuggestedPrompts":
            self.checker.prompts(payload["prompts"])
            if "thread_ts" in payload:
                self.violations.append("prompts with a thread_ts fail silently")
        elif method not in ASKING:
            self.violations.append(f"unexpected method {method}")

    def _answer(self, method: str, payload: Json) -> Json:
        if method == "auth.test":
            return {"user_id": BOT, "bot_id": BOT_ID, "team_id": TEAM, "url": self.root}
        if method == "apps.connections.open":
            self.opened += 1
            dead = self.opened <= self.dead_addresses
            return {"url": f"{self.root.replace('http', 'ws')}/{'dead' if dead else 'link'}/secret"}
        if method == "chat.postMessage":
            return {"channel": payload["channel"], "ts": self.stamp(), "message": {}}
        if method == "users.info":
            return {"user": self.users.get(payload["user"], {})}
        if method == "conversations.history":
            return {"messages": self.histories.get(payload["channel"], [])}
        return {}

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        payload = await request.json()
        if trouble := self._next_trouble("response_url"):
            await self._note(Call("response_url (refused)", payload, time.monotonic()))
            return web.json_response(trouble.body, status=trouble.status, headers=trouble.headers)
        self.checker.message(payload)
        if payload.get("replace_original") and "response_type" in payload:
            self.violations.append("a replacement has no response_type")
        await self._note(Call("response_url", payload, time.monotonic(), str(request.url)))
        return web.Response(text="ok")

    async def _link(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": 1})
        await self._notify()
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                answer = json.loads(message.data)
                self.acks[answer["envelope_id"]] = answer.get("payload", {})
                await self._notify()
        return socket

    # What the test does

    def trouble(self, method: str, *troubles: Trouble) -> None:
        """Answer the next calls of this method like this."""
        self._trouble[method].extend(troubles)

    def stamp(self) -> str:
        return f"1700000000.{next(self._numbers):06d}"

    def response_url(self) -> str:
        return f"{self.root}/response/hook{next(self._numbers)}"

    def trigger(self) -> str:
        return f"trigger.{next(self._numbers)}"

    async def until(self, holds: Callable[[], Any], within: float = WITHIN) -> Any:
        """Wait for a condition on what arrived; fails after `within` seconds."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(holds)
        return holds()

    async def call(self, method: str, number: int = 1) -> Call:
        """The `number`-th call of this method, waited for."""
        await self.until(lambda: len(self.of(method)) >= number)
        return self.of(method)[number - 1]

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def connected(self, number: int = 1) -> web.WebSocketResponse:
        """The `number`-th connection of the bot, waited for."""
        await self.until(lambda: len(self.sockets) >= number)
        return self.sockets[number - 1]

    async def envelope(self, kind: str, payload: Json, **extra: Any) -> Json:
        """Deliver over the newest socket; what it was acknowledged with."""
        envelope_id = f"envelope-{next(self._numbers)}"
        content = {"envelope_id": envelope_id, "type": kind, "payload": payload, **extra}
        await self.sockets[-1].send_json(content)
        await self.until(lambda: envelope_id in self.acks)
        return self.acks[envelope_id]

    def cut(self) -> None:
        """Break the newest connection without a word."""
        transport = self.sockets[-1]._req.transport  # type: ignore[union-attr] # it is connected
        assert transport is not None
        transport.abort()

    async def _hold(self, method: str) -> None:
        """Where the test wants a method to take its time."""
        if method in self.held:
            self.waiting.append(method)
            await self._notify()
            await self.held[method].wait()

    async def _note(self, call: Call) -> None:
        self.calls.append(call)
        await self._notify()

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _next_trouble(self, method: str) -> Trouble | None:
        return self._trouble[method].popleft() if self._trouble[method] else None


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    form = dict(await request.post()) | dict(request.query)
    return {key: _decoded(str(value)) for key, value in form.items()}


def _decoded(value: str) -> Any:
    return json.loads(value) if value.startswith(("{", "[")) else value
