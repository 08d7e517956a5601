"""Several `tpm web` on one database, as a host runs them: one answers, and any goes on."""

import asyncio
import contextlib
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.database.conftest import KEY, eventually
from tests.database.cut import Line
from tests.slack.local_slack import BOT_TOKEN, LocalSlack
from tests.slack.people import SIGNING_SECRET, Wire, http_form, signed
from tests.slack.platform_limits import Checker
from tests.slack.reading import elements, read

GARDEN = Path(__file__).parent.parent / "knowledge_small"
TPM = str(Path(sys.executable).with_name("tpm"))


class Web:
    """A running `tpm web`."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.process = process
        self.root = f"http://127.0.0.1:{port}"

    async def readiness(self) -> tuple[int, dict[str, str]]:
        async with aiohttp.ClientSession() as session, session.get(f"{self.root}/readyz") as got:
            return got.status, await got.json()

    async def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return await self.process.wait()


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A local Slack; the test fails if it receives what Slack would refuse."""
    server = LocalSlack(Checker())
    await server.start()
    yield server
    await server.stop()
    assert server.violations == []


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
async def start(slack, home, tmp_path):
    """Starts a `tpm web` on a database."""
    async with contextlib.AsyncExitStack() as running:

        async def start(url) -> Web:
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            variables = {
                "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8",
                "TPM_ENCODER": "off", "TPM_KNOWLEDGE": str(GARDEN), "PORT": str(port),
                "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET,
                "SLACK_API_URL": slack.api_url, "TPM_PEOPLE_KEY": KEY,
                "DATABASE_URL": url.render_as_string(hide_password=False),
            }  # fmt: skip
            process = await asyncio.create_subprocess_exec(
                TPM, "web", env=variables, cwd=tmp_path, stdout=asyncio.subprocess.PIPE
            )
            running.push_async_callback(_end, process)
            assert process.stdout
            while b"Listening" not in (line := await process.stdout.readline()):
                assert line, "it ended before it listened"
            return Web(process, port)

        yield start


async def _end(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.communicate()


@pytest.fixture
async def person(slack):
    """`person(web, …)`: somebody whose deliveries reach these processes, each of them all."""
    async with aiohttp.ClientSession() as session:

        def person(*webs: Web) -> Wire:
            async def deliver(kind, payload):
                body, content_type = http_form(kind, payload)
                headers = {**signed(body), "Content-Type": content_type}

                async def post(web: Web) -> None:
                    url = f"{web.root}/slack/events"
                    async with session.post(url, data=body, headers=headers) as response:
                        assert response.status == 200

                await asyncio.gather(*(post(web) for web in webs))

            return Wire(slack, deliver)

        yield person


async def test_what_reaches_two_processes_is_answered_by_one_and_either_goes_on(
    url, slack, start, person
):
    one, other = await asyncio.gather(start(url), start(url))
    both = person(one, other)
    for number in range(1, 6):
        await both.command("how much is a plot")
        await slack.call("response_url", number)
    rated = (await slack.call("response_url", 5)).payload
    await both.press(elements(rated)["Helpful"])
    assert "Thank you, noted." in read((await slack.call("response_url", 6)).payload)

    await person(one).command("can i sell at the fair")
    assert "Which of these" in read((await slack.call("response_url", 7)).payload)
    assert await one.end(signal.SIGKILL) == -signal.SIGKILL
    await person(other).command("2")
    assert "first Sunday of May" in read((await slack.call("response_url", 8)).payload)
    await person(other).command("my data")
    await slack.until(lambda: '"signs"' in _shown(slack))
    told = _shown(slack)
    assert len(re.findall('"helpful"', told)) == 1
    assert len(re.findall('"outcome": "answer"', told)) == 5 + 1


def _shown(slack: LocalSlack) -> str:
    return "\n".join(read(call.payload) for call in slack.of("response_url")[8:])


async def test_readiness_tells_why_and_answers_go_on_while_the_database_is_away(
    postgresql_url, tmp_path, slack, start, person
):
    line = Line(postgresql_url, tmp_path)
    await line.mend()
    web = await start(line.url)
    ada = person(web)
    await ada.command("how much is a plot")
    shown = (await slack.call("response_url")).payload
    assert await web.readiness() == (200, {"status": "ready"})

    await line.cut()
    status, told = await web.readiness()
    assert status == 503
    assert told["reason"].startswith("the database is away")
    await ada.command("where is the tap")
    assert "by the gate" in read((await slack.call("response_url", 2)).payload)
    await ada.press(elements(shown)["Helpful"])
    said = read((await slack.call("response_url", 3)).payload)
    assert said == "I couldn't save that, please press again later."

    await line.mend()

    async def is_ready() -> bool:
        return await web.readiness() == (200, {"status": "ready"})

    await eventually(is_ready)
    await ada.press(elements(shown)["Helpful"])
    assert "Thank you, noted." in read((await slack.call("response_url", 4)).payload)
    assert await web.end(signal.SIGTERM) == 0
    await line.cut()
