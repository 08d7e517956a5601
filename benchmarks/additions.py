"""Entries that a curator might add, tried on knowledge that has nothing to do with them, and on
knowledge that answers them already: how many are refused, since right answers would be lost."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from adapters.wiring import golden_questions
from benchmarks.table import Figure
from bot.embed import Meaning, PieceVectors
from bot.index import build_index
from bot.replay import replay
from bot.stand import Stand, stand
from knowledge.loader import BUILT_IN, load
from knowledge.overlay import Overlay
from knowledge.schema import Entry

ROOT = Path(__file__).parents[1]
BASES = {
    "tpm": BUILT_IN,
    "team": ROOT / "examples" / "team",
    "garden": ROOT / "tests" / "knowledge_small",
}
"""Knowledge bases that entries are added to, by the names that they have in the lists."""

LISTS = Path(__file__).with_suffix(".yaml")

MOST = 1
"""Unrelated entries that may be refused."""


def unrelated(base: str = "") -> tuple[Entry, ...]:
    """Entries about life in an office, without those that this knowledge base touches upon."""
    lists = _lists()
    touched = lists["touched"].get(base, ())
    return tuple(one for one in _entries(lists["unrelated"]) if one.title not in touched)


def clashing(base: str) -> tuple[Entry, ...]:
    """Entries that this knowledge base answers already, in other words or nearly the same."""
    return tuple(_entries(_lists()["clashing"][base]))


def refused(standing: Stand, entries: Sequence[Entry]) -> list[str]:
    """The titles of those by which a right answer would be lost, each tried alone."""
    return [
        one.title
        for one in entries
        if any(move.lost for move in replay(standing, Overlay(entries=(one,))).moves)
    ]


def added(vectors: PieceVectors, encoder: Meaning | None) -> Iterator[Figure]:
    """How many are refused, for each knowledge base."""
    for name, folder in BASES.items():
        index = build_index(load([folder]), vectors, encoder)
        standing = stand(index, golden_questions([folder]))
        none, all_ = unrelated(name), clashing(name)
        told = f"{name}: of {len(none)} entries about something else refused"
        yield Figure(told, len(refused(standing, none)), MOST, "")
        told = f"{name}: of {len(all_)} that are answered already not refused"
        yield Figure(told, len(all_) - len(refused(standing, all_)), 0, "")


def _entries(lists: Sequence[Sequence[str]]) -> Iterator[Entry]:
    for number, said in enumerate(lists):
        yield Entry(id=f"own-{number}", title=said[0], answer="x", phrasings=tuple(said))


def _lists() -> Mapping[str, Any]:
    return dict(yaml.safe_load(LISTS.read_text("utf-8")))
