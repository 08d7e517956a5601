"""Files of labelled questions → conversations to run; every fault with its file and line."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.score import Label

NO_KIND = "other"


class LabelsRefused(Exception):
    """A file of labelled questions can't be used; the text has a fault a line."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is right for it."""

    text: str
    label: Label


Talk = tuple[Question, ...]
"""Questions asked one after the other in one conversation; most are alone in theirs."""

Ids = tuple[str, ...]


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
        return Question(self.text, Label(expect, self.kind or kind))


class _Alone(_Turn):
    def talk(self) -> Talk:
        return (self.question(NO_KIND),)


class _Conversation(BaseModel):
    model_config = ConfigDict(frozen=True)

    conversation: Annotated[tuple[_Turn, ...], Field(min_length=1)]
    kind: str = NO_KIND

    def talk(self) -> Talk:
        return tuple(turn.question(self.kind) for turn in self.conversation)


FORM = '{"text": "…", "expect": ["id", …], "kind": "…"}'


def read_labels(files: Sequence[Path]) -> tuple[Talk, ...]:
    """All conversations of all files; raises LabelsRefused with every fault."""
    faults: list[str] = []
    talks = [talk for file in files for talk in _read(file, faults)]
    if not talks and not faults:
        faults.append(f"{files[0]}:1: no questions: add a line like {FORM}")
    if faults:
        raise LabelsRefused("\n".join(faults))
    return tuple(talks)


def _read(file: Path, faults: list[str]) -> Iterator[Talk]:
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        faults.append(f"{file}: can't be read ({error.strerror}): check the path and its rights")
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
            faults.append(f"{file}:{number}: {what}: write it like {FORM}")
        except (ValueError, RecursionError):
            faults.append(f"{file}:{number}: not JSON: write it like {FORM}")


def _talk(line: bytes) -> Talk:
    value = json.loads(line.decode("utf-8-sig"))
    if isinstance(value, dict) and "conversation" in value:
        return _Conversation.model_validate(value).talk()
    return _Alone.model_validate(value).talk()
