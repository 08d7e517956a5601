"""Text from elsewhere → text that can do no harm in an answer, and what was done to it."""

import html
import re
import unicodedata

from markdown_it import MarkdownIt

from knowledge.directions import without_directions

MOST_NESTED = 5
MOST = 64_000
"""Characters of one text that are looked at; an answer may have far fewer."""

_PARSER = MarkdownIt("commonmark", {"html": False})

MOST_ANSWER = 8_000
"""Characters that an answer may have, as in `knowledge.schema`."""

_PROGRAM = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|tr)\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!--.*?(?:-->|\Z)|<[!?][^<>]*>", re.DOTALL
)
_ANCHOR = re.compile(
    r"<a\s[^<>]{0,500}?href\s*=\s*[\"']?([^\s\"'<>]{1,2000})[^<>]{0,500}>([^<>]*)</a\s*>",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\(\s*+(<[^<>\n]*+>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)([^()\n]*+)\)"
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]+\]:\s*(\S+).*$", re.MULTILINE)
_SCHEME = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)>")
_CODE = re.compile(r"(^ {0,3}```.*?(?:^ {0,3}```[^\n]*$|\Z)|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_FORMULA = re.compile(r"\s*+(?:=|[+@-]\s*+[A-Za-z][\w.]{0,40}\s*+[(|])")
_WEB = ("http://", "https://")


class Unusable(Exception):
    """A text that is better left out: `what` is wrong with it, and how to `mend` it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def readable(text: str) -> str:
    """The text with one kind of line end; raises Unusable where no person wrote it."""
    if len(text) > MOST:
        raise Unusable(f"longer than {MOST:,} characters", "shorten it")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in text:
        kind = unicodedata.category(sign)
        if kind == "Cs":
            raise Unusable("half a character", "write the text anew")
        if kind == "Cc" and sign not in "\n\t":
            raise Unusable(f"a control character (U+{ord(sign):04X})", "take it out")
    return text


def no_formula(text: str) -> str:
    """The text of a cell; raises Unusable where a spreadsheet would run it."""
    if _FORMULA.match(text):
        raise Unusable("a formula and no text", "write what it shows")
    return text


def tame_question(text: str) -> tuple[str, tuple[str, ...]]:
    """One line without markup, and what was done.

    >>> tame_question("**How** do I <b>reset</b> it?")
    ('How do I reset it?', ('HTML was taken out',))
    """
    done: list[str] = []
    text = _without_directions(readable(text), done)
    text = _without_html(text, done)
    text = _LINK.sub(r"\1", text)
    text = re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", html.unescape(text))
    return " ".join(text.split()), tuple(done)


def tame_answer(text: str) -> tuple[str, tuple[str, ...]]:
    """Portable Markdown whose links lead to web pages alone, and what was done; code stays.

    >>> tame_answer("See [this](javascript:alert(1)) or [that](https://example.org).")
    ('See this or [that](https://example.org).', ('a link that is no web address was taken out',))
    """
    done: list[str] = []
    text = _without_directions(readable(text), done).expandtabs(4)
    pieces = _CODE.split(text)
    for place in range(0, len(pieces), 2):
        pieces[place] = _without_links(_without_html(pieces[place], done), done)
    whole = "\n".join(line.rstrip() for line in "".join(pieces).split("\n"))
    whole = re.sub(r"\n{3,}", "\n\n", whole).strip()
    if len(whole) <= MOST_ANSWER:
        _see_to_links(whole)
    return whole, tuple(dict.fromkeys(done))


def _see_to_links(text: str) -> None:
    """What Markdown sees as a link after all, however it is written."""
    for block in _PARSER.parse(text):
        for part in block.children or ():
            address = str(part.attrs.get("href") or part.attrs.get("src") or "")
            if address and not address.lower().startswith(_WEB):
                raise Unusable("a link that is no web address", "take it out")


def _without_directions(text: str, done: list[str]) -> str:
    kept = without_directions(text)
    if kept != text:
        done.append("marks that turn the direction of writing were taken out")
    return kept


def _without_html(text: str, done: list[str]) -> str:
    kept = _PROGRAM.sub("", text)
    kept = _ANCHOR.sub(r"[\2](\1)", kept)
    kept = _ITEM.sub("\n- ", _BREAK.sub("\n", kept))
    for _ in range(MOST_NESTED):
        less, kept = kept, _TAG.sub("", kept)
        if less == kept:
            break
    else:  # taking one out made another, again and again
        raise Unusable("HTML hidden within HTML", "write it without")
    if kept != text:
        done.append("HTML was taken out")
    return kept


def _without_links(text: str, done: list[str]) -> str:
    def kept(link: re.Match[str]) -> str:
        if link[2].strip("<>").lower().startswith(_WEB):
            return link[0].removeprefix("!")
        return link[1]

    def defined(link: re.Match[str]) -> str:
        return link[0] if link[1].strip("<>").lower().startswith(_WEB) else ""

    def bare(link: re.Match[str]) -> str:
        return link[0] if link[1].lower().startswith(_WEB) else link[1]

    less = _SCHEME.sub(bare, _DEFINITION.sub(defined, _LINK.sub(kept, text)))
    if less != re.sub(r"!(?=\[[^\[\]]*\]\()", "", text):
        done.append("a link that is no web address was taken out")
    elif less != text:
        done.append("a picture was made a link")
    return less
