"""Log lines of the long-running processes: JSON, and without secrets by any way."""

import json
import logging
import subprocess
import sys

import pytest

from adapters.logs import Redacting


@pytest.fixture
def line():
    """A record as it is logged by a process that has one secret."""
    formatter = Redacting(["s3cret-of-ours", "s3cret", ""])

    def line(message, *args, error=None, **extra):
        record = logging.LogRecord("x", logging.INFO, "", 1, message, args, None)
        record.__dict__.update(extra)
        if error is not None:
            record.exc_info = (type(error), error, None)
        return json.loads(formatter.format(record))

    return line


def test_a_line_is_json_with_its_fields(line):
    logged = line("%d asked", 2, reference="abc123", error=ValueError("no"))
    assert logged.pop("time").endswith("+00:00")
    assert logged == {
        "level": "INFO",
        "logger": "x",
        "message": "2 asked",
        "reference": "abc123",
        "traceback": "ValueError: no",
    }


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-12-34-abcDEF",
        "xapp-1-A1-2-abc",
        "xoxe.xoxp-1-abc",
        "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab",
        "https://hooks.slack.com/commands/T1/2/abcdef",
        "https://discord.com/api/v10/webhooks/123/abc-DEF/messages",
        "https://discord.com/api/v10/interactions/123/abc-DEF/callback",
        "wss://wss-primary.slack.com/link/?ticket=abc-def&app_id=1",
        "/slack/oauth_redirect?code=12.34.abc&state=1",
        "s3cret-of-ours",
    ],
)
def test_secrets_are_hidden_wherever_they_stand(line, secret):
    logged = line("a %s b", secret, error=ValueError(secret), where=secret, deep={"in": [secret]})
    assert logged["message"].startswith("a ")
    assert logged["message"].endswith(" b")
    assert secret not in json.dumps(logged)
    assert "(hidden)" in logged["traceback"]
    assert "(hidden)" in logged["deep"]


def test_libraries_that_print_payloads_stay_above_debug(tmp_path):
    script = (
        "import logging\n"
        "from adapters.logs import log_as_json\n"
        "from adapters.settings import Settings\n"
        "log_as_json(Settings(log_level='DEBUG'))\n"
        "names = 'adapters', 'discord.gateway', 'slack_bolt.app', 'slack_sdk', 'aiohttp.web'\n"
        "for name in names: logging.getLogger(name).debug('payload')\n"
        "logging.getLogger('aiohttp.access').info('address')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, cwd=tmp_path
    )
    (line,) = ran.stdout.splitlines()
    assert json.loads(line)["logger"] == "adapters"
