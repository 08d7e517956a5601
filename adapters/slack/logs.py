"""Log lines that give nothing away.

The libraries print whole payloads at DEBUG, tokens, `response_url`s and questions included, and
put addresses with tickets into the texts of their exceptions.
"""

import logging
import re
import traceback

_TOKEN = re.compile(r"\bx(?:ox[a-z]|app)[-.][\w.-]+")
_ADDRESS = re.compile(r"\b((?:https?|wss?)://[^/\s'\"?#]+)[^\s'\",)]*")


class Redact(logging.Filter):
    """Takes tokens, and all of an address but its host, out of messages and tracebacks."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), None
        if record.exc_info and record.exc_info[0]:
            written = "".join(traceback.format_exception(*record.exc_info))
            record.exc_info, record.exc_text = None, redacted(written.rstrip())
        return True


def redacted(words: str) -> str:
    """Without tokens and without what follows an address's host.

    >>> redacted("xoxb-1-a at https://hooks.slack.com/commands/T1/2/x")
    '(token) at https://hooks.slack.com/…'
    """
    return _ADDRESS.sub(r"\1/…", _TOKEN.sub("(token)", words))


def discreet(name: str, least: int = logging.NOTSET) -> logging.Logger:
    """A logger that redacts; `least` is the lowest level it lets through whatever else is set."""
    logger = logging.getLogger(name)
    if not any(isinstance(present, Redact) for present in logger.filters):
        logger.addFilter(Redact())
    logger.setLevel(least)
    return logger


def library_logger() -> logging.Logger:
    """For slack_bolt and slack_sdk: errors only, since below that they print whole requests. Both
    look at this logger's own level, so that LOG_LEVEL changes nothing."""
    return discreet("adapters.slack.library", logging.ERROR)
