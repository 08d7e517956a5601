"""Writes docs/pictures/*.svg: a curator's week (docs/curators.md), held with the bot and drawn.

Run it after changing what the bot says: `.venv/bin/python -m scripts.draw_week`.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from adapters.models.static import static_vectors
from bot.index import Index, build_index
from knowledge.loader import load
from scripts.week.chat import picture
from scripts.week.story import week

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
GARDEN = ROOT / "tests" / "knowledge_small"


async def pictures(index: Index) -> Mapping[str, str]:
    """The files, by their names; `index`: the garden's."""
    scenes = await week(index)
    return {f"{name}.svg": picture(scene) for name, scene in scenes.items()}


def draw() -> None:
    """Write them, and take away what none of them is."""
    drawn = asyncio.run(pictures(build_index(load([GARDEN]), static_vectors())))
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.svg"):
        file.unlink()
    for name, svg in drawn.items():
        (FOLDER / name).write_text(svg, "utf-8")


if __name__ == "__main__":
    draw()
