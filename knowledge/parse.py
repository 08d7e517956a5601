"""A file of YAML → its plain values, with a line for each, and what is wrong in it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_BYTES = 16 * 1024 * 1024

Place = tuple[str | int, ...]
"""The way to a value: keys and positions from the top of its file."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a file, with how to mend it; prints as `file:line: what: mend`."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}: {self.mend}"


@dataclass(slots=True)
class Parsed:
    """A file's value, the line each place begins at, and what was wrong."""

    file: str
    value: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


class Refused(Exception):
    """The file can't be read any further."""

    def __init__(self, line: int, what: str, mend: str) -> None:
        super().__init__(what)
        self.line, self.what, self.mend = line, what, mend


def parse(path: Path, name: str) -> Parsed:
    """Read one file; never raises for what stands in it, or for a file that can't be read."""
    try:
        return parse_text(read_text(path), name)
    except Refused as refused:
        return Parsed(name, faults=[Fault(name, refused.line, refused.what, refused.mend)])


def parse_text(text: str, name: str) -> Parsed:
    """Like `parse`, for what was read already."""
    from knowledge.nodes import Reader  # here, as a start from a cache reads no YAML

    parsed = Parsed(name)
    try:
        parsed.value = Reader(text, parsed).read()
    except Refused as refused:
        parsed.faults.append(Fault(name, refused.line, refused.what, refused.mend))
    return parsed


def read_text(path: Path) -> str:
    """A file's text, line ends as they are; raises Refused where it is too large, or not UTF-8."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused(
            1, f"can't be read ({error.strerror})", "check the path and its rights"
        ) from None
    if len(raw) > MAX_BYTES:
        raise Refused(1, f"larger than {MAX_BYTES >> 20} MiB", "split it into several files")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Refused(line, "not UTF-8", "save the file as UTF-8") from None
