"""What goes wrong in whatever people write: halves of characters, and faults of ours."""

import logging
import re
import secrets

from bot.reply import Paragraph, Reply, text

_HALF = re.compile(r"[\ud800-\udfff]")


def whole(words: str) -> str:
    r"""The words with halves of characters (lone surrogates) replaced: nothing can write them down.

    >>> whole("caf\ud800") == "caf\N{REPLACEMENT CHARACTER}"
    True
    """
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", words)


def failure(log: logging.Logger) -> Reply:
    """The reply to someone whom the bot failed, while the exception is being handled: a reference
    in the chat, the traceback under it in the log."""
    reference = secrets.token_hex(3)
    log.exception("A question could not be answered", extra={"reference": reference})
    return Reply(
        "help",
        (
            Paragraph(
                text(
                    "Something went wrong on my side. Please try again; if it happens again, "
                    f"give whoever runs me this reference: {reference}"
                )
            ),
        ),
    )
