"""What stands beside the path of a question: what people say of answers, what is kept of them, and
the room of the curators.

Curators are those that the settings name, and whom a platform calls so; that is asked at every
press, since rights are lost too.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import assert_never

from adapters.beside import Curates, Meanwhile, Quoting, silence
from adapters.curating import Curators
from adapters.drafts import Attempt, Drafts
from bot import adjust, compose, disclose, hand, prefill, quote, record, review
from bot.act import (
    Act,
    Advise,
    Again,
    Curating,
    Everyones,
    Improve,
    KeepFor,
    KeepText,
    Rate,
    Review,
    See,
    Tell,
    Wish,
)
from bot.blank import MISSING, blank
from bot.encode import encode
from bot.form import Form, FormRefused, Typed, prefilled, remarked
from bot.index import Index
from bot.manage import item_by, manage
from bot.remember import Records
from bot.reply import Reply
from bot.upkeep import day
from bot.utterance import Asker
from bot.waiting import Notices, Wishes
from knowledge.everyday import Room


@dataclass(frozen=True, slots=True)
class Rooms:
    """`named`: curators that the settings name, by `Asker.who`; `curators`: what they do, where
    knowledge can be changed."""

    records: Records
    report: Callable[[str, float], Awaitable[Reply]]
    drafts: Drafts
    named: frozenset[str] = frozenset()
    curators: Curators | None = None
    wishes: Wishes | None = None
    notices: Notices | None = None

    async def enter(
        self, room: Room, asker: Asker, curates: Curates, at: float, index: Index
    ) -> Reply:
        """The reply to a room's name; raises NotSaved."""
        match room:
            case "privacy":
                keeping = await self.records.keeping(asker.tenant)
                return disclose.privacy(keeping, typed=asker.platform == "terminal")
            case "forget-me":
                return disclose.forgotten(await self.records.forget(asker, at))
            case _ if not asker.private:
                return disclose.said(disclose.PRIVATELY)
            case "my-data":
                return disclose.my_data(await self.records.about(asker))
            case _ if not await self._may(asker, curates):
                return await self._handed(asker, at, index, to_see=room == "review")
            case "settings":
                return adjust.settings(await self.records.keeping(asker.tenant))
            case "insights":
                return await self.report(asker.tenant, at)
            case _ if self.curators is None:
                return disclose.said(disclose.NOTHING_KEPT)
            case "review":
                return await self.curators.queue(asker, at, index)
            case "history":
                return await self.curators.changes(asker)
            case "synonyms":
                return await self.curators.synonyms(asker, index)
            case "teach":
                return review.teaching()
            case _:
                assert_never(room)

    async def about(
        self,
        quoting: Quoting,
        reply: Reply,
        asked: str,
        asker: Asker,
        curates: Curates,
        at: float,
    ) -> Reply:
        """The reply about what somebody wrote elsewhere; for curators with what it takes to save
        it, where there is something to save. `asked`: the question that it is remembered as."""
        if not await self._may(asker, curates):
            return reply
        kept = replace(quote.bounded(await quoting()), record=asked)
        if not kept.text:
            return reply
        return quote.offered(reply, await self.drafts.keep(asker, kept, at))

    async def form(
        self, act: Act, asker: Asker, curates: Curates, at: float, index: Index
    ) -> Form | Reply | None:
        """What has to be filled in before an act is done, prefilled; a reply where that can't be,
        None where nothing has to. Raises NotSaved and NotThere."""
        match act:
            case Again(draft):
                return await self._once_more(draft, asker, curates, at, index)
            case Improve(name, of):
                item = item_by(name, index)
                if await self._may(asker, curates):
                    return manage(item, index, day(at), of)
                empty = blank(act)
                return empty and prefill.about_suggesting(empty, item)
            case Advise():
                if self.curators is not None:
                    await self.curators.helpers.find(act, asker, at, index)
                return blank(act)
            case Rate() | Tell() | Wish() | See() | KeepText() | KeepFor():
                allowed = await self._allowed(act, asker, curates)
                return blank(act) if allowed else disclose.said(disclose.NOT_ALLOWED)
            case _:
                if not await self._may(asker, curates):
                    return disclose.said(disclose.NOT_ALLOWED)
                if self.curators is None:
                    return disclose.said(disclose.NOTHING_KEPT)
                return await self.curators.forms.open(act, asker, at, index)

    async def act(
        self,
        act: Act,
        asker: Asker,
        curates: Curates,
        typed: Typed,
        at: float,
        index: Index,
        meanwhile: Meanwhile = silence,
    ) -> Reply | FormRefused:
        """What a pressed action leads to, `typed` holding every field of its form; raises NotSaved
        and NotThere."""
        if not await self._allowed(act, asker, curates):
            return await self._handed(asker, at, index, to_see=isinstance(act, Review))
        match act:
            case Rate(record_id, helpful):
                value = "yes" if helpful else "no"
                shown = await self.records.rate(asker, record_id, "helpful", value, at)
                return record.rated(compose.again(shown, index, day(at)), record_id, helpful)
            case Tell(record_id):
                said = typed[MISSING]
                shown = await self.records.rate(asker, record_id, "missing", said, at)
                return record.told(compose.again(shown, index, day(at)))
            case Wish(record_id):
                if self.wishes is None:
                    return disclose.said(disclose.NOTHING_KEPT)
                await self.wishes.wish(asker, record_id, at)
                return disclose.said(disclose.WILL_TELL)
            case KeepText() | KeepFor():
                keeping = adjust.adjusted(await self.records.keeping(asker.tenant), act)
                await self.records.keep(asker.tenant, keeping)
                return adjust.settings(keeping)
            case Again():
                return disclose.said(disclose.FORM_GONE)
            case _ if self.curators is None:
                return disclose.said(disclose.NOTHING_KEPT)
            case Improve(name):
                item = item_by(name, index)
                return await self.curators.helpers.suggest(item, asker, typed, at)
            case See():
                asked = await self.curators.helpers.find(act, asker, at, index)
                return hand.seen(asked, index, at)
            case Advise():
                asked = await self.curators.helpers.find(act, asker, at, index)
                return await self.curators.helpers.suggest(asked, asker, typed, at)
            case _:
                return await self.curators.act(act, asker, typed, at, index, meanwhile)

    async def _handed(self, asker: Asker, at: float, index: Index, *, to_see: bool) -> Reply:
        """What is said to whoever is no curator: of what waits they see what was handed to them."""
        shown = None
        if to_see and self.curators is not None:
            shown = await self.curators.helpers.queue(asker, at, index)
        return shown or disclose.said(disclose.NOT_ALLOWED)

    async def _once_more(
        self, draft: str, asker: Asker, curates: Curates, at: float, index: Index
    ) -> Form | Reply:
        """A form that was refused, as it was sent."""
        kept = await self.drafts.find(asker, draft, at)
        if not isinstance(kept, Attempt):
            return disclose.said(disclose.FORM_GONE)
        if not await self._allowed(kept.act, asker, curates):
            return disclose.said(disclose.NOT_ALLOWED)
        if self.curators is not None and isinstance(kept.act, Curating):
            form: Form | Reply = await self.curators.forms.again(kept, asker, at, index)
        else:
            empty = blank(kept.act)
            form = prefilled(empty, kept.typed) if empty else disclose.said(disclose.FORM_GONE)
        if not isinstance(form, Form):
            return form
        form = remarked(form, kept.refused) if kept.refused else form
        return replace(form, does=form.does or encode(kept.act))

    async def _allowed(self, act: Act, asker: Asker, curates: Curates) -> bool:
        """Whether they may do this now."""
        return isinstance(act, Everyones) or await self._may(asker, curates)

    async def _may(self, asker: Asker, curates: Curates) -> bool:
        return asker.who in self.named or await curates()
