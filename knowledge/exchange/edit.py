"""A file's text and what it shall say → the text with only those lines changed that must be.

Lines are replaced, never written anew from values, so that comments, order, quotes and wrapping of
all else stay as somebody wrote them. What can't be changed by lines (a file in brackets, say) is
written anew; either way the result is read back before it is returned.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from knowledge.exchange import spell
from knowledge.exchange.locate import Node, lines_of, locate
from knowledge.loader import KnowledgeFaults, read
from knowledge.schema import Form, KnowledgeFile

MARK = "\ufeff"
"""Stands before the first letter of some files."""


class Awkward(Exception):
    """It stands in a way that can't be changed by lines."""


class Patch(NamedTuple):
    """`lines` take the place of the lines from `first` up to `end`."""

    first: int
    end: int
    lines: list[str]


def edit(text: str, wanted: KnowledgeFile) -> str:
    """The text that says what is wanted; equal to `text` where it does already.

    Items keep the order they have in `wanted`. Raises KnowledgeFaults where `text` has faults.
    """
    mark, text = text[: text.startswith(MARK)], text.removeprefix(MARK)
    held = read(text, "this file")
    if held == wanted:
        return mark + text
    for way in (_by_lines, _anew):
        try:
            candidate = way(text, held, wanted)
            if read(candidate, "this file") == wanted:
                return mark + candidate
        except (Awkward, KnowledgeFaults):
            continue
    raise AssertionError("what is written reads back as it was meant")


def _anew(text: str, _: KnowledgeFile, wanted: KnowledgeFile) -> str:
    """All of it, below the comments that the text begins with."""
    head: list[str] = []
    for line in lines_of(text):
        if line.strip() and not line.startswith("#"):
            break
        head.append(line)
    return "".join(head) + spell.whole(wanted)


def _by_lines(text: str, held: KnowledgeFile, wanted: KnowledgeFile) -> str:
    top, lines = locate(text), lines_of(text)
    if top is None:
        top = Node(":", 0, 0, 0, 0, 0)
    if top.style != ":" or top.column:
        raise Awkward
    editor = _Editor(lines)
    patches: list[Patch] = []
    added: list[str] = []
    for key in spell.KEYS[KnowledgeFile]:
        have, want = getattr(held, key), getattr(wanted, key)
        if have == want:
            continue
        if key not in top.keys:
            apart = added or (lines and lines[-1].strip())
            added += [*([""] if apart else []), *spell.section(key, want)]
        else:
            patches += editor.section(key, top.keys[key], have, want)
    if added:
        patches.append(Patch(len(lines), len(lines), added))
    return _patched(lines, patches)


def _patched(lines: Sequence[str], patches: Sequence[Patch]) -> str:
    end = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    result = list(lines)
    if result and not result[-1].endswith(("\n", "\r")):
        result[-1] += end
    # From the end; of several at one place the last first, so that they stand as they came.
    for patch in sorted(patches, key=lambda patch: patch[:2])[::-1]:
        result[patch.first : patch.end] = [line + end for line in patch.lines]
    return "".join(result)


