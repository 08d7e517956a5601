"""Text → Discord's Markdown: what was styled is, and nothing else formats, links or mentions.

`discord.utils.escape_markdown` is not enough here: it leaves links, mentions, timestamps, list
numbers and small print alone, and styles that touch (`**a***b*`) swallow one another.
"""

import re
from dataclasses import replace
from urllib.parse import quote

from adapters.discord.limits import at_word, width
from adapters.discord.people import user_of
from bot.reply import Span, Text

APART = "\u200b"
"""A zero-width space: keeps characters apart that Discord would read together."""

ADDRESS_LIMIT = 512
"""A longer address is left out: it would crowd out the answer."""

_UNUSABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and halves of surrogate pairs: Discord refuses messages that hold them."""

_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?'\")\]}]", re.IGNORECASE)
_INLINE = re.compile(r"[\\*_~|`<\[\]]")
_EVERYONE = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_LINE_START = re.compile(r"^([ \t]*)(?=[#>]|[-+]\s|-#)", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*\d+)(?=[.)])", re.MULTILINE)


def clean(text: str) -> str:
    """Text without what Discord can't carry; line ends as `\\n`."""
    return _UNUSABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def one_line(text: str) -> str:
    """Clean text on one line."""
    return " ".join(clean(text).split())


def literal(text: str) -> str:
    """Text that shows as it is, in one of its lines or several; addresses stay usable and
    unfold no preview.

    >>> print(literal("# 2*3 <@1> [x](y)"))
    \\# 2\\*3 \\<@1> \\[x\\](y)
    """
    return _guard_lines(_escape(clean(text)))


def markdown(text: Text) -> str:
    """Styled text in Discord's Markdown."""
    joined = ""
    for span in text:
        piece = _span(span)
        touching = joined[-1:] in ("*", "`") and piece[:1] in ("*", "`")
        joined += APART + piece if touching else piece
    return _guard_lines(joined)


def shorten(text: Text, room: int) -> str:
    """The longest beginning of a styled text that fits, with "…"; empty where nothing does."""
    whole = markdown(text)
    if width(whole) <= room:
        return whole
    low, high = 0, min(sum(len(span.text) for span in text), max(room, 0))
    while low < high:
        middle = (low + high + 1) // 2
        if width(markdown(_beginning(text, middle))) <= room:
            low = middle
        else:
            high = middle - 1
    return markdown(_beginning(text, low)) if low else ""


def link(label: str, address: str) -> str:
    """A link without preview; only its label where the address is none that Discord would open.

    >>> link("Guide", "https://example.org/a_(b)")
    '[Guide](<https://example.org/a_%28b%29>)'
    """
    target = _target(address)
    words = one_line(label)
    if not target:
        return literal(words)
    if not words or _ADDRESS.search(words):  # Discord shows no link whose label is an address
        return f"<{target}>"
    return f"[{_escape(words.translate(_ROUND))}](<{target}>)"


_ROUND = str.maketrans("[]", "()")
"""Discord ends a label at its first bracket, escaped or not."""


def _target(address: str) -> str:
    target = quote(clean(address).strip(), safe=":/?#@!$&*+,;=%~-._")
    usable = re.match(r"https?://[^/]", target) and len(target) <= ADDRESS_LIMIT
    return target if usable else ""


def _span(span: Span) -> str:
    if user := user_of(span.person):
        return f"<@{user}>"
    text = clean(span.text)
    words = text.strip()
    if not words:
        return text
    before, after = text.split(words, 1)  # a mark that touches a space marks nothing
    if span.link and _target(span.link):
        shown = link(words, span.link)
    elif span.code and "`" not in words:
        shown = f"`{one_line(words)}`"
    else:
        shown = _escape(words)
    mark = "**" * span.bold + "*" * span.italic
    return f"{before}{mark}{shown}{mark}{after}"


def _escape(text: str) -> str:
    pieces, at = [], 0
    for found in _ADDRESS.finditer(text):
        pieces += [_escape_words(text[at : found.start()]), f"<{found.group()}>"]
        at = found.end()
    return "".join([*pieces, _escape_words(text[at:])])


def _escape_words(text: str) -> str:
    return _EVERYONE.sub("@" + APART, _INLINE.sub(r"\\\g<0>", text))


def _guard_lines(text: str) -> str:
    """No line begins a heading, a quotation, a list or small print."""
    return _NUMBERED.sub(r"\1\\", _LINE_START.sub(r"\1\\", text))


def _beginning(text: Text, length: int) -> Text:
    """The first `length` characters, back to a whole word, with "…"."""
    kept: list[Span] = []
    for span in text:
        if length <= 0:
            break
        words = span.text
        if len(words) > length:
            words = at_word(words[:length], words[length])
        length -= len(span.text)
        kept.append(replace(span, text=words))
    return (*kept, Span("…"))
