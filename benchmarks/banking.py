"""BANKING77 from a file beside the project, in the few-shot form of the literature."""

import json
from dataclasses import dataclass
from pathlib import Path

FILE = "banking77.json"

Labelled = tuple[tuple[str, str], ...]
"""Texts, each with its class."""


@dataclass(frozen=True, slots=True)
class Banking:
    """Ten phrasings a class, five of these, and questions without and with typos."""

    train_10: Labelled
    train_5: Labelled
    test: Labelled
    test_typo: Labelled


def read_banking(folder: Path) -> Banking | None:
    """The data; None where the file isn't there."""
    try:
        data = json.loads((folder / FILE).read_text())
    except FileNotFoundError:
        return None
    parts = ("train_10", "train_5", "test", "test_typo")
    return Banking(*(tuple((text, label) for text, label in data[part]) for part in parts))
