"""What stands beside the path of a question: what people say of answers, and what is kept of them.

Curators are those that the settings name, and whom a platform calls so; that is asked at every
press, since rights are lost too.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import assert_never
from uuid import uuid4

from adapters.drafts import Attempt, Drafts
from bot import adjust, disclose, quote, record, respond, teach
from bot.act import Act, Again, KeepFor, KeepText, Rate, SaveQuote, Tell, Undo, encode
from bot.blank import MISSING, blank
from bot.form import Form, FormRefused, Typed, prefilled, remarked
from bot.index import Index
from bot.quote import Quote
from bot.remember import Change, Conflict, Overlays, Records
from bot.reply import Reply
from bot.utterance import Asker
from knowledge.everyday import Room

Curates = Callable[[], Awaitable[bool]]
"""Whether a platform calls whoever is there a curator."""

Quoting = Callable[[], Awaitable[Quote]]
"""What somebody wrote elsewhere, looked up only where it is wanted."""


LOOKED_BACK = 200
"""Changes among which one that is to be taken back is looked for: the last ones."""


async def nobody() -> bool:
    """Where a platform calls nobody a curator."""
    return False


@dataclass(frozen=True, slots=True)
class Rooms:
    """`curators`: those that the settings name, by `Asker.who`; `overlays`: what they change;
    `drafts` are of this process."""

    records: Records
    report: Callable[[str, float], Awaitable[Reply]]
    curators: frozenset[str] = frozenset()
    overlays: Overlays | None = None
    drafts: Drafts = field(default_factory=Drafts)

    async def enter(self, room: Room, asker: Asker, curates: Curates, at: float) -> Reply:
        """The reply to a room's name; raises NotSaved."""
        match room:
            case "privacy":
                keeping = await self.records.keeping(asker.tenant)
                return disclose.privacy(keeping, typed=asker.platform == "terminal")
            case "forget-me":
                self.drafts.forget(asker)
                return disclose.forgotten(await self.records.forget(asker, at))
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

    async def about(
        self, quoting: Quoting, reply: Reply, asker: Asker, curates: Curates, at: float
    ) -> Reply:
        """The reply about what somebody wrote elsewhere; for curators with what it takes to save
        it, where there is something to save."""
        if not await self._may(asker, curates):
            return reply
        kept = quote.bounded(await quoting())
        if not kept.text:
            return reply
        return quote.offered(reply, self.drafts.keep(asker, kept, at))

    async def form(
        self, act: Act, asker: Asker, curates: Curates, at: float
    ) -> Form | Reply | None:
        """What has to be filled in before an act is done, prefilled; a reply where that can't be,
        None where nothing has to. Raises NotSaved and NotThere."""
        if not await self._allowed(act, asker, curates):
            return disclose.said(disclose.NOT_ALLOWED)
        empty = blank(act)
        match act:
            case SaveQuote(draft):
                kept = self.drafts.find(asker, draft, at)
                if empty is None or not isinstance(kept, Quote):
                    return disclose.said(disclose.QUOTE_GONE)
                return quote.saving(empty, kept)
            case Again(draft):
                return await self._once_more(draft, asker, curates, at)
            case Rate() | Tell() | KeepText() | KeepFor() | Undo():
                return empty
            case _:
                assert_never(act)

    async def act(
        self, act: Act, asker: Asker, curates: Curates, typed: Typed, at: float, index: Index
    ) -> Reply | FormRefused:
        """What a pressed action leads to, `typed` holding every field of its form; raises NotSaved
        and NotThere."""
        if not await self._allowed(act, asker, curates):
            return disclose.said(disclose.NOT_ALLOWED)
        match act:
            case Rate(record_id, helpful):
                value = "yes" if helpful else "no"
                shown = await self.records.rate(asker, record_id, "helpful", value, at)
                return record.rated(respond.show(shown, index, at), record_id, helpful)
            case Tell(record_id):
                said = typed[MISSING]
                shown = await self.records.rate(asker, record_id, "missing", said, at)
                return record.told(respond.show(shown, index, at))
            case KeepText() | KeepFor():
                keeping = adjust.adjusted(await self.records.keeping(asker.tenant), act)
                await self.records.keep(asker.tenant, keeping)
                return adjust.settings(keeping)
            case SaveQuote():
                return quote.at_fault(typed) or await self._save(asker, typed, at, index)
            case Undo(change):
                return await self._undo(asker, change, at)
            case Again():
                return disclose.said(disclose.FORM_GONE)
            case _:
                assert_never(act)

    async def _save(
        self, asker: Asker, typed: Typed, at: float, index: Index
    ) -> Reply | FormRefused:
        change = teach.saved(typed, index, uuid4().hex, at)
        return change if isinstance(change, FormRefused) else await self._make(asker, change)

    async def _undo(self, asker: Asker, change: str, at: float) -> Reply:
        done = await self.overlays.history(asker.tenant, LOOKED_BACK) if self.overlays else ()
        made = next((one for one in done if one.id == change), None)
        if made is None:
            return disclose.said(teach.NO_CHANGE)
        return await self._make(asker, teach.undone(made, uuid4().hex, at))

    async def _make(self, asker: Asker, change: Change) -> Reply:
        if self.overlays is None:
            return disclose.said(disclose.NOTHING_KEPT)
        try:
            await self.overlays.change(asker, change)
        except Conflict:
            return disclose.said(teach.CONFLICT)
        return teach.told(change)

    async def _once_more(
        self, draft: str, asker: Asker, curates: Curates, at: float
    ) -> Form | Reply:
        """A form that was refused, as it was sent."""
        kept = self.drafts.find(asker, draft, at)
        empty = blank(kept.act) if isinstance(kept, Attempt) else None
        if empty is None or not isinstance(kept, Attempt):
            return disclose.said(disclose.FORM_GONE)
        if not await self._allowed(kept.act, asker, curates):
            return disclose.said(disclose.NOT_ALLOWED)
        form = remarked(prefilled(empty, kept.typed), kept.refused)
        return replace(form, does=encode(kept.act))

    async def _allowed(self, act: Act, asker: Asker, curates: Curates) -> bool:
        """Whether they may do this now."""
        match act:
            case KeepText() | KeepFor() | SaveQuote() | Undo():
                return await self._may(asker, curates)
            case Rate() | Tell() | Again():
                return True
            case _:
                assert_never(act)

    async def _may(self, asker: Asker, curates: Curates) -> bool:
        return asker.who in self.curators or await curates()
