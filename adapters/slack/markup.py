"""Between plain words and Slack's mrkdwn, in both directions."""

import re
from collections.abc import Iterable, Iterator

from adapters.slack.limits import ELLIPSIS, chunks, size
from bot.reply import Span, Text

FRAGMENT = 200
"""Characters of plain words marked up as one: escaping makes them at most five times as long, so
that one fragment, its markers and the longest link fit into a section (3,000)."""
LINK = 1_900
"""The longest address, escaped, that is made a link."""

_UNUSABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PERSON = re.compile(r"slack:[^:]*:([A-Z0-9]+)")
_REFERENCE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


def clean(words: str) -> str:
    """Without control characters and halves of surrogate pairs, which JSON cannot carry safely."""
    return _UNUSABLE.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))


def escape(words: str) -> str:
    """What Slack asks to escape, and nothing else; this disarms `<!channel>` and `<@U…>` too.

    >>> escape("R&D <!here>")
    'R&amp;D &lt;!here&gt;'
    """
    return clean(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_within(words: str, most: int) -> str:
    """Escaped and at most `most` characters long, with "…" at the end where some were left out.

    >>> escape_within("a < b", 8), escape_within("a < b < c", 8)
    ('a &lt; b', 'a &lt;…')
    """
    whole = escape(words)
    if size(whole) <= most:
        return whole
    kept, room = "", most - size(ELLIPSIS)
    for piece in map(escape, clean(words)):
        room -= size(piece)
        if room < 0:
            break
        kept += piece
    return kept.rstrip() + ELLIPSIS


def user_of(who: str) -> str:
    """The member that an Asker's `who` stands for; empty where it is nobody of Slack's.

    >>> user_of("slack:T1:U2"), user_of("Ben")
    ('U2', '')
    """
    found = _PERSON.fullmatch(who)
    return found[1] if found else ""


def unescape(words: str) -> str:
    """The reverse of `escape`."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def said(text: str) -> str:
    """What a person typed, from what Slack made of it: references become their labels, people and
    groups without one vanish (the bot's own mention above all).

    >>> said("<@U1> does <https://a.example|this> &amp; <#C1|general> help?")
    'does this & #general help?'
    """
    return unescape(_REFERENCE.sub(_label, text)).strip()


def quoted(text: str) -> str:
    """The same for what is to be kept: links keep their addresses, as Markdown has them.

    >>> quoted("See <https://a.example|this> or <https://b.example>, <@U1>")
    'See [this](https://a.example) or https://b.example,'
    """
    return unescape(_REFERENCE.sub(_linked_label, text)).strip()


def _linked_label(found: re.Match[str]) -> str:
    address, label = found.group(2), found.group(3)
    if found.group(1) or not label or label == address:
        return _label(found) if found.group(1) else address
    return f"[{label}]({address})"


def _label(found: re.Match[str]) -> str:
    mark, target, label = found.group(1), found.group(2), found.group(3) or ""
    if mark == "#":
        return f"#{label}" if label else ""
    return label if mark else (label or target)


def marked(text: Text) -> Iterator[str]:
    """Styled words as mrkdwn, in fragments that must not be broken further."""
    pieces = [(words, span) for span in text for words in chunks(clean(span.text), FRAGMENT)]
    for number, (words, span) in enumerate(pieces):
        before = pieces[number - 1][0][-1:] if number else ""
        after = pieces[number + 1][0][:1] if number + 1 < len(pieces) else ""
        yield _fragment(words, span, before, after)


def _fragment(words: str, span: Span, before: str, after: str) -> str:
    core = words.strip()
    if user := user_of(span.person):
        return f"<@{user}>"
    if not core:
        return words
    begin = words.index(core)
    lead, tail = words[:begin], words[begin + len(core) :]
    alone = bool(lead or not before.isalnum()) and bool(tail or not after.isalnum())
    return lead + _styled(core, span, alone) + tail


def _styled(core: str, span: Span, alone: bool) -> str:
    """Slack sees a marker only at a word's edge and within one line; elsewhere the bare words are
    better than stray asterisks. It sees no link within code."""
    words = _linked(core, span.link)
    styles = ((span.code and words == escape(core), "`"), (span.italic, "_"), (span.bold, "*"))
    for wanted, mark in styles:
        if wanted and alone and mark not in core and "\n" not in core:
            words = f"{mark}{words}{mark}"
    return words


def _linked(core: str, link: str) -> str:
    label = escape(core)
    # `|`, `<` and `>` end an address, and there is no escape for `|`.
    address = link.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E").replace("&", "&amp;")
    if not _ADDRESS.fullmatch(clean(link)) or size(address) > LINK or "\n" in core:
        return label
    return f"<{address}|{label}>"


def pack(pieces: Iterable[str], most: int) -> list[str]:
    """Pieces joined into texts of at most `most` characters, none broken, blank ones left out.

    >>> pack(["one ", "two ", "three"], 8)
    ['one two ', 'three']
    """
    texts = [""]
    for piece in pieces:
        if size(texts[-1]) + size(piece) > most:
            texts.append("")
        texts[-1] += piece
    return [text for text in texts if text.strip()]
