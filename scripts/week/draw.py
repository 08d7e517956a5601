"""What is drawn with: text, boxes, buttons, and what stands below one another, as SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from scripts.week.letters import Line, Run, lines, shortened, wide

BODY, SMALL, HEADING = 15, 13, 17
"""Heights of letters."""

INK, PALE, EDGE, PAPER, ACCENT = "#1d2530", "#5b6673", "#d5dae1", "#ffffff", "#2458a6"

STYLE = (
    "text{font-family:Arial,Helvetica,'Liberation Sans',sans-serif;fill:#1d2530}"
    ".p{fill:#5b6673}.w{fill:#ffffff}.b{font-weight:bold}.i{font-style:italic}"
    ".a{fill:#2458a6;text-decoration:underline}"
    ".c{font-family:Menlo,Consolas,'Liberation Mono',monospace;font-size:.9em;white-space:pre}"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something of this height, its left upper corner at 0, 0."""

    height: float
    svg: str


NOTHING = Drawn(0, "")


def text(runs: Iterable[Run], room: float, size: int = BODY, look: str = "") -> Drawn:
    """Wrapped; `look`: a class of STYLE."""
    high = round(size * 1.42)
    found = lines(runs, size, room)
    drawn = (_line(line, round(high * (at + 0.72)), size, look) for at, line in enumerate(found))
    return Drawn(high * len(found), "".join(drawn))


def stack(pieces: Sequence[Drawn], gap: float) -> Drawn:
    """One below the other."""
    drawn, y = [], 0.0
    for piece in pieces:
        drawn.append(at(0, y, piece))
        y += piece.height + gap
    return Drawn(max(y - gap, 0), "".join(drawn))


def at(x: float, y: float, piece: Drawn) -> str:
    """Moved there."""
    if not piece.svg or (x, y) == (0, 0):
        return piece.svg
    return f'<g transform="translate({_n(x)} {_n(y)})">{piece.svg}</g>'


def box(
    piece: Drawn,
    width: float,
    pad: float = 14,
    fill: str = PAPER,
    edge: str = EDGE,
    least: float = 0,
) -> Drawn:
    """In a frame."""
    height = max(piece.height, least) + 2 * pad
    return Drawn(height, rect(width, height, fill, edge) + at(pad, pad, piece))


def rect(width: float, height: float, fill: str, edge: str, round_by: int = 8) -> str:
    # Half a unit in, or its edge is blurred.
    return (
        f'<rect x=".5" y=".5" width="{_n(width - 1)}" height="{_n(height - 1)}" rx="{round_by}" '
        f'fill="{fill}" stroke="{edge}"/>'
    )


def buttons(labels: Sequence[tuple[str, bool]], room: float) -> Drawn:
    """In as many rows as they need; those that are pressed stand out."""
    drawn, x, y, high = [], 0.0, 0.0, 32
    for whole, pressed in labels:
        label = shortened(whole, SMALL + 1, "b", room - 22)
        width = round(wide(label, SMALL + 1, "b")) + 22
        if x and x + width > room:
            x, y = 0.0, y + high + 8
        drawn.append(at(x, y, _button(label, width, high, pressed)))
        x += width + 8
    return Drawn(y + high, "".join(drawn))


def picture(piece: Drawn, width: int, margin: int, title: str, told: str) -> str:
    """A whole file."""
    height = round(piece.height) + 2 * margin
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title told">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="told">{escape(told)}</desc>\n'
        f"<style>{STYLE}</style>\n"
        f'<rect width="{width}" height="{height}" rx="10" fill="#f3f5f8"/>\n'
        f"{at(margin, margin, piece)}\n</svg>\n"
    )


def _button(label: str, width: float, height: int, pressed: bool) -> Drawn:
    fill, edge = (ACCENT, ACCENT) if pressed else (PAPER, "#aab4c0")
    look = ' class="w b"' if pressed else ' class="b"'
    written = (
        f'<text x="{_n(width / 2)}" y="21" font-size="{SMALL + 1}" text-anchor="middle"{look}>'
        f"{escape(label, quote=False)}</text>"
    )
    return Drawn(height, rect(width, height, fill, edge, 6) + written)


def _line(line: Line, y: float, size: int, look: str) -> str:
    said = "".join(
        f'<tspan class="{run.style}">{escape(run.text, quote=False)}</tspan>'
        if run.style
        else escape(run.text, quote=False)
        for run in line
    )
    named = f' class="{look}"' if look else ""
    return f'<text y="{_n(y)}" font-size="{size}"{named}>{said}</text>' if said else ""


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
