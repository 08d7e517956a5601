"""YAML's nodes → plain values, bounded, without aliases and repeated keys.

Scalars stay strings (no `no` that turns false, no `1.10` that turns 1.1): the schema gives types.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from knowledge.parse import Fault, Parsed, Place, Refused

MAX_DEPTH = 20
MAX_NODES = 1_000_000


class Reader:
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