class _Editor:
    """Finds the lines to be changed in one file."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def section(self, key: str, place: tuple[Node, Node], have: Any, want: Any) -> list[Patch]:
        name, value = place
        whole = Patch(name.line, max(name.line, value.last) + 1, [])
        if not want:
            return [self._without_gap(whole)]
        try:
            if isinstance(want, Form):
                return list(self._fields(value, have, want))
            return list(self._members(key, value, have, want))
        except Awkward:
            return [whole._replace(lines=spell.section(key, want))]

    def _members(self, key: str, node: Node, have: Any, want: Any) -> Iterator[Patch]:
        """Of a list in lines: its members are told apart by id, those without one by all of it."""
        if node.style != "-" or len(node.members) != len(have):
            raise Awkward
        spans = [self._span(node, member) for member in node.members]
        apart = [""] if key in spell.APART or self._are_apart(spans) else []
        before, after = ([_identity(one) for one in each] for each in (have, want))
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for tag, i, end, j, stop in matcher.get_opcodes():
            if tag == "equal":
                for at, to in zip(range(i, end), range(j, stop), strict=True):
                    if have[at] != want[to]:
                        yield from self._member(node, at, spans[at], have[at], want[to])
                continue
            same = min(end - i, stop - j)
            for at, to in zip(range(i, i + same), range(j, j + same), strict=True):
                yield spans[at]._replace(lines=spell.member(want[to], node.column))
            for at in range(i + same, end):
                yield self._without_gap(spans[at])
            new = [spell.member(one, node.column) for one in want[j + same : stop]]
            if new and i + same == 0:
                yield Patch(spans[0].first, spans[0].first, _spaced(new, [], apart))
            elif new:
                at = spans[i + same - 1].end
                yield Patch(at, at, _spaced(new, apart, []))

    def _member(self, node: Node, at: int, span: Patch, have: Any, want: Any) -> Iterator[Patch]:
        try:
            yield from list(self._fields(node.members[at], have, want))
        except Awkward:
            yield span._replace(lines=spell.member(want, node.column))

    def _fields(self, node: Node, have: Form, want: Form) -> Iterator[Patch]:
        """Of a mapping in lines."""
        if node.style != ":":
            raise Awkward
        before: tuple[Node, Node] | None = None
        for key in spell.KEYS[type(want)]:
            place, value = node.keys.get(key), getattr(want, key)
            if value != getattr(have, key):
                if place is None:
                    if before is None:
                        raise Awkward
                    at = self._end(before)
                    yield Patch(at, at, spell.pair(key, value, node.column))
                elif value is None or value == ():
                    yield Patch(self._alone(place[0]), self._end(place), [])
                else:
                    yield from self._value(key, place, getattr(have, key), value)
            before = place or before

    def _value(self, key: str, place: tuple[Node, Node], have: Any, want: Any) -> Iterator[Patch]:
        name, node = place
        indent = name.column
        if isinstance(want, Form):
            raise Awkward
        if isinstance(want, tuple):
            if node.style == "-":
                yield from self._members(key, node, have, want)
            else:
                yield Patch(self._alone(name), self._end(place), spell.pair(key, want, indent))
            return
        opening = self._lines[node.line][: node.column].rstrip()
        new = spell.pair(key, want, indent)
        kept = f"{opening} {new[0][indent + len(key) + 2 :]}"
        if node.line != name.line or not opening.endswith(":"):
            raise Awkward
        if node.style in ("|", ">"):
            yield Patch(node.line, self._end(place), [kept, *new[1:]])
        else:
            rest = self._lines[node.end_line][node.end_column :].rstrip("\r\n")
            yield Patch(node.line, node.end_line + 1, [kept + rest, *new[1:]])

    def _span(self, node: Node, member: Node) -> Patch:
        """The lines of a list's member, which must be its own."""
        before = self._lines[member.line][: member.column]
        if before.rstrip() != " " * node.column + "-":
            raise Awkward
        return Patch(member.line, max(member.line, member.last) + 1, [])

    def _are_apart(self, spans: Sequence[Patch]) -> bool:
        return any(not self._lines[span.first - 1].strip() for span in spans[1:])

    def _without_gap(self, patch: Patch) -> Patch:
        """These lines taken out, with the empty ones below them where there are some above."""
        end = patch.end
        if patch.first == 0 or not self._lines[patch.first - 1].strip():
            while end < len(self._lines) and not self._lines[end].strip():
                end += 1
        return Patch(patch.first, end, [])

    def _alone(self, key: Node) -> int:
        """The line on which a key is the first thing."""
        if self._lines[key.line][: key.column].strip():
            raise Awkward
        return key.line

    def _end(self, place: tuple[Node, Node]) -> int:
        name, value = place
        return max(name.line, value.last) + 1


def _identity(value: Any) -> Any:
    return getattr(value, "id", value)


def _spaced(new: Sequence[list[str]], before: list[str], after: list[str]) -> list[str]:
    return [line for each in new for line in (*before, *each, *after)]
