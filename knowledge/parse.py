"""YAML → plain values with a line for each, bounded, without aliases and repeated keys.

Scalars stay strings (no `no` that turns false, no `1.10` that turns 1.1): the schema gives types.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 1_000_000

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
    parsed = Parsed(name)
    try:
        parsed.value = _Reader(text, parsed).read()
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


class _Reader:
    """Builds values from YAML's events, so that nothing is expanded before it is counted."""

    def __init__(self, source: str, parsed: Parsed) -> None:
        self._parsed = parsed
        self._events: Iterator[Any] = yaml.parse(source, Loader=Loader)
        self._nodes = 0

    def read(self) -> Any:
        try:
            self._next()  # the stream's start
            if isinstance(self._next(), yaml.StreamEndEvent):
                return None
            value = self._value(self._next(), ())
            self._next()  # the document's end
            if not isinstance(rest := self._next(), yaml.StreamEndEvent):
                raise Refused(_line(rest), "a second document", "keep one document a file")
        except yaml.YAMLError as error:
            raise _not_yaml(error) from None
        return value

    def _next(self) -> Any:
        return next(self._events)

    def _value(self, event: Any, place: Place) -> Any:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Refused(_line(event), f"more than {MAX_NODES:,} values", "split the file")
        if len(place) > MAX_DEPTH:
            raise Refused(_line(event), f"nested deeper than {MAX_DEPTH}", "flatten it")
        if isinstance(event, yaml.AliasEvent):
            raise Refused(_line(event), "an alias (*)", "write the value out where it is used")
        self._parsed.lines[place] = _line(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        plain = not event.style  # libyaml's parser says "", Python's own None
        if plain and event.value in ("", "~", "null"):
            return None
        return event.value

    def _sequence(self, place: Place) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            values.append(self._value(event, (*place, len(values))))
        return values

    def _mapping(self, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise Refused(_line(event), "a key that is no word", "use a plain word as the key")
            key, line = str(event.value), _line(event)
            value = self._value(self._next(), (*place, key))
            if key in values:
                fault = Fault(self._parsed.file, line, f"{key!r} stands here twice", "keep one")
                self._parsed.faults.append(fault)
            values[key] = value
            self._parsed.lines[(*place, key)] = line
        return values


Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _not_yaml(error: yaml.YAMLError) -> Refused:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Refused(
        mark.line + 1 if mark else 1,
        f"not YAML ({what})",
        "check indentation, quotes and colons",
    )
