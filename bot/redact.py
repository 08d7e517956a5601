"""Text → the same without what tells who somebody is.

Addresses, phone and other long numbers, what links carry behind "?" and "#", mentions, and names
after "I'm", "my name is", "this is" and the like. Errs on the side of removing.
"""

import re
import unicodedata

from bot.introduced import unnamed

EMAIL, LINK, NUMBER, MENTION = "[e-mail]", "[link]", "[number]", "[mention]"

_HIDDEN = {"Cf", "Cc", "Cs"}

_PART = r"[^\s@<>()\[\]{},;\"|]"
_MAILBOX = rf"(?:\"[^\"\n]{{1,64}}\"|(?<!{_PART}){_PART}++)"
"""Begun at a word's start and taken whole: each word is looked at once, however long."""

_AT = r"\s?[\[({<]\s?at\s?[\])}>]\s?"
_SPELLED = r"(?:\s?[\[({<]\s?dot\s?[\])}>]\s?|\s+dot\s+)"
_DOT = rf"(?:\.|{_SPELLED})"
_DOMAIN = r"[^\s@<>()\[\]{},;\"|?!]"

_RULES = (
    # Slack's and Discord's mentions of people, groups and channels, with the name that Slack adds.
    (re.compile(r"<(?:[@#!&]|/)[^<>\s]{1,200}[^<>]{0,200}>"), MENTION),
    (re.compile(r"<?mailto:[^\s|>]+(?:\|[^>]*)?>?", re.IGNORECASE), EMAIL),
    (re.compile(r"(?:[a-z][a-z0-9+.\-]{0,20}:)?//[^\s/@<>]{1,300}@[^\s<>]*", re.IGNORECASE), LINK),
    (re.compile(r"(<[^\s<>|?#]{1,2000})[?#][^<>|]{0,2000}(?=(?:\|[^<>]{0,2000})?>)"), r"\1"),
    # Before what follows a "#" is taken from it as from a link.
    (re.compile(
        rf"{_MAILBOX}(?:{_AT}|@)[\w\-]{{1,63}}(?:{_SPELLED}[\w\-]{{1,63}}){{1,6}}",
        re.IGNORECASE), EMAIL),
)  # fmt: skip

_ADDRESSES = (
    (re.compile(
        rf"{_MAILBOX}(?:{_AT}|@\s?|\s@\s)[\w\-]{{1,63}}(?:{_DOT}[\w\-]{{1,63}}){{1,6}}",
        re.IGNORECASE), EMAIL),
    (re.compile(
        rf"{_MAILBOX}\s+at\s+[\w\-]{{1,63}}(?:\s+dot\s+[\w\-]{{1,63}}){{1,6}}",
        re.IGNORECASE), EMAIL),
    (re.compile(rf"{_MAILBOX}(?<!/)@(?:\[[^\]\s]{{1,64}}\]|{_DOMAIN}{{0,254}}[^\W_])"), EMAIL),
    (re.compile(rf"{_MAILBOX}(?:\s{{1,2}}@|@)\s{{1,2}}{_DOMAIN}{{1,64}}\.[^\W\d_]{{2,}}"), EMAIL),
    # With the names that follow a name: "@Ada Lovelace".
    (re.compile(
        r"(?<![\w@])@(?:[A-Z][\w.\-]{0,63}(?:[ ][A-Z][\w\-]{1,63}){0,3}|[\w.\-]{1,64})"), MENTION),
    (re.compile(r"(?<![\w$€£])[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{2,4}){3,8}(?!\w)"), NUMBER),
)  # fmt: skip

_RUN = re.compile(
    r"(?P<sign>[$€£¥]\s?)?[+(]?(?P<code>[^\W\d_]{0,16})"
    r"(?P<run>\d(?:(?:[\W_]{0,5}|[^\s\d]{1,8})\d)*)[^\W\d_]{0,16}"
)
"""Digits with anything that may stand between those of one number: a few separators, or letters
without a space."""

CALLABLE = 7
"""Digits of a number, from which on somebody could be called by it, or found."""

UNBROKEN = 6
"""Digits in a row that are a badge or an account rather than a quantity."""

_QUANTITY = re.compile(r"(?:19|20)\d\d|[1-9]\d{0,2},\d{3}|[1-9]\d{1,2}000")
_MONEY = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,3}|[1-9]\d{0,2}000")
_SUM = re.compile(r"[1-9]\d{0,5}")
"""Years and sums say nothing of whoever asks: "2024-2025", "118,000 to 150,000"."""


def redact(text: str) -> str:
    """The text without what tells who somebody is.

    >>> redact("I'm Ada Lovelace, call +44 20 7946 0958 or ada@example.org")
    "I'm [name], call [number] or [e-mail]"
    """
    # Compatibility forms and unseen characters would slip a name or a number through.
    # (of which one makes a space and a stroke of an acute that stands for an apostrophe).
    seen = unicodedata.normalize("NFKC", text.replace("´", "'"))
    seen = "".join(c for c in seen if c in "\n\t" or unicodedata.category(c) not in _HIDDEN)
    for pattern, instead in _RULES:
        seen = pattern.sub(instead, seen)
    seen = re.sub(r"\S+", _bare, seen)
    for pattern, instead in _ADDRESSES:
        seen = pattern.sub(instead, seen)
    return unnamed(_RUN.sub(_uncounted, seen))


def _bare(found: re.Match[str]) -> str:
    """A link without what it carries; what is none as it is ("C#", "really?")."""
    link, carried = (*re.split(r"[?#]", found[0], maxsplit=1), "")[:2]
    is_link = re.search(r"\w[./:]|[/:]\w|//", link) or "=" in carried
    return link if is_link and re.search(r"\w", carried) else found[0]


def _uncounted(found: re.Match[str]) -> str:
    run = found["run"]
    digits = sum(character.isdigit() for character in run)
    if digits < CALLABLE and not re.search(rf"\d{{{UNBROKEN}}}", run):
        return found[0]
    parts = re.split(r"[^\d,]+|,(?!\d)", run)
    if found["sign"] and _SUM.fullmatch(run):
        return found[0]
    kind = _MONEY if found["sign"] else _QUANTITY
    if len(parts) <= 2 and all(kind.fullmatch(part) for part in parts) and not found["code"]:
        return found[0]
    return NUMBER
