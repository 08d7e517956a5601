"""The long-running commands: what they start, how they stop, and what they log."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.processes import DISCORD, SLACK_HTTP, SLACK_SOCKET, with_tokens
from adapters.settings import Settings, SettingsRefused, read_settings
from tests.terminal.process import LIMIT, TPM

NOBODY = "http://127.0.0.1:9"
"""Nothing listens there: the platforms are out of reach."""

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_API_URL": f"{NOBODY}/api/"}
SLACK_OVER_HTTP = {**SLACK, "SLACK_SIGNING_SECRET": "signing-secret", "PORT": "0"}
SLACK_OVER_SOCKET = {**SLACK, "SLACK_APP_TOKEN": "xapp-1-secret"}
ON_DISCORD = {
    "DISCORD_TOKEN": "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab",
    "DISCORD_API_URL": f"{NOBODY}/api/v10",
}


class Running:
    """A long-running `tpm` and its log."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.log: list[dict[str, str]] = []

    def wait_for(self, message: str) -> dict[str, str]:
        """The first log line from here on whose message has these words in it."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.log.append(json.loads(line))
            if message in self.log[-1]["message"]:
                return self.log[-1]
        raise AssertionError(self.log)

    def ended(self) -> tuple[int, str]:
        """The exit code and what stood on stderr; the rest of the log is read."""
        shown, complaint = self.process.communicate(timeout=LIMIT)
        self.log += map(json.loads, shown.splitlines())
        return self.process.returncode, complaint


@contextlib.contextmanager
def started(command: str, environment: dict[str, str], folder: Path) -> Iterator[Running]:
    process = subprocess.Popen(
        [TPM, *command.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=folder,
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("command", "variables", "sign"),
    [
        ("slack", SLACK_OVER_SOCKET, "can't be reached, trying on"),
        ("web", SLACK_OVER_HTTP, "Listening on port"),
        ("discord", ON_DISCORD, "out of reach"),
        ("run", {**SLACK_OVER_HTTP, **ON_DISCORD}, "Listening on port"),
    ],
)
def test_a_stop_ends_it_cleanly_be_it_asked_for_twice(
    command, variables, sign, environment, tmp_path
):
    with started(command, {**environment, **variables}, tmp_path) as running:
        running.wait_for(sign)
        running.process.send_signal(signal.SIGTERM)
        running.process.send_signal(signal.SIGTERM)
        assert running.ended() == (0, "")
        assert running.log[-1]["message"] == "Stopped"
        written = json.dumps(running.log)
        secrets = [value for name, value in variables.items() if name.endswith(("TOKEN", "SECRET"))]
        assert not [secret for secret in secrets if secret in written]


def test_a_second_stop_does_not_kill_what_is_just_ending(environment, tmp_path):
    with started("discord", {**environment, **ON_DISCORD}, tmp_path) as running:
        running.wait_for("out of reach")
        running.process.send_signal(signal.SIGTERM)
        running.wait_for("Stopped")
        running.process.send_signal(signal.SIGTERM)
        assert running.ended() == (0, "")


def test_ctrl_c_is_a_clean_stop_too(environment, tmp_path):
    with started("web", {**environment, **SLACK_OVER_HTTP}, tmp_path) as running:
        running.wait_for("Listening on port")
        running.process.send_signal(signal.SIGINT)
        assert running.ended() == (0, "")


def test_a_stop_before_anything_is_under_way_is_clean():
    script = (
        "import time\n"
        "from adapters.processes import DISCORD, start\n"
        "from adapters.settings import Settings\n"
        "def build():\n"
        "    print('building', flush=True)\n"
        "    time.sleep(60)\n"
        "start([DISCORD], Settings(discord_token='x'), build)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"building\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(LIMIT) == 0


def test_the_web_process_serves_its_health(environment, tmp_path):
    with socket.create_server(("", 0)) as free:
        port = free.getsockname()[1]
    variables = {**environment, **SLACK_OVER_HTTP, "PORT": str(port)}
    with started("web", variables, tmp_path) as running:
        running.wait_for(f"Listening on port {port}")
        for path in ("/healthz", "/readyz"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)
            connection.request("GET", path)
            assert connection.getresponse().status == 200
            connection.close()


def test_where_one_service_fails_the_process_ends_and_says_so_in_one_line(environment, tmp_path):
    with socket.create_server(("", 0)) as taken:
        port = str(taken.getsockname()[1])
        variables = {**environment, **SLACK_OVER_HTTP, **ON_DISCORD, "PORT": port}
        with started("run", variables, tmp_path) as running:
            code, complaint = running.ended()
    assert code == 1
    assert complaint.count("\n") == 1
    assert f"PORT {port} can't be listened on" in complaint


def test_log_level_is_respected(environment, tmp_path):
    variables = {**environment, **ON_DISCORD, "LOG_LEVEL": "warning"}
    with started("discord", variables, tmp_path) as running:
        running.wait_for("out of reach")
        running.process.terminate()
        running.ended()
        assert {line["level"] for line in running.log} == {"WARNING"}


@pytest.fixture
def settings(monkeypatch, tmp_path):
    """Settings from these variables alone."""
    for name in os.environ:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def settings(*names: str) -> Settings:
        for name in names:
            monkeypatch.setenv(name, "1")
        return read_settings()

    return settings


@pytest.mark.parametrize(
    ("variables", "chosen"),
    [
        (["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"], [SLACK_SOCKET]),
        (["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DISCORD_TOKEN"], [SLACK_SOCKET, DISCORD]),
        (["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "PORT"], [SLACK_HTTP]),
        (
            ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "PORT", "SLACK_APP_TOKEN"],
            [SLACK_SOCKET],
        ),
        (["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "DISCORD_TOKEN"], [DISCORD]),
        (["SLACK_APP_TOKEN", "PORT", "DISCORD_TOKEN"], [DISCORD]),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value[0], str) else "",
)
def test_what_has_its_tokens_is_run(settings, variables, chosen):
    assert list(with_tokens(settings(*variables))) == chosen


@pytest.mark.parametrize(
    "variables", [[], ["PORT"], ["SLACK_BOT_TOKEN"], ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]]
)
def test_what_has_none_is_refused(settings, variables):
    with pytest.raises(SettingsRefused, match="DISCORD_TOKEN"):
        with_tokens(settings(*variables))
