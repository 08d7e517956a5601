"""A reply → lines for a terminal: styled where it is one, the same words plain where it is piped.

Knowledge is text that others wrote: no control character of it reaches the terminal, and it is
never read as anybody's markup.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, assert_never

from bot.act import Act
from bot.encode import decode
from bot.plain import NONE_OF_THESE, citation
from bot.reply import (
    Actions,
    Choice,
    Choices,
    Code,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    Offer,
    Paragraph,
    Part,
    Reply,
    Source,
    Text,
)

Style = Literal["", "bold", "italic", "bold italic", "cyan", "dim", "underline"]

UNSEEN = "\N{REPLACEMENT CHARACTER}"
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Turn the direction of all that follows, beyond the reply's end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one style; they hold line ends and no other control character."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces behind a mark; whatever wraps stays to the right of it."""

    pieces: tuple[Piece, ...]
    mark: str = ""


Block = tuple[Line, ...]
"""Lines that belong together; blocks are parted by an empty line."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a typed number stands for: an entry, something to do, or neither for "None of
    these"."""

    choice: Choice | None = None
    act: Act | None = None


def presses(reply: Reply) -> tuple[Press, ...]:
    """What may be picked by number, from 1, in the order in which `blocks` shows it."""
    return tuple(press for part in reply.parts for press in _presses(part))


def blocks(reply: Reply, pickable: bool) -> tuple[Block, ...]:
    """The whole reply; with numbers beside all that may be picked, where it may."""
    shown: list[Block] = []
    number = 1
    for part in reply.parts:
        shown.append(_block(part, number if pickable else None))
        number += len(_presses(part))
    return tuple(filter(None, shown))


def plain(blocks: tuple[Block, ...]) -> str:
    """Without styles, as wide as it is."""
    return "\n\n".join("\n".join(map(_plain_line, block)) for block in blocks)


def clean(text: str) -> str:
    """Without what would steer a terminal; tabs become spaces, line ends stay.

    >>> clean("a\\x1b[31mb\\tc")
    'a\N{REPLACEMENT CHARACTER}[31mb    c'
    """
    return "".join(_seen(character) for character in text.replace("\t", "    "))


def _seen(character: str) -> str:
    if character == "\n":
        return character
    steers = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
    return UNSEEN if steers or character in _TURNING else character


def _block(part: Part, number: int | None) -> Block:
    match part:
        case Heading(text):
            return (_line(text, "bold"),)
        case Paragraph(text):
            return (Line(_pieces(text)),)
        case Items(items, ordered):
            marks = (f"{at}. " if ordered else "- " for at in range(1, len(items) + 1))
            return tuple(Line(_pieces(item), mark) for item, mark in zip(items, marks, strict=True))
        case Code(text):
            return tuple(Line((Piece(line, "cyan"),), "    ") for line in clean(text).split("\n"))
        case Facts(facts):
            return tuple(
                Line((Piece(f"{_flat(fact.label)}: ", "bold"), Piece(_flat(fact.value))))
                for fact in facts
            )
        case Source():
            return (_line(f"Source: {citation(part)}", "dim"),)
        case Choices(question):
            return (_line(question, "bold"), *_options(part, number))
        case Offer(lead):
            return (_line(lead), *_options(part, number))
        case Note(text):
            return (_line(text, "dim"),)
        case Actions(actions) if number is not None:
            told = (f"{at}. {action.label}" for at, action in enumerate(actions, number))
            return (_line("   ".join(told), "dim"),)
        case Actions():
            return ()
        case Document(name, text):
            lines = (Line((Piece(line),)) for line in clean(text).split("\n"))
            return (_line(name, "bold"), *lines)
        case _:
            assert_never(part)


def _presses(part: Part) -> tuple[Press, ...]:
    match part:
        case Choices(_, options):
            return (*map(Press, options), Press())
        case Offer(_, options):
            return tuple(map(Press, options))
        case Actions(actions):
            return tuple(Press(act=decode(action.does)) for action in actions)
        case _:
            return ()


def _options(part: Choices | Offer, number: int | None) -> Iterator[Line]:
    """Behind a number each, where they can be picked; "None of these" is of use only there."""
    for at, press in enumerate(_presses(part)):
        title = press.choice.title if press.choice else NONE_OF_THESE
        if number is not None:
            yield Line((Piece(_flat(title)),), f"{number + at}. ")
        elif press.choice:
            yield Line((Piece(_flat(title)),), "- ")


def _pieces(text: Text) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for span in text:
        named = span.link and span.text != span.link
        style: Style = "bold" if span.bold else ""
        if span.italic:
            style = "bold italic" if span.bold else "italic"
        if span.link and not named:
            style = "underline"
        pieces.append(Piece(clean(span.text), "cyan" if span.code else style))
        if named:
            pieces.extend((Piece(" ("), Piece(_flat(span.link), "underline"), Piece(")")))
    return tuple(pieces)


def _line(text: str, style: Style = "") -> Line:
    return Line((Piece(_flat(text), style),))


def _flat(text: str) -> str:
    return " ".join(clean(text).split())


def _plain_line(line: Line) -> str:
    text = "".join(piece.text for piece in line.pieces)
    return line.mark + text.replace("\n", "\n" + " " * len(line.mark))
