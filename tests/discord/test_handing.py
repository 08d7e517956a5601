"""A miss is handed to a user on Discord, whom a direct message tells of it."""

from typing import Any

import discord
import pytest

from bot.remember import Keeping
from tests.discord import shapes, wire
from tests.discord.shapes import ADA, BOB, CHANNEL, DIRECT, GUILD, message

PRIVATE = message(77, CHANNEL, 1000, flags=64, content="…")


class Curator:
    """Somebody who manages the server."""

    def __init__(self, local: Any) -> None:
        self._local = local
        self._replies = 0
        self.managing = {ADA, BOB}

    async def says(self, words: str, who: int = ADA) -> dict[str, Any]:
        option = {"name": "question", "type": 3, "value": words}
        return await self._does(2, {"id": "1", "name": "tpm", "type": 1, "options": [option]}, who)

    async def press(self, label: str, shown: dict[str, Any], who: int = ADA) -> dict[str, Any]:
        [button] = [one for one in wire.buttons(shown) if one["label"] == label]
        data = {"custom_id": button["custom_id"], "component_type": 2}
        return await self._does(3, data, who, message=PRIVATE)

    async def sends(self, form: dict[str, Any], who: int, **typed: str) -> dict[str, Any]:
        texts = [{"type": 4, "id": 2, "custom_id": name, "value": typed[name]} for name in typed]
        labels = [{"type": 18, "id": 1, "component": one} for one in texts]
        data = {"custom_id": form["custom_id"], "components": labels}
        return await self._does(5, data, who, message=PRIVATE)

    async def chooses(self, user: int, form: dict[str, Any]) -> dict[str, Any]:
        chosen = {"type": 5, "id": 2, "custom_id": "who", "values": [str(user)]}
        resolved = {"users": {str(user): shapes.PEOPLE[user]}, "members": {}}
        labels = [{"type": 18, "id": 1, "component": chosen}]
        data = {"custom_id": form["custom_id"], "components": labels, "resolved": resolved}
        return await self._does(5, data, message=PRIVATE)

    async def _does(self, kind: int, data: Any, who: int = ADA, **more: Any) -> dict[str, Any]:
        may = str(discord.Permissions(manage_guild=who in self.managing).value)
        member = {**shapes.member(), "user": shapes.PEOPLE[who], "permissions": may}
        self._replies += 1
        await self._local.interact(kind, data, "server", who, member=member, **more)
        told = await self._local.sees("POST", wire.CALLBACK, self._replies)
        return told["data"]


@pytest.fixture
async def curator(local, running, office):
    desk, store = office
    await store.records.keep(f"discord:{GUILD}", Keeping(text=True))
    async with running(desk):
        yield Curator(local)


async def handing(curator: Curator) -> tuple[dict[str, Any], dict[str, Any]]:
    await curator.says("wifi password please")
    card = await curator.press("Look at 1", await curator.says("review"))
    form = await curator.press("Hand to someone", card)
    return form, await curator.chooses(BOB, form)


async def test_a_user_is_chosen_and_told_and_finds_it_first(curator, local) -> None:
    form, said = await handing(curator)
    [label] = form["components"]
    assert (label["component"]["type"], label["component"]["custom_id"]) == (5, "who")
    assert f"stands first in the queue of <@{BOB}> now" in wire.displayed(said)
    post = await local.sees("POST", rf"/channels/{DIRECT}/messages")
    begins = f"<@{ADA}> handed you a question that I couldn't answer: “wifi password please”."
    assert wire.displayed(post).startswith(begins)
    theirs = wire.displayed(await curator.says("review", BOB))
    assert "For **you**." in theirs
    assert f"For <@{BOB}>." in wire.displayed(await curator.says("review"))


async def test_who_is_no_curator_sees_what_was_handed_to_them_and_suggests_an_answer(
    curator,
) -> None:
    curator.managing = {ADA}
    await handing(curator)
    theirs = await curator.says("review", BOB)
    assert wire.displayed(theirs).startswith("### Handed to you")
    card = await curator.press("Look at 1", theirs, BOB)
    form = await curator.press("Suggest an answer", card, BOB)
    said = await curator.sends(form, BOB, answer="On the board.")
    assert "a curator will see it" in wire.displayed(said)
    queue = wire.displayed(await curator.says("review"))
    assert "An answer to “wifi password please”, by" in queue
