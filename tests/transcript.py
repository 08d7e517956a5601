"""Golden conversations: how a transcript is read, and how it is held with someone.

A transcript (`transcripts/*.txt`) is a conversation about the garden of `knowledge_small`:
`> what is said`, `[press: a button's label]` or `[wait: 20 minutes]`, each but the last followed by
what the bot says, in plain text. What stands above the first turn says what it is about.

Those about forms (`transcripts/forms/*.txt`) know three turns more: `[about: a message]` asks about
what Bob wrote, which MESSAGE stands for the link to, `[send: field = words; …]` sends the form that
a press has opened, with what was typed into some of its fields, and `[told]` is what the bot says
by itself, in a direct message. A form reads as its title and a line for each field.
"""

import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from adapters.desk import Desk
from adapters.telling import Telling, keep_telling, nobody_to_tell

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))

MESSAGE = "https://example.org/message"

FORMS = sorted((Path(__file__).parent / "transcripts" / "forms").glob("*.txt"))

each_form = pytest.mark.parametrize("transcript", FORMS, ids=[path.stem for path in FORMS])
"""Runs a test with the path of each transcript about forms."""

each_transcript = pytest.mark.parametrize(
    "transcript", TRANSCRIPTS, ids=[path.stem for path in TRANSCRIPTS]
)
"""Runs a test with the path of each transcript."""


@dataclass(frozen=True)
class Turn:
    """`does` is one of say, press, wait, about, send and told, `what` its words; `reply` what the
    bot says to it."""

    does: str
    what: str
    reply: str = ""

    def __str__(self) -> str:
        begins = f"> {self.what}" if self.does == "say" else f"[{self.does}: {self.what}]"
        begins = "[told]" if self.does == "told" else begins
        return "\n".join(filter(None, (begins, self.reply))) + "\n"

    @property
    def words(self) -> tuple[str, list[str]]:
        """All but how lines and paragraphs are set, which is a platform's own affair."""
        return self.what, self.reply.split()


_TURN = re.compile(
    r"^(?:> (?P<say>.*)|\[press: (?P<press>.*)\]|\[wait: (?P<wait>\d+ minutes)\]"
    r"|\[about: (?P<about>.*)\]|\[send: (?P<send>.*)\]|\[(?P<told>told)\])$"
)


def turns(transcript: Path) -> list[Turn]:
    """What is written, turn by turn."""
    begun: list[tuple[str, str, list[str]]] = []
    for line in transcript.read_text().splitlines():
        if found := _TURN.match(line):
            [(does, what)] = [(k, v) for k, v in found.groupdict().items() if v is not None]
            begun.append((does, what, []))
        elif begun:
            begun[-1][2].append(line)
    return [Turn(does, what, "\n".join(lines).strip()) for does, what, lines in begun]


async def held(written: list[Turn], someone: Any, desk: Desk) -> list[Turn]:
    """The same conversation as it goes with someone who can `say` and `press`, and with forms
    `about` and `send`; waiting puts the desk's clock forward."""
    spoken = []
    now = time.time()  # what is years old would be deleted meanwhile
    for turn in written:
        if turn.does == "wait":
            now += 60 * int(turn.what.split()[0])
            spoken.append(Turn(turn.does, turn.what))
        else:
            desk.clock = lambda at=now: at
            does: Callable[[str], Awaitable[str]] = getattr(someone, turn.does)
            spoken.append(Turn(turn.does, turn.what, await does(turn.what)))
    return spoken


def telling(desk: Any, platform: str) -> Telling:
    """What tells those who wait for an answer, where it is a desk that knows of some."""
    return partial(keep_telling, desk, platform) if isinstance(desk, Desk) else nobody_to_tell


def typed(words: str) -> dict[str, str]:
    """What a `send` turn types, by fields."""
    pairs = (pair.partition(" = ") for pair in words.split("; "))
    return {name: value for name, _, value in pairs if name}


def form_as_read(title: str, fields: list[tuple[str, str, str]]) -> str:
    """A form in plain text, of its labels, hints and values."""
    asked = (f"{label} ({hint}):" if hint else f"{label}:" for label, hint, _ in fields)
    values = (value for _, _, value in fields)
    return "\n".join([title, *(f"{a} {v}".strip() for a, v in zip(asked, values, strict=True))])
