"""The HTTP process: health, bounds, failures, and a clean stop."""

import asyncio
import contextlib
import io

import aiohttp
import pytest
from aiohttp import web

from adapters.settings import SettingsRefused
from adapters.web.app import LARGEST_BODY, build_web, serve


async def _ready() -> str:
    return ""


@contextlib.asynccontextmanager
async def _running(app):
    stop, port = asyncio.Event(), asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(app, 0, stop, "127.0.0.1", port.set_result))
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{await port}") as session:
            yield session, stop, serving
    finally:
        stop.set()
        await serving


async def test_the_process_says_that_it_lives_and_can_answer():
    async with _running(build_web(_ready)) as (session, _, _):
        for path in ("/healthz", "/readyz"):
            async with session.get(path) as response:
                assert response.status == 200


async def test_it_lives_without_being_ready():
    async def not_yet() -> str:
        return "the database is away"

    async with _running(build_web(not_yet)) as (session, _, _):
        async with session.get("/readyz") as response:
            assert response.status == 503
            assert await response.json() == {
                "status": "not ready",
                "reason": "the database is away",
            }
        async with session.get("/healthz") as response:
            assert response.status == 200


async def test_readiness_that_fails_is_no_readiness(caplog):
    async def broken() -> str:
        raise RuntimeError("database gone")

    async with _running(build_web(broken)) as (session, _, _), session.get("/readyz") as response:
        assert response.status == 503
        assert "database gone" not in await response.text()
    assert "database gone" in caplog.text


async def test_without_slack_there_is_no_place_for_its_events():
    running = _running(build_web(_ready))
    async with running as (session, _, _), session.post("/slack/events", data=b"x") as response:
        assert response.status == 404


async def test_the_handler_is_given_headers_and_body():
    async def handler(headers, body):
        return web.json_response({"header": headers["x-one"], "body": body.decode()})

    async with _running(build_web(_ready, handler)) as (session, _, _):
        sent = session.post("/slack/events", data=b"two", headers={"X-One": "1"})
        async with sent as response:
            assert await response.json() == {"header": "1", "body": "two"}
        async with session.get("/slack/events") as response:
            assert response.status == 405


@pytest.mark.parametrize(("length", "status"), [(LARGEST_BODY, 200), (LARGEST_BODY + 1, 413)])
async def test_a_body_is_bounded(length, status):
    async def handler(headers, body):
        return web.Response(text=str(len(body)))

    body = io.BytesIO(b"x" * length)
    running = _running(build_web(_ready, handler))
    async with running as (session, _, _), session.post("/slack/events", data=body) as response:
        assert response.status == status


async def test_a_handler_that_fails_shows_no_trace_and_logs_one(caplog):
    async def handler(headers, body):
        raise RuntimeError("a fault nobody thought of")

    running = _running(build_web(_ready, handler))
    async with running as (session, _, _), session.post("/slack/events", data=b"x") as response:
        assert response.status == 500
        shown = await response.text()
    assert "Traceback" not in shown
    assert "nobody thought of" not in shown
    assert "RuntimeError: a fault nobody thought of" in caplog.text


@pytest.mark.parametrize("sent", [b"not http\r\n\r\n", b"GET / HTTP/1.1\r\nbad header\r\n\r\n"])
async def test_what_is_no_http_leaves_no_trace(sent, caplog):
    caplog.set_level("DEBUG")
    async with _running(build_web(_ready)) as (session, _, _):
        base = session._base_url
        reader, writer = await asyncio.open_connection(base.host, base.port)
        writer.write(sent)
        answered = await reader.read()
        writer.close()
        await writer.wait_closed()
    assert b" 400 " in answered
    assert b"Traceback" not in answered
    assert "Traceback" not in caplog.text


async def test_a_stop_finishes_the_requests_under_way():
    held, begun = asyncio.Event(), asyncio.Event()

    async def handler(headers, body):
        begun.set()
        await held.wait()
        return web.Response(text="done")

    async with _running(build_web(_ready, handler)) as (session, stop, serving):
        asking = asyncio.create_task(session.post("/slack/events", data=b"x"))
        await begun.wait()
        stop.set()
        await asyncio.sleep(0)
        assert not serving.done()
        held.set()
        assert await (await asking).text() == "done"
        await serving
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get("/healthz")


async def test_a_port_that_is_taken_is_named():
    async with _running(build_web(_ready)) as (session, _, _):
        port = session._base_url.port
        with pytest.raises(SettingsRefused, match=f"PORT {port}"):
            await serve(build_web(_ready), port, asyncio.Event(), "127.0.0.1")
