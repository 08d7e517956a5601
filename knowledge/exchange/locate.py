"""A YAML text → where in its lines each value stands, so that one can be changed by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from knowledge.nodes import Loader

_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|$)")


@dataclass(frozen=True, slots=True)
class Node:
    """A value, from (`line`, `column`) up to (`end_line`, `end_column`), counted from 0.

    `last`: the last line that says something. `style`: a scalar's opening sign, "" where it is
    plain; "[" and "{" for a list and a mapping in brackets, "-" and ":" for those in lines.
    `keys`: of a mapping, each key's own place and its value.
    """

    style: str
    line: int
    column: int
    end_line: int
    end_column: int
    last: int
    members: tuple["Node", ...] = ()
    keys: dict[str, tuple["Node", "Node"]] = field(default_factory=dict)


def lines_of(text: str) -> list[str]:
    """A text's lines as YAML counts them, each with its end."""
    return [line for line in _LINE.findall(text) if line]


def locate(text: str) -> Node | None:
    """The topmost value of a text in which `knowledge.parse` finds no fault; None where there is
    nothing."""
    events: Iterator[Any] = yaml.parse(text, Loader=Loader)
    next(events)  # the stream's start
    if isinstance(next(events), yaml.StreamEndEvent):
        return None
    return _Locator(events, lines_of(text)).value(next(events))


class _Locator:
    def __init__(self, events: Iterator[Any], lines: list[str]) -> None:
        self._events, self._lines = events, lines

    def value(self, event: Any) -> Node:
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event)
        return self._scalar(event)

    def _list(self, start: Any) -> Node:
        members: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            members.append(self.value(event))
        style = "[" if start.flow_style else "-"
        return _around(style, start, event, members, members=tuple(members))

    def _mapping(self, start: Any) -> Node:
        keys: dict[str, tuple[Node, Node]] = {}
        within: list[Node] = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, value = self._scalar(event), self.value(next(self._events))
            keys[str(event.value)] = key, value
            within += key, value
        return _around("{" if start.flow_style else ":", start, event, within, keys=keys)

    def _scalar(self, event: Any) -> Node:
        begin, end = event.start_mark, event.end_mark
        last = end.line if end.column or end.line == begin.line else end.line - 1
        while last > begin.line and not self._lines[last].strip():
            last -= 1
        style = event.style or ""
        return Node(style, begin.line, begin.column, end.line, end.column, last)


def _around(style: str, start: Any, end: Any, within: list[Node], **inner: Any) -> Node:
    begin, stop = start.start_mark, end.end_mark
    # In lines, its end is where the next value begins, after empty lines and comments.
    last = stop.line if style in "[{" else max((node.last for node in within), default=begin.line)
    return Node(style, begin.line, begin.column, stop.line, stop.column, last, **inner)
