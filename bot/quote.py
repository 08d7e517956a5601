"""What somebody wrote elsewhere → an answer to be saved: the offer, and its form."""

import re
from dataclasses import dataclass, replace

from bot.act import SaveQuote
from bot.blank import ANSWER, AUTHOR, LINK, QUESTION
from bot.encode import encode
from bot.form import (
    ELLIPSIS,
    LONGEST,
    Form,
    FormRefused,
    Typed,
    cut,
    is_address,
    prefilled,
    size,
    tidy,
)
from bot.reply import Action, Actions, Reply

LABEL = "Save as an answer"
NO_ADDRESS = "That is no web address: it has to begin with https:// or http://."
AUTHOR_MOST = 100
QUESTION_MOST = 200
CUT = "It is longer than a form holds: its end is cut off"

MARKS = " *_>#-"
"""What a question may be set in."""

_ASKS = re.compile(
    r"(?:who|what|when|where|why|which|how|is there|can i|do we|do i)\b[^.!?]*", re.I
)
_QUESTION = re.compile(r"(?:^|(?<=[.!?:\n]))\s*([^\n.!?:]+\?)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Quote:
    """A text that somebody else wrote; `link` leads to it, `author` is their name; `record` is the
    question that it was remembered as when somebody asked about it. All but the text may be
    empty."""

    text: str
    link: str = ""
    author: str = ""
    record: str = ""


def bounded(quote: Quote) -> Quote:
    """The quote without what no form can hold; a text that was cut ends in "…"."""
    return Quote(
        _within(tidy(quote.text), LONGEST),
        quote.link if is_address(quote.link) else "",
        _within(" ".join(tidy(quote.author).split()), AUTHOR_MOST),
        quote.record,
    )


def offered(reply: Reply, draft: str) -> Reply:
    """A reply about a quote that is kept as this draft, with what it takes to save it."""
    action = Action(encode(SaveQuote(draft)), LABEL)
    return replace(reply, parts=(*reply.parts, Actions((action,))))


def saving(form: Form, quote: Quote) -> Form:
    """The form with all that a bounded quote tells: a question, where there is one in it. Its
    author stands in no field, since nobody has asked them yet."""
    known = {QUESTION: question(quote.text), ANSWER: quote.text, LINK: quote.link}
    filled = prefilled(form, known)
    hints = {
        ANSWER: CUT if quote.text.endswith(ELLIPSIS) and size(quote.text) >= LONGEST - 1 else "",
        AUTHOR: f"Only if they agree to be named: {quote.author}" if quote.author else "",
    }
    fields = (replace(one, hint=hints.get(one.name) or one.hint) for one in filled.fields)
    return replace(filled, fields=tuple(fields))


def question(text: str) -> str:
    """The first question in a text that is short enough to ask for its answer, or its first line
    where that begins as one; empty where there is none.

    >>> question("Boots? Please clean them."), question("where do boots go\\nBy the door.")
    ('Boots?', 'where do boots go')
    >>> question("See https://example.org/?a=b")
    ''
    """
    found = [one[1].strip(MARKS) for one in _QUESTION.finditer(text)]
    first = text.partition("\n")[0].strip(MARKS)
    found += [first] if _ASKS.fullmatch(first) else []
    return next((one for one in found if size(one) <= QUESTION_MOST), "")


def at_fault(typed: Typed) -> FormRefused | None:
    """What can't be saved of what was typed."""
    link = typed[LINK]
    return FormRefused(LINK, NO_ADDRESS) if link and not is_address(link) else None


def _within(words: str, most: int) -> str:
    return words if size(words) <= most else cut(words, most - 1) + ELLIPSIS
