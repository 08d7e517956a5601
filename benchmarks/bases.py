"""Small knowledge bases of other subjects, each with its own questions: is the matcher as honest
there as on the built-in one?

`developed-on` are those that the matcher was developed on, `held-out` those that nobody looked at
until it was done; of `near-misses` most questions that aren't covered are about what nearly is, or
covered but for a place, a time or a tool. A folder of your own works the same: groups, in them
knowledge folders with `questions.jsonl`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.database.memory import MemoryConversations, MemoryDeliveries
from adapters.desk import Desk
from adapters.models.static import static_vectors
from adapters.terminal.evaluate import evaluate
from adapters.terminal.labels import read_labels
from benchmarks.own import shipped_encoder
from benchmarks.table import table
from bot.embed import Meaning
from bot.index import Index, build_index
from bot.score import Judged, score
from knowledge.loader import load

BASES = Path(__file__).parent / "bases"

HEAD = (
    "base", "in scope", "right", "offered", "wrong", "out of scope", "answered falsely",
    "calibration error",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Base:
    """A knowledge base with what its questions got."""

    group: str
    name: str
    judged: Sequence[Judged]


def bases(folder: Path = BASES) -> list[str]:
    """A table for each group and level, each with a last line for all of its questions."""
    encoder = shipped_encoder()
    lines: list[str] = []
    for group in sorted(child.name for child in folder.iterdir()):
        for level, meaning in (("lean", None), ("full", encoder)):
            if level == "full" and meaning is None:
                continue
            asked = list(ask(folder / group, meaning))
            together = Base(group, "all", [one for base in asked for one in base.judged])
            rows = [_row(base) for base in [*asked, together]]
            lines += [*table(f"{group}, {level}", HEAD, rows), ""]
    return lines[:-1]


def ask(group: Path, encoder: Meaning | None) -> Iterator[Base]:
    """Each base of a group, asked its questions."""
    for folder in sorted(group.iterdir()):
        index = build_index(load([folder]), static_vectors(), encoder)
        yield Base(group.name, folder.name, judged(index, folder))


def judged(index: Index, folder: Path) -> list[Judged]:
    """What the questions of a folder got, by the whole path."""
    desk = Desk(index, MemoryConversations(), MemoryDeliveries())
    return [one.judged for one in evaluate(desk, read_labels([folder / "questions.jsonl"]))]


def _row(base: Base) -> tuple[str, ...]:
    found = score(base.judged)
    inside, outside = max(found.in_scope, 1), max(found.out_of_scope, 1)
    return (
        base.name,
        str(found.in_scope),
        f"{found.answered_right / inside:.1%}",
        f"{found.offered_right / inside:.1%}",
        f"{found.answered_wrong / inside:.1%}",
        str(found.out_of_scope),
        f"{found.false_answers / outside:.1%}",
        f"{found.ece:.3f}",
    )
