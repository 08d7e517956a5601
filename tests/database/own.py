"""What tests have of a team's own over the garden, and how they change it."""

import uuid
from collections.abc import Iterable
from typing import Any

from bot.remember import Change, Edit
from knowledge.overlay import Overlay, pieces
from knowledge.schema import Entry

KEY_OF_BEES = "entry/bees"


def bees(answer: str = "By the west wall.") -> str:
    """An entry as a piece."""
    entry = Entry(
        id="bees",
        title="Bee hives",
        answer=answer,
        phrasings=("where do the bees live", "who looks after the hives", "bee hives"),
    )
    return pieces(Overlay(entries=(entry,)))[KEY_OF_BEES]


def change(*edits: tuple[str, str, str], by: str = "Ada", id: str = "", **more: Any) -> Change:
    made = tuple(Edit(*one) for one in edits)
    return Change(id or uuid.uuid4().hex, 1_700_000_000.0, by, "a change", made, **more)


def fold(changes: Iterable[Change]) -> dict[str, str]:
    """The pieces that these changes leave behind, one after the other."""
    left: dict[str, str] = {}
    for one in changes:
        for edit in one.edits:
            assert left.get(edit.key, "") == edit.before
            left[edit.key] = edit.after
    return {key: piece for key, piece in left.items() if piece}
