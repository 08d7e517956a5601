"""What docs/curators.md shows and names is what the bot does."""

import ast
import doctest
import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest

from bot.form import Field, Form
from bot.reply import (
    Action,
    Actions,
    Choice,
    Choices,
    Code,
    Document,
    Fact,
    Facts,
    Heading,
    Items,
    Note,
    Offer,
    Paragraph,
    Part,
    Reply,
    Source,
    text,
)
from scripts.draw_week import FOLDER, pictures
from scripts.week import letters
from scripts.week.chat import WIDTH, picture
from scripts.week.letters import Run, lines, wide
from scripts.week.scene import Filled, Said, Scene, Shown

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "curators.md"
LARGEST = 40_000

SHOWN = {Path(path).name: alt for alt, path in re.findall(r"!\[(.*?)\]\((.*?)\)", PAGE.read_text())}
TEXT = re.sub(r"!\[.*?\]\(.*?\)", "", PAGE.read_text())

LEAST = 4
"""Letters of a label that stand in the code, whatever is filled in."""

OF_THE_PLATFORMS = {"Apps"}
"""Labels that are not ours."""


def words_of_the_code() -> list[str]:
    """All strings that the bot's code is written with; what is filled in is any."""
    found = [(ROOT / "manifest.yaml").read_text()]
    for file in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "adapters").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.JoinedStr):
                parts = (n.value if isinstance(n, ast.Constant) else "\0" for n in node.values)
                found.append("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    return found


def is_written(label: str, strings: list[str]) -> bool:
    return any(
        re.fullmatch(re.escape(string).replace("\0", ".+"), label)
        for string in strings
        if len(string.replace("\0", "").strip()) >= LEAST
    )


async def test_the_pictures_are_drawn_from_the_bot_as_it_is(garden):
    there = {file.name: file.read_text("utf-8") for file in FOLDER.iterdir()}
    assert there == await pictures(garden), "run: .venv/bin/python -m scripts.draw_week"


def test_each_picture_is_shown_once_with_its_contents_in_words():
    assert sorted(SHOWN) == sorted(file.name for file in FOLDER.iterdir())
    assert all(len(alt) > 80 for alt in SHOWN.values())
    assert PAGE.read_text().count("](pictures/") == len(SHOWN)


@pytest.mark.parametrize("file", sorted(FOLDER.iterdir()), ids=lambda file: file.name)
def test_a_picture_is_small_and_fetches_nothing(file):
    svg = file.read_text("utf-8")
    assert len(svg.encode()) <= LARGEST
    assert re.findall(r"(?:href|src|url|@import|<script|<image)\b", svg) == []
    assert re.search(r"<title id=\"title\">.+</title>\n<desc id=\"told\">", svg)


def test_every_button_that_is_named_exists():
    strings = words_of_the_code()
    named = set(re.findall(r"\*\*(.+?)\*\*", TEXT, re.DOTALL)) - OF_THE_PLATFORMS
    assert len(named) >= 15
    assert [label for label in sorted(named) if not is_written(label, strings)] == []


def test_every_button_that_a_picture_is_said_to_show_is_in_it():
    for name, alt in SHOWN.items():
        svg = (FOLDER / name).read_text("utf-8")
        for label in re.findall("“(.+?)”", alt):
            assert label in svg, (name, label)


def test_a_button_that_does_not_exist_would_be_noticed():
    strings = words_of_the_code()
    assert is_written("Look at 1", strings)
    assert is_written("Ask TPM about this", strings)
    assert not is_written("Dance", strings)
    assert not is_written("Make it", strings)


HOSTILE = "</text><script>“a” & 'b'</script> " + "x" * 400

EVERY_PART = (
    Heading(HOSTILE),
    Paragraph(text(HOSTILE)),
    Items((text(HOSTILE), text(""))),
    Code(f"  {HOSTILE}\n\n  b"),
    Facts((Fact(HOSTILE, HOSTILE),)),
    Source(HOSTILE),
    Choices(HOSTILE, (Choice("a", HOSTILE),)),
    Offer(HOSTILE, (Choice("a", "A"),)),
    Note(HOSTILE),
    Actions((Action("review", HOSTILE),)),
    Document(HOSTILE, HOSTILE),
)


def test_every_part_is_drawn_and_whatever_stands_in_it_is_text():
    assert {type(part) for part in EVERY_PART} == set(get_args(Part))
    form = Form(HOSTILE, (Field("a", HOSTILE, HOSTILE, HOSTILE, "many", optional=True),))
    reply = Reply("help", EVERY_PART)
    moments = (Said("Bob", 0.0, HOSTILE), Shown("Bob", 0.0, reply), Filled("Bob", 0.0, form))
    drawn = ElementTree.fromstring(picture(Scene(HOSTILE, moments)))  # noqa: S314  # our own
    names = {element.tag.partition("}")[2] for element in drawn.iter()}
    assert names == {"svg", "title", "desc", "style", "rect", "g", "text", "tspan", "circle"}
    assert drawn.get("width") == str(WIDTH)


@pytest.mark.parametrize("words", ["a", "a b", "where is the tap " * 20, "x" * 300, "a\n\nb", ""])
def test_lines_lose_nothing_and_stay_within_their_room(words):
    found = lines([Run(words), Run(words, "b")], 15, 200)
    said = "".join(run.text for line in found for run in line)
    assert said.replace(" ", "") == (words + words).replace(" ", "").replace("\n", "")
    assert all(sum(wide(run.text, 15, run.style) for run in line) <= 200 for line in found)


def test_what_is_said_of_lines_holds():
    assert doctest.testmod(letters).failed == 0
