"""The message that a shortcut was chosen for, as a quote."""

import re

from adapters.slack.dig import Body, inner, string
from adapters.slack.markup import quoted
from bot.quote import Quote

_PERMALINK = re.compile(r"https://[a-z0-9][a-z0-9.-]*\.slack\.com/archives/[A-Z0-9]+/p[0-9]+")
_STAMP = re.compile(r"[0-9]+\.[0-9]+")


def quote(body: Body, author: str) -> Quote:
    """The same message, as it was written."""
    message = inner(body, "message")
    return Quote(quoted(string(message, "text")), _permalink(body), author)


def author(body: Body) -> str:
    """The id of the member who wrote the message; empty where none did."""
    return string(inner(body, "message"), "user")


def _permalink(body: Body) -> str:
    """As Slack makes them; empty where a part is missing."""
    message = inner(body, "message")
    domain, channel = string(inner(body, "team"), "domain"), string(inner(body, "channel"), "id")
    stamp, thread = string(message, "ts"), string(message, "thread_ts")
    link = f"https://{domain}.slack.com/archives/{channel}/p{stamp.replace('.', '')}"
    if not _PERMALINK.fullmatch(link):
        return ""
    in_thread = thread and thread != stamp and _STAMP.fullmatch(thread)
    return f"{link}?thread_ts={thread}&cid={channel}" if in_thread else link
