"""Log lines: JSON on stdout for processes that run for long, a few words on stderr for commands
that a person waits for."""

import datetime
import logging
import re
import sys
from collections.abc import Sequence
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from adapters.settings import Settings

LOUD = ("aiohttp", "asyncio", "discord", "slack_bolt", "slack_sdk")
"""Libraries that print payloads, questions and tokens included, below INFO."""
LOUDER = ("aiohttp.access", "aiosqlite", "alembic", "psycopg", "sqlalchemy")
"""Those that print addresses with their queries, what is written to a database, or each step of
opening one, below WARNING."""

HIDDEN = "(hidden)"
SHORTEST = 6
"""Characters of a secret: hiding less would hide every word that holds them."""

_TOKENS = re.compile(
    r"\bx(?:ox[a-z]|app)[-.][\w.-]+"  # Slack's
    r"|\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"  # Discord's bots
    r"|(?<=hooks\.slack\.com/)[^\s\"']+"  # who has it may post: response_url
    r"|(?<=/webhooks/)\d+/[\w-]+|(?<=/interactions/)\d+/[\w-]+"
    r"|(?<=[?&]code=)[\w.-]+|(?<=[?&]ticket=)[\w.-]+"
)


class Redacting(JsonFormatter):
    """A JSON object a line. The second fence against secrets: the adapters' own loggers hold them
    back already, this one catches what comes by another way, in tracebacks and fields too."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__(
            ("levelname", "name", "message"),
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "traceback"},
            timestamp="time",
        )
        # Longest first, so that one secret inside of another leaves nothing of it.
        self._known = sorted(
            (secret for secret in secrets if len(secret) >= SHORTEST), key=len, reverse=True
        )

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        return {name: self._redacted(value) for name, value in log_data.items()}

    def _redacted(self, value: Any) -> Any:
        if value is None or isinstance(value, int | float | datetime.datetime):
            return value
        words = str(value)
        for secret in self._known:
            words = words.replace(secret, HIDDEN)
        return _TOKENS.sub(HIDDEN, words)


class _Terse(logging.Formatter):
    """One line without a traceback, except for whoever asked for it."""

    def __init__(self, traces: bool) -> None:
        super().__init__("tpm: %(message)s")
        self._traces = traces

    def format(self, record: logging.LogRecord) -> str:
        if self._traces or not record.exc_info:
            return super().format(record)
        kind = record.exc_info[0]
        named = kind.__name__ if kind else "a failure"
        return f"tpm: {record.getMessage()} ({named}): LOG_LEVEL=DEBUG shows where"


def log_as_json(settings: Settings) -> None:
    """For processes that run for long: everything from LOG_LEVEL on, as JSON on stdout."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Redacting(settings.secrets()))
    _use(handler, getattr(logging, settings.log_level))
    logging.captureWarnings(True)


def log_for_people(settings: Settings) -> None:
    """For commands that a person waits for: warnings on stderr, more where LOG_LEVEL is DEBUG."""
    traces = settings.log_level == "DEBUG"
    level = getattr(logging, settings.log_level)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Terse(traces))
    _use(handler, level if traces else max(level, logging.WARNING))


def _use(handler: logging.Handler, level: int) -> None:
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library in LOUD:
        logging.getLogger(library).setLevel(max(level, logging.INFO))
    for library in LOUDER:
        logging.getLogger(library).setLevel(max(level, logging.WARNING))
