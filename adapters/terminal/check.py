"""What is wrong with a knowledge base, printed a finding a line."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from adapters.terminal.render import clean
from bot.contest import contested
from bot.index import Index
from bot.normalise import words
from knowledge.check import check as find
from knowledge.loader import load_with_places
from knowledge.parse import Fault


def check(folders: Sequence[Path], open_index: Callable[[], Index]) -> bool:
    """Print all findings; whether there is no fault. `open_index` opens the folders' index, for
    what only matching can tell."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    found = find(folders, today, words)
    for fault in found.faults:
        print(clean(str(fault)))
    fought = () if found.faults else _fought_over(folders, open_index())
    warnings = sorted((*found.warnings, *fought))
    for warning in warnings:
        print(clean(str(_marked(warning))))
    counts = f"{_number(len(found.faults), 'fault')}, {_number(len(warnings), 'warning')}"
    print(counts + (f" in {_number(found.checked, 'item')}" if found.checked else ""))
    return not found.faults


def _fought_over(folders: Sequence[Path], index: Index) -> Iterator[Fault]:
    """Phrasings that win another entry than their own when they are left out."""
    places = load_with_places(folders).places
    for contest in contested(index):
        origin = places[contest.owner]
        phrasing = index.items[index.position[contest.owner]].phrasings[contest.position]
        yield origin.fault(
            f"{phrasing!r} would win {contest.winner!r} if it did not stand here",
            f"move it there, or give {contest.owner!r} more phrasings like it",
            "phrasings",
            contest.position,
        )


def _marked(warning: Fault) -> Fault:
    return Fault(warning.file, warning.line, f"warning: {warning.what}", warning.mend)


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
