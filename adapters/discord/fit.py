"""Blocks of Markdown → one text that fits a message, shortened by rule where they don't.

Where a reply is too long, its sections (an answer with its heading and source) share the room
fairly; within a section the end of the body goes first, and heading and source stay.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from adapters.discord.limits import width

GAP = "\n\n"
SHORTENED = "-# Shortened to what Discord shows in one message: ask for one thing at a time."
LEAST = 200
"""Room that a section gets at least; sections beyond that are left out."""


@dataclass(frozen=True, slots=True)
class Block:
    """Laid-out text; `cut` gives as much of it as fits a room and may give nothing.

    `cut` is None for what must not be lost; `opens` marks the heading that begins a section.
    """

    whole: str
    cut: Callable[[int], str] | None = None
    opens: bool = False


def fit(blocks: tuple[Block, ...], room: int) -> str:
    """All blocks as one text of at most `room`; says so where something had to go."""
    whole = _join(blocks)
    if width(whole) <= room:
        return whole
    room -= len(GAP) + len(SHORTENED)
    sections = list(_sections(blocks))[: max(1, room // LEAST)]
    sizes = [width(_join(section)) + len(GAP) for section in sections]
    texts = [
        _join(tuple(_squeeze(section, share - len(GAP))))
        for section, share in zip(sections, _fair(sizes, room), strict=True)
    ]
    return GAP.join([*filter(None, texts), SHORTENED])


def _join(blocks: tuple[Block, ...]) -> str:
    text = ""
    for block in blocks:
        text += block.whole + ("\n" if block.opens else GAP)
    return text.rstrip()


def _sections(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    section: list[Block] = []
    for block in blocks:
        if block.opens and section:
            yield tuple(section)
            section = []
        section.append(block)
    yield tuple(section)


def _fair(sizes: list[int], room: int) -> list[int]:
    """Room for each: small ones get what they need, the others equal shares of the rest.

    >>> _fair([10, 500, 300], 210)
    [10, 100, 100]
    """
    shares = [0] * len(sizes)
    for rank, index in enumerate(sorted(range(len(sizes)), key=sizes.__getitem__)):
        shares[index] = min(sizes[index], room // (len(sizes) - rank))
        room -= shares[index]
    return shares


def _squeeze(section: tuple[Block, ...], room: int) -> Iterator[Block]:
    """The blocks that fit, the first that doesn't cut, and what must not be lost."""
    if width(_join(section)) <= room:
        yield from section
        return
    kept = sum(width(block.whole) + len(GAP) for block in section if block.cut is None)
    body = room - kept
    for block in section:
        size = width(block.whole) + len(GAP)
        if block.cut is None:
            if size <= room + len(GAP):
                room -= size
                yield block
        elif size <= body:
            body -= size
            room -= size
            yield block
        elif body > 0:
            shorter = block.cut(body - len(GAP))
            room -= width(shorter) + len(GAP)
            body = 0
            if shorter:
                yield Block(shorter)
