"""Figures → lines that a person reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured, and what it is meant not to exceed, if anything."""

    name: str
    value: float
    limit: float | None
    unit: str

    def row(self) -> tuple[str, ...]:
        """Its line in a table with LIMITS as head."""
        measured = f"{self.value:.0f}" if self.value >= 100 else f"{self.value:.3g}"
        if self.limit is None:
            return self.name, f"{measured} {self.unit}", "", ""
        verdict = "holds" if self.value <= self.limit else "over"
        return self.name, f"{measured} {self.unit}", f"{self.limit:g} {self.unit}", verdict


LIMITS = ("", "measured", "limit", "")


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A title and aligned columns, the first to the left and the others to the right."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [title, *(_aligned(cells, widths) for cells in lines)]


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    right = (cell.strip().rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
    return "  ".join([first, *right]).rstrip()
