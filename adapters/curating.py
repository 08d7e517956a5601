"""What curators do to knowledge: the queue of what was missed, forms, changes and their history.

Who may do so is asked before (rooms.py). A change is tried against all that is asked before it is
made; what it would take away is told, and needs a reason.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from adapters.beside import Meanwhile, silence
from adapters.drafts import Drafts, Held, Seen
from adapters.forms import Forms
from adapters.helping import Helpers
from adapters.make import Maker
from adapters.overtaken import Overtaken
from adapters.seek import LOOKED_BACK, Seek, all_waiting, unanswered
from adapters.settle import Settle
from bot import disclose, equate, hand, history, quote, review, teach
from bot.act import (
    Attach,
    Bound,
    Curating,
    Hand,
    History,
    Ignore,
    Insist,
    Look,
    Past,
    Review,
    Synonyms,
    Write,
)
from bot.blank import LINK, PHRASINGS, QUESTION, REASON, WHO
from bot.change import About, Changing, change, does_nothing, ignored, ignoring
from bot.claim import Claimed
from bot.encode import encode
from bot.form import FormRefused, Typed
from bot.index import Index
from bot.queue import Cluster
from bot.readable import Beneath
from bot.remember import Change, Conflict, NotThere, Overlays, Records, beaten
from bot.reply import Reply
from bot.reviews import Reviews, Suggestion
from bot.utterance import Asker
from knowledge.overlay import pieces
from knowledge.schema import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Curators:
    """`guide`: the address of how to write an entry, or empty; `shared`: what teams' changes are
    made over."""

    overlays: Overlays
    reviews: Reviews
    records: Records
    drafts: Drafts
    maker: Maker
    guide: str = ""
    shared: Callable[[], KnowledgeBase] = KnowledgeBase

    @property
    def seek(self) -> Seek:
        """Where what is pressed is looked for."""
        return Seek(self.overlays, self.reviews)

    @property
    def forms(self) -> Forms:
        """What is filled in before they do something."""
        kept = self.overlays, self.reviews, self.drafts
        return Forms(*kept, self.seek, self.maker.warm, self.guide)

    @property
    def overtaken(self) -> Overtaken:
        """What is said where somebody was faster."""
        return Overtaken(self.overlays, self.drafts, self.shared)

    @property
    def helpers(self) -> Helpers:
        """What others do for them."""
        return Helpers(self.reviews)

    async def queue(self, asker: Asker, at: float, index: Index, page: int = 0) -> Reply:
        """What waits for curators; raises NotSaved."""
        self.maker.warm()
        misses = await self.reviews.misses(asker.tenant)
        suggested = await self.reviews.suggestions(asker.tenant)
        keeping = await self.records.keeping(asker.tenant)
        waiting = await asyncio.to_thread(all_waiting, misses, suggested, index, at, asker)
        kept = await self.drafts.find(asker, encode(Review(page)), at) if page else None
        seen = kept.keys if isinstance(kept, Seen) else frozenset[str]()
        left = await asyncio.to_thread(unanswered, waiting.without(seen), index)
        if not left and seen:  # the last page, and done with: the first one again
            page, seen = 0, frozenset()
            left = await asyncio.to_thread(unanswered, waiting, index)
        shown = left.page()
        if len(left) > len(shown):
            before = Seen(seen | shown.keys)
            await self.drafts.keep(asker, before, at, encode(Review(page + 1)))
        return review.queue(
            left, waiting, index, at, asker, page,
            text_kept=keeping.text,
            wordless=sum(not one.said for one in misses),
        )  # fmt: skip

    async def changes(self, asker: Asker, before: str = "") -> Reply:
        """What was changed last, or before a change; raises NotSaved."""
        done = await self.overlays.history(asker.tenant, LOOKED_BACK)
        return history.history(done, before, await self._ignored(asker.tenant))

    async def synonyms(self, asker: Asker, index: Index, after: str = "") -> Reply:
        """The team's own, and some that are shared; raises NotSaved."""
        there = pieces(await self.overlays.overlay(asker.tenant))
        return equate.synonyms(there, index, after)

    async def _ignored(self, tenant: str) -> history.Ignored:
        misses = await self.reviews.misses(tenant)
        return ignored(misses, await self.reviews.suggestions(tenant))

    async def act(
        self,
        act: Curating,
        asker: Asker,
        typed: Typed,
        at: float,
        index: Index,
        meanwhile: Meanwhile = silence,
    ) -> Reply | FormRefused:
        """What a curator's act leads to, `typed` holding every field of its form; raises
        NotSaved."""
        try:
            match act:
                case Review(page):
                    return await self.queue(asker, at, index, page)
                case History(before):
                    return await self.changes(asker, before)
                case Synonyms(after):
                    return await self.synonyms(asker, index, after)
                case Look() | Ignore() | Hand() | Past():
                    about = await self.seek.about(act, asker, at, index)
                    return await self._seen(act, about, asker, typed, at, index)
                case Insist(draft):
                    held = await self.drafts.find(asker, draft, at)
                    if not isinstance(held, Held):
                        return disclose.said(history.DRAFT_GONE)
                    reasoned = replace(held.change, reason=typed[REASON], at=at)
                    try:
                        return await self.maker.make(reasoned, asker, index, meanwhile, held.lost)
                    except Claimed as claim:
                        return history.claimed(claim, act)
                    except Conflict as conflict:
                        beneath = Beneath(self.shared())
                        return history.overtaken(conflict, None, index.knowledge, beneath)
                case _:
                    return await self._change(act, asker, typed, at, index, meanwhile)
        except NotThere as gone:
            return disclose.said(disclose.GONE[gone.what])

    async def _seen(
        self,
        act: Look | Ignore | Hand | Past,
        about: About,
        asker: Asker,
        typed: Typed,
        at: float,
        index: Index,
    ) -> Reply:
        match act, about:
            case (Look(), Cluster()):
                return review.missed(about, index, at, asker)
            case (Look(), Suggestion()) if about.question:
                asked = await self.seek.asked(about, asker, at, index)
                return review.advised(about, asked, index, at)
            case (Look(), Suggestion()):
                return review.suggested(about, index)
            case (Ignore(), Cluster() | Suggestion()):
                made = replace(ignoring(about, index, uuid4().hex, at), by=asker.name)
                await self.overlays.change(asker, made)
                said = about.said if isinstance(about, Cluster) else about.answer
                return review.ignored(said, made.id)
            case (Hand(), Cluster()):
                to = typed[WHO].removeprefix("@")
                await self.reviews.hand(asker, [miss.id for miss in about.misses], to, at)
                return hand.handed(about, to, asker)
            case (Past(), Change()):
                own = pieces(await self.overlays.overlay(asker.tenant))
                hidden = await self._ignored(asker.tenant)
                return history.past(about, hidden, index.knowledge, Beneath(self.shared(), own))
            case _:
                raise NotThere("waiting")

    async def _change(
        self,
        act: Changing,
        asker: Asker,
        typed: Typed,
        at: float,
        index: Index,
        meanwhile: Meanwhile,
    ) -> Reply | FormRefused:
        if LINK in typed and (fault := quote.at_fault(typed)):
            return fault
        made: Change | FormRefused | None = None
        try:
            about = await self.seek.about_changing(act, asker, at, index)
            there = pieces(await self.overlays.overlay(asker.tenant))
            made = change(act, about, typed, there, index, uuid4().hex, at)
            if isinstance(made, FormRefused):
                return made
            settle = Settle(self.seek, self.reviews, self.drafts)
            made = await settle.by(act, made, about, typed, asker, at, index)
            if does_nothing(made, about):
                return disclose.said(history.UNCHANGED)
            try:
                return await self.maker.make(made, asker, index, meanwhile)
            except Claimed as claim:
                return await self._claimed(claim, made, act, asker, typed)
        except NotThere as gone:
            return await self.overtaken.gone(gone, act, typed, asker, at, index)
        except Conflict as conflict:
            if isinstance(made, Change):
                conflict = await self.overtaken.written(conflict, made, asker)
            return await self.overtaken.told(conflict, act, typed, asker, at, index)

    async def _claimed(
        self, claim: Claimed, made: Change, act: Changing, asker: Asker, typed: Typed
    ) -> Reply | FormRefused:
        """What somebody hears who was overtaken in just the same words; raises Conflict where that
        was over the same miss."""
        if isinstance(act, Write | Attach | Bound) and act.miss:
            faster = await self.reviews.answer(asker.tenant, act.miss)
            if faster is not None:
                raise beaten(made, faster)
        field = next((one for one in (QUESTION, PHRASINGS) if one in typed), "")
        if field:
            told = teach.CLAIMED.format(title=claim.other.title, said=claim.said)
            return FormRefused(field, told)
        return history.claimed(claim, act)
