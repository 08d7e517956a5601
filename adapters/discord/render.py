"""Reply → a card: Markdown and rows of buttons, within every limit of one Discord message.

The text says the whole reply, choices included: notifications and screen readers know no
buttons, labels are cut, and a number can be typed. Degrades by rule: what is too long ends in "…"
(fit.py), and a choice for which there is no room among the buttons is left to the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from adapters.discord import ids
from adapters.discord.escape import clean, markdown, one_line, shorten
from adapters.discord.fit import Block, fit
from adapters.discord.limits import LABEL, LAYOUT, PER_ROW, ROWS, clip
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
    text,
)

SHARE = "Share to channel"

SHORT = 300
"""Characters of what is kept whole however long the rest: headings, names, remarks."""


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    custom_id: str
    primary: bool = False


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What one message shows: Markdown of 4,000 UTF-16 units at most, up to 5 rows, and files for
    whoever reads it alone."""

    text: str
    rows: tuple[Row, ...] = ()
    files: tuple[Document, ...] = ()


def render(
    reply: Reply, *, owner: int | None = None, share: bool = False, above: str = "", below: str = ""
) -> Card:
    """The card for a reply.

    `owner`: whose presses turn a public message over; `share`: whether an answer gets its sharing
    button; `above` and `below`: short Markdown of our own around the reply.
    """
    acts = _act_rows(reply, owner, ROWS - share - bool(_choices(reply)))
    options = _options(reply, reserved=share + len(acts))
    blocks = (
        *((Block(above),) if above else ()),
        *(block for part in reply.parts for block in _blocks(part)),
        *((Block(below),) if below else ()),
    )
    rows = _rows(reply, options, owner) + acts + (_share_row(reply) if share else ())
    files = tuple(part for part in reply.parts if isinstance(part, Document) and owner is None)
    return Card(fit(blocks, LAYOUT) or "…", rows, files)


def _blocks(part: Part) -> tuple[Block, ...]:
    """A part's blocks; none where it has nothing to show."""
    block = _block(part)
    return (block,) if block.whole.strip(" \n#-…") else ()


def _block(part: Part) -> Block:
    match part:
        case Heading(words):
            return Block(f"### {_brief(words)}" if one_line(words) else "", opens=True)
        case Paragraph(styled):
            return Block(markdown(styled), lambda room: shorten(styled, room))
        case Items(items, ordered):
            return _lines(_points(items, ordered))
        case Code(words):
            return _code(words)
        case Facts(facts):
            return _lines(tuple(f"**{_brief(f.label)}**: {_brief(f.value)}" for f in facts))
        case Source():
            return Block(f"-# Source: {_brief(citation(part), 3 * SHORT)}")
        case Choices(question, options):
            titles = (*(option.title for option in options), NONE_OF_THESE)
            return _lines((_brief(question), *_points(tuple(map(text, titles)), ordered=True)))
        case Offer(lead, options):
            return _lines((f"{_brief(lead)} {' · '.join(_brief(o.title) for o in options)}",))
        case Note(words):
            return Block(f"-# {_brief(words)}" if one_line(words) else "")
        case Actions():
            return Block("")
        case Document(name):
            return Block(f"-# {_brief(name)}")
        case _:
            assert_never(part)


def _brief(words: str, room: int = SHORT) -> str:
    return shorten(text(one_line(words)), room)


def _points(items: tuple[Text, ...], ordered: bool) -> tuple[str, ...]:
    marks = (f"{n}." if ordered else "-" for n in range(1, len(items) + 1))
    return tuple(f"{mark} {_point(item)}" for mark, item in zip(marks, items, strict=True))


def _point(item: Text) -> str:
    """A list's item on one line."""
    return markdown(tuple(replace(span, text=clean(span.text).replace("\n", " ")) for span in item))


def _lines(lines: tuple[str, ...]) -> Block:
    """Lines of which the last go first where there is no room."""

    def cut(room: int) -> str:
        kept = list(lines)
        while kept and len("\n".join([*kept, "…"]).encode("utf-16-le")) > 2 * room:
            kept.pop()
        return "\n".join([*kept, "…"]) if kept else ""

    return Block("\n".join(lines), cut)


def _code(words: str) -> Block:
    shown = clean(words).replace("```", "``\u200b`").strip("\n")
    fence = "```\n{}\n```"
    return Block(
        fence.format(shown) if shown.strip() else "",
        lambda room: fence.format(clip(shown, room - 8)) if room > 20 else "",
    )


def _choices(reply: Reply) -> tuple[Choice, ...]:
    """Every choice once, in order: a message may carry a custom id but once."""
    offered = (p.options for p in reply.parts if isinstance(p, Choices | Offer))
    return tuple({choice.id: choice for options in offered for choice in options}.values())


def _options(reply: Reply, reserved: int) -> frozenset[str]:
    """Ids of the choices that get a button: those that one can carry, as far as rows reach."""
    room = (ROWS - reserved) * PER_ROW - _asks(reply)
    carried = [choice.id for choice in _choices(reply) if ids.carries(choice.id)]
    return frozenset(carried[:room])


def _asks(reply: Reply) -> bool:
    return any(isinstance(part, Choices) for part in reply.parts)


def _rows(reply: Reply, options: frozenset[str], owner: int | None) -> tuple[Row, ...]:
    asks = _asks(reply)
    buttons = [
        Button(_label(choice), ids.encode(ids.Pick(choice.id, owner)), primary=asks)
        for choice in _choices(reply)
        if choice.id in options
    ]
    if asks:
        buttons.append(Button(NONE_OF_THESE, ids.encode(ids.Decline(owner))))
    return _in_rows(buttons)


def _act_rows(reply: Reply, owner: int | None, most: int) -> tuple[Row, ...]:
    """What can be done, in so many rows."""
    actions = [a for part in reply.parts if isinstance(part, Actions) for a in part.actions]
    buttons = tuple(
        Button(clip(one_line(one.label), LABEL) or "…", ids.encode(ids.Do(one.does, owner)))
        for one in {one.does: one for one in actions}.values()
        if decode(one.does) is not None
    )
    return _in_rows(buttons)[:most]


def _in_rows(buttons: Sequence[Button]) -> tuple[Row, ...]:
    return tuple(
        tuple(buttons[start : start + PER_ROW]) for start in range(0, len(buttons), PER_ROW)
    )


def _label(choice: Choice) -> str:
    return clip(one_line(choice.title), LABEL) or clip(choice.id, LABEL)


def _share_row(reply: Reply) -> tuple[Row, ...]:
    """The sharing button; its label says so where the id can't carry all that was answered."""
    entries = tuple(dict.fromkeys(scored.id for scored in reply.entries))
    if reply.outcome != "answer" or not entries:
        return ()
    custom_id, held = ids.encode_share(entries)
    label = SHARE if held == len(entries) else f"Share the first {held} to channel"
    return ((Button(label, custom_id),),) if held else ()
