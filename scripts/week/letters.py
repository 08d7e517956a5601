"""How wide text is, and where its lines end, whatever font a reader has.

Widths are those of Arial and some more, so that a line in as wide a font as DejaVu Sans stays in
its box too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Style = Literal["", "b", "i", "c", "a"]
"""Plain, bold, italic, code, a link."""

SPARE = 1.15
BOLDER = 1.07
CODE = 0.62
WIDE = 1.0
"""Of letters that no group has."""

_GROUPS = {
    0.25: "ijl'|.,:;!I[]/ft ‘’·",
    0.36: '()-r`"“”*',
    0.52: "ckszvxyJ",
    0.57: "abdeghnopqu0123456789?_$#+<>=~L–•",
    0.69: "ABEKPSVXYZFT&",
    0.75: "CDHNRUw",
    0.8: "GOQ",
    0.86: "mM",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in one style."""

    text: str
    style: Style = ""


Line = tuple[Run, ...]


def wide(text: str, size: float, style: Style = "") -> float:
    """How wide it is at most, where a letter is `size` high."""
    if style == "c":
        return len(text) * CODE * size
    letters = sum(_WIDTHS.get(letter, WIDE) for letter in text)
    return letters * size * SPARE * (BOLDER if style == "b" else 1.0)


def shortened(text: str, size: float, style: Style, room: float) -> str:
    """As much of it as there is room for on one line.

    >>> shortened("By the gate", 10, "", 100), shortened("By the gate", 10, "", 40)
    ('By the gate', 'By th…')
    """
    short = text
    while short and wide(text, size, style) > room:
        short = short[:-1]
        text = f"{short}…"
    return text


def lines(runs: Iterable[Run], size: float, room: float) -> list[Line]:
    """The runs on lines of at most this width; a line break within them is one.

    >>> lines([Run("By the "), Run("gate", "b"), Run(".")], 10, 40)
    [(Run(text='By the', style=''),), (Run(text='gate', style='b'), Run(text='.', style=''))]
    """
    found: list[list[Run]] = [[]]
    used = 0.0
    for word in _words(runs):
        if word[0].text == "\n":
            found.append([])
            used = 0.0
            continue
        for piece in _cut(word, size, room):
            width = sum(wide(run.text, size, run.style) for run in piece)
            if found[-1] and used + width > room:
                found.append([])
                used = 0.0
                if piece[0].text.isspace():
                    continue
            found[-1] += piece
            used += width
    return [_joined(line) for line in found]


def _words(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Words, each of as many runs as it has styles; spaces; line breaks."""
    word: list[Run] = []
    for run in runs:
        for text in re.findall(r"\n|[^\S\n]+|\S+", run.text):
            if text.isspace():
                if word:
                    yield word
                word = []
                yield [Run(text, run.style)]
            else:
                word.append(Run(text, run.style))
    if word:
        yield word


def _cut(word: list[Run], size: float, room: float) -> Iterator[list[Run]]:
    """The word, or as much of it at a time as there is room for."""
    if sum(wide(run.text, size, run.style) for run in word) <= room:
        yield word
        return
    for run in word:
        most = max(1, int(len(run.text) * room / wide(run.text, size, run.style)))
        for start in range(0, len(run.text), most):
            yield [Run(run.text[start : start + most], run.style)]


def _joined(line: Sequence[Run]) -> Line:
    """Neighbours of one style in one run, no space at the end."""
    found: list[Run] = []
    for run in line:
        if found and found[-1].style == run.style:
            found[-1] = Run(found[-1].text + run.text, run.style)
        else:
            found.append(run)
    if found:
        found[-1] = Run(found[-1].text.rstrip(), found[-1].style)
    return tuple(run for run in found if run.text)
