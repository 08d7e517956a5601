"""Files of labelled questions → conversations to run and to score."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.score import Label
from knowledge.golden import FORM, read_talks
from knowledge.loader import KnowledgeFaults
from knowledge.parse import Fault


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is right for it."""

    text: str
    label: Label


Talk = tuple[Question, ...]
"""Questions asked one after the other in one conversation; most are alone in theirs."""


def read_labels(files: Sequence[Path]) -> tuple[Talk, ...]:
    """All conversations of all files; raises KnowledgeFaults with every fault, or where there is no
    question."""
    talks = read_talks(files)
    if not talks:
        raise KnowledgeFaults([Fault(str(files[0]), 1, "no questions", f"add a line like {FORM}")])
    return tuple(
        tuple(Question(one.text, Label(one.expect, one.kind)) for one in talk) for talk in talks
    )
