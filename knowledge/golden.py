"""Labelled questions, a JSON object a line → what was asked and what is right; every fault with its
file, line and mend.

Those in a folder's `questions.jsonl` are its golden questions: they have to go on being answered.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge.loader import KnowledgeFaults
from knowledge.parse import Fault

GOLDEN = "questions.jsonl"
NO_KIND = "other"

FORM = '{"text": "…", "expect": ["id", …], "kind": "…"}'

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what is right for it: for each thing that it asks, any of some ids; nothing
    where it must not be answered."""

    text: str
    expect: tuple[frozenset[str], ...]
    kind: str


Talk = tuple[Question, ...]
"""Questions asked one after the other in one conversation; most are alone in theirs."""


class _Turn(BaseModel):
    model_config = ConfigDict(frozen=True)

    text: str
    expect: Ids | None = None
    expect_all: tuple[Annotated[Ids, Field(min_length=1)], ...] | None = None
    kind: str | None = None

    @model_validator(mode="after")
    def _labelled(self) -> Self:
        if (self.expect is None) == (self.expect_all is None):
            raise ValueError("give either expect or expect_all")
        return self

    def question(self, kind: str) -> Question:
        asked = self.expect_all if self.expect_all is not None else (self.expect or (),)
        expect = tuple(frozenset(ids) for ids in asked if ids)
        return Question(self.text, expect, self.kind or kind)


class _Conversation(BaseModel):
    model_config = ConfigDict(frozen=True)

    conversation: Annotated[tuple[_Turn, ...], Field(min_length=1)]
    kind: str = NO_KIND


def golden(folders: Sequence[Path]) -> tuple[Question, ...]:
    """The golden questions of all folders and their subfolders that ask one thing and stand alone,
    outside of any conversation. Raises KnowledgeFaults with every fault found."""
    files = [path for folder in folders for path in sorted(folder.rglob(GOLDEN)) if path.is_file()]
    alone = [talk[0] for talk in read_talks(files) if len(talk) == 1]
    return tuple(question for question in alone if len(question.expect) <= 1)


def read_talks(files: Iterable[Path]) -> tuple[Talk, ...]:
    """All conversations of all files; raises KnowledgeFaults with every fault found."""
    faults: list[Fault] = []
    talks = [talk for file in files for talk in _read(file, faults)]
    if faults:
        raise KnowledgeFaults(faults)
    return tuple(talks)


def _read(file: Path, faults: list[Fault]) -> Iterator[Talk]:
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        what = f"can't be read ({error.strerror})"
        faults.append(Fault(str(file), 1, what, "check the path and its rights"))
        return
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _talk(line)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))
            what = f"{where}: {first['msg']}" if where else first["msg"]
            faults.append(Fault(str(file), number, what, f"write it like {FORM}"))
        except (ValueError, RecursionError):
            faults.append(Fault(str(file), number, "not JSON", f"write it like {FORM}"))


def _talk(line: bytes) -> Talk:
    value = json.loads(line.decode("utf-8-sig"))
    if isinstance(value, dict) and "conversation" in value:
        talk = _Conversation.model_validate(value)
        return tuple(turn.question(talk.kind) for turn in talk.conversation)
    return (_Turn.model_validate(value).question(NO_KIND),)
