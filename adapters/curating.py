"""What curators do to knowledge: the queue of what was missed, forms, changes and their history.

Who may do so is asked before (rooms.py). A change is tried against all that is asked before it is
made; what it would take away is told, and needs a reason.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, assert_never
from uuid import uuid4

from adapters.drafts import Attempt, Drafts, Held, Shown
from adapters.make import Maker, Meanwhile, silence
from bot import disclose, history, quote, review
from bot.act import (
    Again,
    Assign,
    Attach,
    Bound,
    Curating,
    Edit,
    Hand,
    History,
    Ignore,
    Insist,
    Look,
    Past,
    Retire,
    Review,
    Reword,
    SaveQuote,
    Take,
    Teachings,
    Undo,
    Verify,
    Write,
)
from bot.blank import LINK, REASON, WHO, blank
from bot.change import About, Changing, change, settling
from bot.encode import encode
from bot.form import NOTHING, Form, FormRefused, Typed, prefilled
from bot.index import Index
from bot.manage import entry_by
from bot.prefill import about_cluster, about_entry, about_suggestion, about_writing
from bot.queue import Cluster, clusters, with_id
from bot.quote import Quote
from bot.remember import (
    Change,
    Conflict,
    Miss,
    NotThere,
    Overlays,
    Records,
    Reviews,
    Suggestion,
)
from bot.reply import Reply
from bot.upkeep import day, is_stale
from bot.utterance import Asker
from knowledge.overlay import pieces
from knowledge.schema import Entry

Found = TypeVar("Found")

LOOKED_AT = 20
"""Clusters of which it is seen whether they are answered by now: each takes some milliseconds."""

LOOKED_BACK = 1_000
"""Changes that can be seen and taken back: the last ones."""


@dataclass(frozen=True, slots=True)
class Curators:
    """`drafts` are of this process; `guide`: the address of how to write an entry, or empty."""

    overlays: Overlays
    reviews: Reviews
    records: Records
    drafts: Drafts
    maker: Maker
    guide: str = ""

    async def queue(self, asker: Asker, at: float, index: Index) -> Reply:
        """What waits for curators; raises NotSaved."""
        self.maker.warm()
        misses = await self.reviews.misses(asker.tenant)
        waiting = await asyncio.to_thread(_unanswered, misses, index, at)
        suggestions = await self.reviews.suggestions(asker.tenant)
        keeping = await self.records.keeping(asker.tenant)
        stale = [e for e in index.knowledge.entries if is_stale(e, index.knowledge, day(at))]
        return review.queue(
            waiting, suggestions, stale, index, at, asker.name,
            text_kept=keeping.text,
            wordless=sum(not one.said for one in misses),
        )  # fmt: skip

    async def changes(self, asker: Asker, before: str = "") -> Reply:
        """What was changed last, or before a change; raises NotSaved."""
        done = await self.overlays.history(asker.tenant, LOOKED_BACK)
        return history.history(done, before)

    async def form(
        self, act: Curating, asker: Asker, at: float, index: Index
    ) -> Form | Reply | None:
        """What has to be filled in before an act is done, prefilled; a reply where that can't be,
        None where nothing has to. Raises NotSaved."""
        form = await self._form(act, asker, at, index)
        return replace(form, guide=self.guide) if isinstance(form, Form) else form

    async def _form(
        self, act: Curating, asker: Asker, at: float, index: Index
    ) -> Form | Reply | None:
        empty = blank(act)
        if empty is None:
            return None
        self.maker.warm()
        if isinstance(act, SaveQuote):
            kept = self.drafts.find(asker, act.draft, at)
            if not isinstance(kept, Quote):
                return disclose.said(disclose.QUOTE_GONE)
            misses = await self.reviews.misses(asker.tenant)
            return about_writing(quote.saving(empty, kept), misses, index)
        try:
            about = await self._about(act, asker, at, index)
        except NotThere:
            return disclose.said(review.GONE)
        there = pieces(await self.overlays.overlay(asker.tenant))
        match about:
            case Cluster():
                return about_cluster(empty, about, index)
            case Entry():
                return self._shown(about_entry(empty, act, about, there), asker, at)
            case Suggestion():
                return self._shown(about_suggestion(empty, about, index, there), asker, at)
            case _:
                return empty

    def _shown(self, form: Form, asker: Asker, at: float) -> Form:
        """The form, of which it is known for a while how it was shown."""
        values = {field.name: field.value for field in form.fields}
        self.drafts.keep(asker, Shown(values), at, f"{asker.who} {form.does}")
        return form

    async def again(self, attempt: Attempt, asker: Asker, at: float, index: Index) -> Form | Reply:
        """A form that was refused, as it was sent, over what is there now."""
        act = attempt.act
        if isinstance(act, Edit | Reword | Assign | Take):
            form = await self.form(replace(act, seen=""), asker, at, index)
        else:
            form = blank(act)
        if not isinstance(form, Form):
            return form or disclose.said(disclose.FORM_GONE)
        return prefilled(form, attempt.changed)

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
                case Review():
                    return await self.queue(asker, at, index)
                case History(before):
                    return await self.changes(asker, before)
                case Look() | Ignore() | Hand() | Past():
                    about = await self._about(act, asker, at, index)
                    return await self._seen(act, about, asker, typed, at, index)
                case Insist(draft):
                    held = self.drafts.find(asker, draft, at)
                    if not isinstance(held, Held):
                        return disclose.said(history.DRAFT_GONE)
                    reasoned = replace(held.change, reason=typed[REASON], at=at)
                    try:
                        return await self.maker.make(reasoned, asker, index, meanwhile)
                    except Conflict as conflict:
                        return history.overtaken(conflict, None)
                case _:
                    return await self._change(act, asker, typed, at, index, meanwhile)
        except NotThere:
            return disclose.said(review.GONE)

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
                return review.missed(about, index, at)
            case (Look(), Suggestion()):
                return review.suggested(about, index)
            case (Ignore(), Cluster()):
                await self.reviews.ignore(asker, [miss.id for miss in about.misses], at)
                return review.ignored(about.said)
            case (Ignore(), Suggestion()):
                await self.reviews.ignore(asker, [about.id], at)
                return review.ignored(about.answer)
            case (Hand(), Cluster()):
                to = typed[WHO].removeprefix("@")
                await self.reviews.hand(asker, [miss.id for miss in about.misses], to, at)
                return review.handed(about, to)
            case (Past(), Change()):
                return history.past(about)
            case _:
                raise NotThere

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
        try:
            about = await self._about(act, asker, at, index)
        except NotThere:
            if not isinstance(act, Write | Attach | Bound):
                raise
            about = None  # somebody was faster; what they did is told where it is in the way
        there = pieces(await self.overlays.overlay(asker.tenant))
        try:
            made = change(act, about, typed, there, index, uuid4().hex, at)
            if isinstance(made, FormRefused):
                return made
            if isinstance(act, Teachings):
                made = settling(made, about, typed, await self.reviews.misses(asker.tenant))
            return await self.maker.make(made, asker, index, meanwhile)
        except Conflict as conflict:
            shown = self.drafts.find(asker, f"{asker.who} {encode(act)}", at)
            values = shown.values if isinstance(shown, Shown) else NOTHING
            attempt = Attempt(act, typed, None, values)
            again = Again(self.drafts.keep(asker, attempt, at)) if blank(act) else None
            return history.overtaken(conflict, again)

    async def _about(self, act: Curating, asker: Asker, at: float, index: Index) -> About:
        """What an act is about; raises NotThere where that isn't there any more."""
        match act:
            case Edit(name) | Reword(name) | Assign(name) | Verify(name) | Retire(name):
                return entry_by(name, index)
            case Take(id):
                return await self._suggestion(id, asker)
            case Undo(id) | Past(id):
                done = await self.overlays.history(asker.tenant, LOOKED_BACK)
                return _there(next((one for one in done if one.id == id), None))
            case SaveQuote() | Write("") | Review() | History() | Insist():
                return None
            case Attach(id) | Write(id) | Bound(id) | Look(id) | Ignore(id) | Hand(id):
                cluster = with_id(id, await self._waiting(asker.tenant, at, index))
                return cluster or await self._suggestion(id, asker)
            case _:
                assert_never(act)

    async def _suggestion(self, id: str, asker: Asker) -> Suggestion:
        waiting = await self.reviews.suggestions(asker.tenant)
        return _there(next((one for one in waiting if one.id == id), None))

    async def _waiting(self, tenant: str, at: float, index: Index) -> Sequence[Cluster]:
        misses = await self.reviews.misses(tenant)
        return await asyncio.to_thread(clusters, misses, index, at)


def _unanswered(misses: Sequence[Miss], index: Index, at: float) -> Sequence[Cluster]:
    """The clusters of what waits; of the first ones, those that are shown, what is answered by now
    is left out."""
    found = clusters(misses, index, at)
    first = [one for one in found[:LOOKED_AT] if not review.answered_by_now(one, index)]
    return [*first, *found[LOOKED_AT:]]


def _there(one: Found | None) -> Found:
    if one is None:
        raise NotThere
    return one
