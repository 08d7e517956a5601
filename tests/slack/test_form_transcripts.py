"""The golden conversations with forms over Slack: it says what the desk says."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.offices import staffed
from tests.transcript import MESSAGE, each_form, form_as_read, held, turns, typed

LINK = "https://green-lane.slack.com/archives/C1/p12"


@dataclass
class Curator:
    """Somebody who uses the command, shortcuts, buttons and forms; replies are private."""

    slack: Any
    wire: Any
    elements: Any
    read: Any
    buttons: dict[str, Any] = field(default_factory=dict)
    view: dict[str, Any] = field(default_factory=dict)

    async def say(self, words: str) -> str:
        return await self._told(self.wire.command(words))

    async def about(self, words: str) -> str:
        return await self._told(self.wire.shortcut(words))

    async def press(self, label: str) -> str:
        replies, forms = (len(self.slack.of(kind)) for kind in ("response_url", "views.open"))
        await self.wire.press(self.buttons[label])
        await self.slack.until(
            lambda: (
                len(self.slack.of("response_url")) + len(self.slack.of("views.open"))
                > replies + forms
            )
        )
        if len(self.slack.of("response_url")) > replies:
            return self._take(self.slack.of("response_url")[-1].payload)
        self.view = self.slack.of("views.open")[-1].payload["view"]
        return self._form()

    async def send(self, words: str) -> str:
        replies = len(self.slack.of("response_url"))
        for name, value in typed(words).items():
            [block] = [b for b in self.view["blocks"] if b["block_id"] == name]
            block["element"]["initial_value"] = value
        refused = await self.wire.send(self.view)
        if refused:
            return " ".join(refused["errors"].values())
        return self._take((await self.slack.call("response_url", replies + 1)).payload)

    async def told(self, _: str) -> str:
        post = (await self.slack.call("chat.postMessage", 1)).payload
        assert post["channel"] == "U1"
        return self._take(post)

    async def _told(self, doing: Any) -> str:
        replies = len(self.slack.of("response_url"))
        await doing
        return self._take((await self.slack.call("response_url", replies + 1)).payload)

    def _take(self, payload: Any) -> str:
        self.buttons |= self.elements(payload)
        return self.read(payload, but="remark")

    def _form(self) -> str:
        fields = [
            (
                block["label"]["text"],
                block.get("hint", {}).get("text", ""),
                block["element"].get("initial_value", ""),
            )
            for block in self.view["blocks"]
        ]
        return form_as_read(self.view["title"]["text"], fields).replace(LINK, MESSAGE)


@pytest.fixture(
    params=[("over_socket", "sqlite"), ("over_http", "postgresql")], ids=lambda pair: pair[0]
)
async def curator(request, slack, garden, connect_over, elements, read):
    """With the desk that they talk to."""
    transport, kind = request.param
    slack.users |= {"U1": {"is_admin": True}, "U2": {"real_name": "Bob"}}
    async with (
        staffed(garden, request.getfixturevalue(f"{kind}_url")) as (desk, _),
        connect_over[transport](slack, desk) as wire,
    ):
        yield Curator(slack, wire, elements, read), desk


@each_form
async def test_slack_says_what_is_written(transcript, curator):
    written = turns(transcript)
    spoken = await held(written, *curator)
    assert [turn.words for turn in spoken] == [turn.words for turn in written]
