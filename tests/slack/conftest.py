"""A local Slack, a bot connected to it over either transport, and people who talk to it."""

import asyncio
import contextlib
import importlib.util
import logging
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import URL

from adapters.database.store import Store
from adapters.desk import Desk
from adapters.slack.app import open_slack
from adapters.slack.http import slack_events
from adapters.slack.socket import Pace, run_socket
from adapters.web.app import build_web, serve
from bot.index import Index
from tests.offices import staffed
from tests.transcript import telling


def _helper(name: str) -> Any:
    """A module beside this file: with importlib mode there is no package to import it from."""
    full_name = f"slack_tests_{name}"
    if full_name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            full_name, Path(__file__).parent / f"{name}.py"
        )
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full_name] = module
        spec.loader.exec_module(module)
    return sys.modules[full_name]


local = _helper("local_slack")
people = _helper("people")
reading = _helper("reading")
scripting = _helper("scripted")
limits = _helper("platform_limits")
PACE = Pace(ping=0.2, address=1.0, finish=5.0)


@pytest.fixture
def scripted() -> Any:
    """A desk with few things to say that keeps what it was asked; see scripted.py."""
    return scripting.ScriptedDesk()


@pytest.fixture(scope="session")
def new_checker() -> Any:
    """Makes checkers of payloads against Slack's limits; see platform_limits.py."""
    return limits.Checker


@pytest.fixture
def checker(new_checker: Any) -> Any:
    """Checks payloads against Slack's limits, and keeps what it found."""
    return new_checker()


@pytest.fixture
async def slack(checker: Any) -> AsyncIterator[Any]:
    """A local Slack; the test fails if it receives what Slack would refuse."""
    server = local.LocalSlack(checker)
    await server.start()
    yield server
    await server.stop()
    assert server.violations == []


@contextlib.asynccontextmanager
async def over_socket(slack: Any, desk: Any) -> AsyncIterator[Any]:
    """A person whose bot is connected over Socket Mode."""
    stop = asyncio.Event()
    async with open_slack(
        desk, local.BOT_TOKEN, slack.api_url, telling=telling(desk, "slack")
    ) as app:
        running = asyncio.create_task(run_socket(app, local.APP_TOKEN, stop, PACE))
        await slack.connected()
        try:
            yield people.Wire(slack, slack.envelope)
        finally:
            stop.set()
            await running


@contextlib.asynccontextmanager
async def over_http(slack: Any, desk: Any) -> AsyncIterator[Any]:
    """A person whose bot is served over HTTP."""
    async with served(slack, desk) as url, aiohttp.ClientSession() as session:

        async def deliver(kind: str, payload: dict[str, Any]) -> Any:
            body, content_type = people.http_form(kind, payload)
            headers = {**people.signed(body), "Content-Type": content_type}
            async with session.post(url, data=body, headers=headers) as response:
                assert response.status == 200, await response.text()
                is_json = response.content_type == "application/json"
                return await response.json() if is_json else {}

        yield people.Wire(slack, deliver)


@contextlib.asynccontextmanager
async def served(slack: Any, desk: Any) -> AsyncIterator[str]:
    """The address of a running web process's Slack endpoint."""
    stop, port = asyncio.Event(), asyncio.get_running_loop().create_future()

    async def unready() -> str:
        return ""

    async with open_slack(
        desk, local.BOT_TOKEN, slack.api_url, telling=telling(desk, "slack")
    ) as app:
        web = build_web(unready, slack_events(app, people.SIGNING_SECRET))
        serving = asyncio.create_task(serve(web, 0, stop, "127.0.0.1", port.set_result))
        try:
            yield f"http://127.0.0.1:{await port}/slack/events"
        finally:
            stop.set()
            await serving


@pytest.fixture
async def url(slack: Any, scripted) -> AsyncIterator[str]:
    """The address of the Slack endpoint of a running web process."""
    async with served(slack, scripted) as address:
        yield address


@pytest.fixture(params=[over_socket, over_http])
async def wire(request: pytest.FixtureRequest, slack: Any, scripted) -> Any:
    """A person at a workspace, once over each transport."""
    async with request.param(slack, scripted) as person:
        yield person


@pytest.fixture
async def socket(slack: Any, scripted) -> AsyncIterator[Any]:
    """A person at a workspace whose bot is connected over Socket Mode."""
    async with over_socket(slack, scripted) as person:
        yield person


@pytest.fixture
def connect_over() -> dict[str, Any]:
    """Both transports by name, to be used like `connect_over_http`."""
    return {"over_socket": over_socket, "over_http": over_http}


@pytest.fixture
def connect_over_http() -> Any:
    """`async with connect_over_http(slack, desk) as person`: a bot that stops at the end."""
    return over_http


@pytest.fixture
def person(slack: Any) -> Any:
    """A person who speaks over whatever socket is connected."""
    return people.Wire(slack, slack.envelope)


@pytest.fixture
def bot_token() -> str:
    return local.BOT_TOKEN


@pytest.fixture
def app_token() -> str:
    return local.APP_TOKEN


@pytest.fixture
def signed() -> Callable[..., dict[str, str]]:
    """The headers by which Slack vouches for a body."""
    return people.signed


@pytest.fixture
def trouble() -> Any:
    """How a call is answered instead: `Trouble(status, body, headers)`."""
    return local.Trouble


@pytest.fixture
def elements() -> Callable[[Any], dict[str, dict[str, Any]]]:
    """The elements of a message or view to press, by label or by kind."""
    return reading.elements


@pytest.fixture
def read() -> Callable[[Any], str]:
    """What a person reads in a message's or view's blocks."""
    return reading.read


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """All that was logged so far, at DEBUG, tracebacks and extras included."""
    caplog.set_level(logging.DEBUG)
    formatter = logging.Formatter("%(name)s %(levelname)s %(message)s")

    def everything() -> str:
        return "\n".join(
            f"{formatter.format(record)} {getattr(record, 'reference', '')}"
            for record in caplog.records
        )

    return everything


@pytest.fixture
async def slack_conversation(slack: Any, desk: Any) -> AsyncIterator[Any]:
    """Someone in a direct message with the real bot, over Socket Mode: `await say(text)` and
    `await press(label)` return what that person reads."""
    async with over_socket(slack, desk) as person:
        yield reading.Conversation(slack, person)


@pytest.fixture
async def office(garden: Index, sqlite_url: URL) -> AsyncIterator[tuple[Desk, Store]]:
    """As everywhere, on one database: that both remember the same is shown at the desk."""
    async with staffed(garden, sqlite_url) as office:
        yield office
