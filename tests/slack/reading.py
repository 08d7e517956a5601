"""What a person sees of a message or a Home tab, and can press there."""

import re
from typing import Any


def elements(shown: dict[str, Any]) -> dict[str, dict[str, Any]]:
    actions = [block for block in shown["blocks"] if block["type"] == "actions"]
    found = [element for block in actions for element in block["elements"]]
    return {e.get("text", {}).get("text", e["action_id"]): e for e in found}


def read(shown: dict[str, Any], but: str = "") -> str:
    """The blocks in the form that bot.plain gives a reply: what a person reads, and the addresses
    behind links."""
    paragraphs: list[str] = []
    for block in shown["blocks"]:
        if block["type"] == "actions":
            paragraphs[-1:] = [_with_buttons("".join(paragraphs[-1:]), block["elements"])]
        elif block.get("block_id") != but:
            paragraphs.append(_block(block))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _with_buttons(lead: str, elements: list[dict[str, Any]]) -> str:
    titles = [e["text"]["text"] for e in elements if e["action_id"].startswith(("c", "n", "o"))]
    if elements[0]["action_id"].startswith("choose"):
        return "\n".join([lead, *(f"{n}. {title}" for n, title in enumerate(titles, 1))])
    return f"{lead} {' · '.join(titles)}" if titles else lead


def _block(block: dict[str, Any]) -> str:
    match block:
        case {"type": "header", "text": {"text": words}}:
            return words
        case {"type": "section", "text": {"text": words}}:
            return re.sub("^• ", "- ", _words(words), flags=re.MULTILINE)
        case {"type": "section", "fields": fields}:
            return "\n".join(_words(field["text"]).replace("\n", ": ", 1) for field in fields)
        case {"type": "context", "elements": [{"text": words}]}:
            return _words(re.sub(r"^Source: <([^|]*)\|([^>]*)>(.*)", r"Source: \2\3, \1", words))
    raise AssertionError(f"a person can't read {block}")


def _words(mrkdwn: str) -> str:
    """As Slack shows it, without markers and escapes; links as bot.plain writes them."""
    if mrkdwn.startswith("```"):
        return _unescaped(mrkdwn.strip("`\n"))
    shown = re.sub(r"<([^<>|@]*)\|([^<>]*)>", _link, mrkdwn)
    shown = re.sub(r"(?<!\w)([*_`])(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", shown)
    return _unescaped(shown)


def _link(found: re.Match[str]) -> str:
    address, label = found.groups()
    return label if address == label else f"{label} ({address})"


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unescaped(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class Conversation:
    """A direct message; a press means the newest button with that label."""

    def __init__(self, slack: Any, person: Any) -> None:
        self._slack = slack
        self._person = person
        self._elements: dict[str, dict[str, Any]] = {}

    async def say(self, words: str) -> str:
        """Send a message; the words of the reply."""
        before = len(self._slack.of("chat.postMessage"))
        await self._person.message(escaped(words))
        return self._take(await self._slack.call("chat.postMessage", before + 1))

    async def press(self, label: str) -> str:
        """Press a button by its label; the words of what takes the message's place."""
        before = len(self._slack.of("response_url"))
        await self._person.press(self._elements[label], at="direct")
        return self._take(await self._slack.call("response_url", before + 1))

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons seen so far."""
        return list(self._elements)

    def _take(self, call: Any) -> str:
        self._elements |= elements(call.payload)
        return read(call.payload, but="remark")
