"""The golden conversations with forms over Discord: it says what the desk says."""

from dataclasses import dataclass, field
from typing import Any

import discord
import pytest

from tests.discord import shapes, wire
from tests.discord.local_discord import LocalDiscord
from tests.discord.shapes import CHANNEL, message
from tests.offices import staffed
from tests.transcript import MESSAGE, each_form, form_as_read, held, turns, typed

LINK = f"https://discord.com/channels/{shapes.GUILD}/{CHANNEL}/55"
PRIVATE = message(77, CHANNEL, 1000, flags=64, content="…")


@dataclass
class Curator:
    """Somebody who manages the server, and uses commands, buttons and forms; replies are
    private."""

    local: LocalDiscord
    buttons: dict[str, str] = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    _turns: int = 0

    async def say(self, words: str) -> str:
        option = {"name": "question", "type": 3, "value": words}
        data = {"id": "1", "name": "tpm", "type": 1, "options": [option]}
        return await self._told(2, data)

    async def about(self, words: str) -> str:
        said = message(55, CHANNEL, shapes.BOB, content=words)
        data = {
            "id": "2", "name": "Ask TPM about this", "type": 3, "target_id": "55",
            "resolved": {"messages": {"55": said}},
        }  # fmt: skip
        return await self._told(2, data)

    async def press(self, label: str) -> str:
        data = {"custom_id": self.buttons[label], "component_type": 2}
        return await self._told(3, data, message=PRIVATE)

    async def send(self, words: str) -> str:
        self.typed |= typed(words)
        labels = [
            {"type": 18, "id": n, "component": {"type": 4, "custom_id": name, "value": v, "id": n}}
            for n, (name, v) in enumerate(self.typed.items(), 1)
        ]
        data = {"custom_id": self.form["custom_id"], "components": labels}
        told = await self._told(5, data, message=PRIVATE)
        if "Open the form again" in self.buttons:
            await self.press("Open the form again")
        return told

    async def told(self, _: str) -> str:
        return self._take(await self.local.sees("POST", rf"/channels/{shapes.DIRECT}/messages"))

    async def _told(self, kind: int, data: dict[str, Any], **more: Any) -> str:
        may = str(discord.Permissions(manage_guild=True).value)
        member = {**shapes.member(), "user": shapes.PEOPLE[shapes.ADA], "permissions": may}
        self._turns += 1
        await self.local.interact(kind, data, "server", member=member, **more)
        told = await self.local.sees("POST", wire.CALLBACK, self._turns)
        return self._opened(told["data"]) if told["type"] == 9 else self._take(told["data"])

    def _take(self, shown: dict[str, Any]) -> str:
        self.buttons = {one["label"]: one["custom_id"] for one in wire.buttons(shown)}
        return wire.read(wire.displayed(shown))

    def _opened(self, form: dict[str, Any]) -> str:
        self.form = form
        inputs = [(label, label["component"]) for label in form["components"]]
        self.typed = {one["custom_id"]: one.get("value") or "" for _, one in inputs}
        fields = [
            (label["label"], label.get("description") or "", one.get("value") or "")
            for label, one in inputs
        ]
        return form_as_read(form["title"], fields).replace(LINK, MESSAGE)


@pytest.fixture
async def office(garden, sqlite_url):
    async with staffed(garden, sqlite_url) as office:
        yield office


@pytest.fixture
async def curator(local, running, office):
    async with running(office[0]):
        yield Curator(local)


@each_form
async def test_discord_says_what_is_written(transcript, curator, office) -> None:
    written = turns(transcript)
    spoken = await held(written, curator, office[0])
    assert [turn.words for turn in spoken] == [turn.words for turn in written]
