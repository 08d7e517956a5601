"""What is wrong with a knowledge base, printed a finding a line."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from adapters.terminal.render import clean
from bot.normalise import words
from knowledge.check import check as find
from knowledge.parse import Fault


def check(folders: Sequence[Path]) -> bool:
    """Print all findings; whether there is no fault."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    found = find(folders, today, words)
    for fault in found.faults:
        print(clean(str(fault)))
    for warning in found.warnings:
        print(clean(str(_marked(warning))))
    counts = f"{_number(len(found.faults), 'fault')}, {_number(len(found.warnings), 'warning')}"
    print(counts + (f" in {_number(found.checked, 'item')}" if found.checked else ""))
    return not found.faults


def _marked(warning: Fault) -> Fault:
    return Fault(warning.file, warning.line, f"warning: {warning.what}", warning.mend)


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
