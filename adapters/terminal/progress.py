"""A bar for whoever waits at a terminal while something is done once."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import click

LABEL = "Learning the phrasings, this once"


@contextmanager
def progress() -> Iterator[Callable[[float], None]]:
    """What is to be told the part that is done (0 to 1). The bar appears when it is first told, on
    the standard error, and only where that is a terminal."""
    with ExitStack() as shown:
        bars: list[click._termui_impl.ProgressBar[int]] = []

        def told(part: float) -> None:
            if not bars:
                bar = click.progressbar(length=100, label=LABEL, file=sys.stderr)
                bars.append(shown.enter_context(bar))
            bars[0].update(round(100 * part) - bars[0].pos)

        yield told if sys.stderr.isatty() else lambda _: None
