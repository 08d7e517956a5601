"""Where a command's output goes: a terminal, with styles and at its width, or a pipe, plain."""

import sys
from functools import cached_property
from typing import TYPE_CHECKING

from adapters.terminal.render import Block, Line, blocks, plain
from bot.reply import Reply

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

MOST_COLUMNS = 100
"""Longer lines are hard to read."""


class Screen:
    """`styled`: whether stdout is a terminal that shows styles and is wanted to."""

    def __init__(self, plain_output: bool) -> None:
        self._styled = sys.stdout.isatty() and not plain_output

    def show(self, reply: Reply, pickable: bool = False) -> None:
        """The whole reply, then an empty line where more is to come."""
        shown = blocks(reply, pickable)
        if self._styled:
            self._show_styled(shown)
        else:
            print(plain(shown), flush=True)

    def say(self, words: str = "") -> None:
        """A line of the command's own."""
        print(words, flush=True)

    def _show_styled(self, shown: tuple[Block, ...]) -> None:
        for position, block in enumerate(shown):
            if position:
                self._console.print()
            for line in block:
                self._console.print(_styled(line))

    @cached_property
    def _console(self) -> "Console":
        from rich.console import Console  # slow to import, and of no use in a pipe

        console = Console(highlight=False, markup=False, emoji=False)
        console.width = min(console.width, MOST_COLUMNS)
        return console


def _styled(line: Line) -> "Table | Text":
    """Words beside their mark, which stays clear of what wraps."""
    from rich.table import Table
    from rich.text import Text

    words = Text.assemble(*((piece.text, piece.style) for piece in line.pieces), overflow="fold")
    if not line.mark:
        return words
    grid = Table.grid()
    grid.add_column(width=len(line.mark), no_wrap=True)
    grid.add_column()
    grid.add_row(Text(line.mark), words)
    return grid
