"""What stands beside the path of a question: what people say of answers, and what is kept of them.

Curators are those that the settings name, and whom a platform calls so; that is asked at every
press, since rights are lost too.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import assert_never

from bot import adjust, disclose, record, respond
from bot.act import Act, KeepFor, KeepText, Rate, Tell
from bot.index import Index
from bot.remember import Overlays, Records
from bot.reply import Reply
from bot.utterance import Asker
from knowledge.everyday import Room

Curates = Callable[[], Awaitable[bool]]
"""Whether a platform calls whoever is there a curator."""


async def nobody() -> bool:
    """Where a platform calls nobody a curator."""
    return False


@dataclass(frozen=True, slots=True)
class Rooms:
    """`curators`: those that the settings name, by `Asker.who`; `overlays`: what they change."""

    records: Records
    report: Callable[[str, float], Awaitable[Reply]]
    curators: frozenset[str] = frozenset()
    overlays: Overlays | None = None

    async def enter(self, room: Room, asker: Asker, curates: Curates, at: float) -> Reply:
        """The reply to a room's name; raises NotSaved."""
        match room:
            case "privacy":
                return disclose.privacy(await self.records.keeping(asker.tenant))
            case "forget-me":
                return disclose.forgotten(await self.records.forget(asker))
            case "my-data" | "settings" | "insights" if not asker.private:
                return disclose.said(disclose.PRIVATELY)
            case "my-data":
                return disclose.my_data(await self.records.about(asker))
            case "settings" | "insights" if not await self._may(asker, curates):
                return disclose.said(disclose.NOT_ALLOWED)
            case "settings":
                return adjust.settings(await self.records.keeping(asker.tenant))
            case "insights":
                return await self.report(asker.tenant, at)
            case _:
                assert_never(room)

    async def act(
        self, act: Act, asker: Asker, curates: Curates, words: str, at: float, index: Index
    ) -> Reply:
        """What a pressed action leads to; raises NotSaved and NotThere."""
        match act:
            case Rate(record_id, helpful):
                value = "yes" if helpful else "no"
                shown = await self.records.rate(asker, record_id, "helpful", value, at)
                return record.rated(respond.show(shown, index), record_id, helpful)
            case Tell(record_id):
                shown = await self.records.rate(asker, record_id, "missing", words, at)
                return record.told(respond.show(shown, index))
            case KeepText() | KeepFor():
                if not await self._may(asker, curates):
                    return disclose.said(disclose.NOT_ALLOWED)
                keeping = adjust.adjusted(await self.records.keeping(asker.tenant), act)
                await self.records.keep(asker.tenant, keeping)
                return adjust.settings(keeping)
            case _:
                assert_never(act)

    async def _may(self, asker: Asker, curates: Curates) -> bool:
        return asker.who in self.curators or await curates()
