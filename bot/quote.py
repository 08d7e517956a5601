"""What somebody wrote elsewhere → an answer to be saved: the offer, and its form."""

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
CUT = "It is longer than a form holds: its end is cut off"


@dataclass(frozen=True, slots=True)
class Quote:
    """A text that somebody else wrote; `link` leads to it, `author` is their name; both may be
    empty."""

    text: str
    link: str = ""
    author: str = ""


def bounded(quote: Quote) -> Quote:
    """The quote without what no form can hold; a text that was cut ends in "…"."""
    return Quote(
        _within(tidy(quote.text), LONGEST),
        quote.link if is_address(quote.link) else "",
        _within(" ".join(tidy(quote.author).split()), AUTHOR_MOST),
    )


def offered(reply: Reply, draft: str) -> Reply:
    """A reply about a quote that is kept as this draft, with what it takes to save it."""
    action = Action(encode(SaveQuote(draft)), LABEL)
    return replace(reply, parts=(*reply.parts, Actions((action,))))


def saving(form: Form, quote: Quote) -> Form:
    """The form with all that a bounded quote tells: its first line is the question. Its author
    stands in no field, since nobody has asked them yet."""
    question = next((field for field in form.fields if field.name == QUESTION), None)
    first = _within(quote.text.partition("\n")[0].strip(), question.most if question else LONGEST)
    filled = prefilled(form, {QUESTION: first, ANSWER: quote.text, LINK: quote.link})
    hints = {
        ANSWER: CUT if quote.text.endswith(ELLIPSIS) and size(quote.text) >= LONGEST - 1 else "",
        AUTHOR: f"Only if they agree to be named: {quote.author}" if quote.author else "",
    }
    fields = (replace(one, hint=hints.get(one.name) or one.hint) for one in filled.fields)
    return replace(filled, fields=tuple(fields))


def at_fault(typed: Typed) -> FormRefused | None:
    """What can't be saved of what was typed."""
    link = typed[LINK]
    return FormRefused(LINK, NO_ADDRESS) if link and not is_address(link) else None


def _within(words: str, most: int) -> str:
    return words if size(words) <= most else cut(words, most - 1) + ELLIPSIS
