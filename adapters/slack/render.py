"""Replies as Slack messages: blocks to look at, and the whole as text for screen readers."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from adapters.slack import blocks, limits
from adapters.slack.blocks import Block
from adapters.slack.markup import escape_within, marked
from bot.plain import citation, plain
from bot.reply import (
    Actions,
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
    Span,
    Text,
    text,
)

IN_THREADS = Note(
    "Slash commands don't work inside threads: mention me there instead, with your question."
)
PAGE = 5_000
"""Characters of a document in one message: as JSON they may be twice as many."""

SHARED = Note("Shared with this channel.")
TOO_LONG = "There is more than fits into one Slack message."
SPEECHLESS = "I have no words for that."


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: `text` holds the whole answer, `blocks` what people see."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, and whether it stays where others have to go for lack of room."""

    block: Block
    stays: bool
    size: int = field(init=False)

    def __post_init__(self) -> None:
        written = json.dumps(self.block, ensure_ascii=False)
        object.__setattr__(self, "size", limits.size(written) + len(", "))


def message(reply: Reply, *, sharable: bool = False) -> Message:
    """A reply for one person or for a channel; `sharable` adds the button that makes an answer
    public."""
    pieces = list(_laid_out(reply))
    spoken = _spoken(reply)
    if _is_help(reply):
        pieces += _staying(blocks.search())
        pieces += _staying(blocks.small_print(text(IN_THREADS.text), blocks.REMARK))
        spoken += f"\n\n{IN_THREADS.text}"
    if sharable and reply.outcome == "answer":
        pieces += _staying(blocks.share_button([entry.id for entry in reply.entries]))
    return _message(pieces, spoken)


def shared(reply: Reply, by: str) -> Message:
    """An answer made public by the member with the id `by`."""
    lead = f"<@{by}> shared:"
    room = limits.TEXT - limits.size(lead) - 1
    whole = f"{lead}\n{escape_within(_spoken(reply), room)}"
    return Message(whole, tuple(_fitted([*_staying(blocks.sections([lead])), *_laid_out(reply)])))


def after_sharing(reply: Reply) -> Message:
    """What the one who shared an answer keeps of it: no second sharing."""
    return message(replace(reply, parts=(*reply.parts, SHARED)))


def home(reply: Reply) -> tuple[Block, ...]:
    """An answer on the Home tab, with the way back to all topics."""
    back = {"type": "actions", "elements": [blocks.button(blocks.TOPICS, "All topics", "all")]}
    pieces = [*_staying([back, *blocks.search()]), *_laid_out(reply)]
    return tuple(_fitted(pieces, limits.HOME_BLOCKS, limits.VIEW_JSON))


def fitted(
    laid_out: Sequence[Block], most: int = limits.HOME_BLOCKS, most_json: int = limits.VIEW_JSON
) -> tuple[Block, ...]:
    """As many of these blocks, from the first, as a view holds; a remark where some are missing."""
    return tuple(_fitted([_Piece(block, stays=False) for block in laid_out], most, most_json))


def pages(reply: Reply) -> list[Message]:
    """The reply's documents as messages of their own: the bot may hand out no files here."""
    documents = (part for part in reply.parts if isinstance(part, Document))
    return [
        _message([_Piece(block, stays=True) for block in blocks.code(piece)], piece)
        for document in documents
        for piece in _pages(document)
    ]


def _pages(document: Document) -> list[str]:
    """All of it, or where that is more than may follow a command, as many lines as there is room
    for."""
    most = limits.PRESSED - 1
    whole = limits.chunks(document.text, PAGE)
    if len(whole) <= most or not document.lines:
        return whole
    told: list[str] = []
    for line in document.lines:
        further = limits.chunks("\n".join([*told, line, document.whole]), PAGE)
        if len(further) > most:
            break
        told.append(line)
    return limits.chunks("\n".join([*told, document.whole]), PAGE)


def _spoken(reply: Reply) -> str:
    """What is read aloud: without buttons, which have words of their own."""
    heard = (part for part in reply.parts if not isinstance(part, Actions))
    parts = (_announced(part) if isinstance(part, Document) else part for part in heard)
    return plain(replace(reply, parts=tuple(parts)))


def _announced(document: Document) -> Note:
    """In the place of a document, whose pages follow."""
    return Note(f"{document.name}: in what follows.")


def _is_help(reply: Reply) -> bool:
    """An apology for a failure has the same outcome, and is one paragraph."""
    return reply.outcome == "help" and len(reply.parts) > 1


def _message(pieces: Sequence[_Piece], spoken: str) -> Message:
    return Message(
        escape_within(spoken.strip() or SPEECHLESS, limits.TEXT),
        tuple(_fitted(pieces)) or tuple(blocks.paragraph(text(SPEECHLESS))),
    )


def _laid_out(reply: Reply) -> Iterator[_Piece]:
    for part in reply.parts:
        stays = isinstance(part, Source | Choices | Offer | Actions)
        for block in _part(part):
            yield _Piece(block, stays)


def _staying(laid_out: Iterable[Block]) -> list[_Piece]:
    return [_Piece(block, stays=True) for block in laid_out]


def _part(part: Part) -> list[Block]:
    match part:
        case Heading():
            return blocks.header(part.text)
        case Paragraph():
            return blocks.paragraph(part.text)
        case Items():
            return blocks.sections(_items(part))
        case Code():
            return blocks.code(part.text)
        case Facts():
            return blocks.fields([(fact.label, fact.value) for fact in part.facts])
        case Source():
            return blocks.small_print(_source(part))
        case Choices():
            none = [blocks.none_button()]
            lead = blocks.paragraph(text(part.question))
            return lead + blocks.buttons(blocks.CHOOSE, part.options, none)
        case Offer():
            lead = blocks.small_print(text(part.lead))
            return lead + blocks.buttons(blocks.OFFER, part.options)
        case Note():
            return blocks.small_print(text(part.text))
        case Actions():
            return blocks.acts(part.actions)
        case Document():
            return blocks.small_print(text(_announced(part).text))
    assert_never(part)


def _items(part: Items) -> Iterator[str]:
    for number, item in enumerate(part.items, 1):
        first, *more = [*marked(item)] or [""]
        yield (f"{number}. " if part.ordered else "• ") + first
        yield from (*more, "\n")


def _source(part: Source) -> Text:
    """As everywhere, but that the title leads to the address."""
    title = f"“{part.title}”"
    rest = citation(replace(part, url="")).removeprefix(title)
    return (Span("Source: "), Span(title, link=part.url), Span(rest))


def _fitted(
    pieces: Sequence[_Piece], most: int = limits.BLOCKS, most_json: int = limits.MESSAGE_JSON
) -> list[Block]:
    """All blocks if they fit; else without the last ones that may go, and a remark in the place of
    the first that is missing. Where even those that stay are too many, the last of them go."""
    kept, cut = list(pieces), len(pieces)
    remark = _Piece(blocks.small_print(text(TOO_LONG))[0], stays=True)
    while kept and not _fits(
        kept if len(kept) == len(pieces) else [*kept, remark], most, most_json
    ):
        expendable = [number for number, piece in enumerate(kept) if not piece.stays]
        cut = expendable[-1] if expendable else len(kept) - 1
        kept.pop(cut)
    if len(kept) < len(pieces):
        kept.insert(cut, remark)
    return [piece.block for piece in kept]


def _fits(pieces: Sequence[_Piece], most: int, most_json: int) -> bool:
    return len(pieces) <= most and sum(piece.size for piece in pieces) <= most_json
