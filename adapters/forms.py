"""The forms of what curators do: opened with what is known, and once more as they were sent."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from adapters.drafts import Attempt, Drafts, Held, Shown
from adapters.overtaken import Overtaken
from adapters.seek import Seek
from bot import disclose, quote
from bot.act import Assign, Curating, Edit, Equate, Insist, Reword, SaveQuote
from bot.blank import REASON, blank
from bot.form import Form, prefilled
from bot.index import Index
from bot.manage import item_by
from bot.prefill import (
    about_advice,
    about_cluster,
    about_group,
    about_item,
    about_suggestion,
    about_writing,
    as_suggested,
)
from bot.queue import Cluster
from bot.quote import Quote
from bot.remember import NotThere, Overlays
from bot.reply import Reply
from bot.reviews import Reviews, Suggestion
from bot.utterance import Asker
from knowledge.overlay import pieces
from knowledge.schema import Boundary, Entry


@dataclass(frozen=True, slots=True)
class Forms:
    """`warm`: tells that a change may be coming; `guide`: the address of how to write an entry, or
    empty."""

    overlays: Overlays
    reviews: Reviews
    drafts: Drafts
    seek: Seek
    warm: Callable[[], None]
    guide: str = ""

    async def open(
        self, act: Curating, asker: Asker, at: float, index: Index
    ) -> Form | Reply | None:
        """What has to be filled in before an act is done, prefilled; a reply where that can't be,
        None where nothing has to. Raises NotSaved."""
        form = await self._open(act, asker, at, index)
        return replace(form, guide=self.guide) if isinstance(form, Form) else form

    async def _open(
        self, act: Curating, asker: Asker, at: float, index: Index
    ) -> Form | Reply | None:
        empty = blank(act)
        if empty is None:
            return None
        self.warm()
        if isinstance(act, Insist):
            held = await self.drafts.find(asker, act.draft, at)
            reason = held.change.reason or held.because if isinstance(held, Held) else ""
            return prefilled(empty, {REASON: reason})
        if isinstance(act, SaveQuote):
            kept = await self.drafts.find(asker, act.draft, at)
            if not isinstance(kept, Quote):
                return disclose.said(disclose.QUOTE_GONE)
            misses = await self.reviews.misses(asker.tenant)
            return about_writing(quote.saving(empty, kept), misses, index)
        try:
            about = await self.seek.about(act, asker, at, index)
        except NotThere as gone:
            return disclose.said(disclose.GONE[gone.what])
        there = pieces(await self.overlays.overlay(asker.tenant))
        if isinstance(act, Equate):
            try:
                return await self._shown(about_group(empty, act, there), asker, at)
            except NotThere as gone:
                return disclose.said(disclose.GONE[gone.what])
        match about:
            case Cluster():
                return about_cluster(empty, act, about, index)
            case Entry() | Boundary():
                return await self._shown(about_item(empty, act, about, index, there), asker, at)
            case Suggestion() if about.question:
                asked = await self.seek.asked(about, asker, at, index)
                return about_advice(empty, act, about, asked, index)
            case Suggestion():
                stands = about_suggestion(empty, act, about, index, there)
                return as_suggested(await self._shown(stands, asker, at), about)
            case _:
                return empty

    async def _shown(self, form: Form, asker: Asker, at: float) -> Form:
        """The form, of which it is known for a while how it was shown."""
        values = {field.name: field.value for field in form.fields}
        await self.drafts.keep(asker, Shown(values), at, form.does)
        return form

    async def again(self, attempt: Attempt, asker: Asker, at: float, index: Index) -> Form | Reply:
        """A form that was refused, as it was sent, over what is there now."""
        act = attempt.act
        if not isinstance(act, Edit | Reword | Assign | Equate):
            empty = blank(act)
            known = prefilled(empty, attempt.typed) if empty else None
            return known or disclose.said(disclose.FORM_GONE)
        try:
            _ = None if isinstance(act, Equate) else item_by(act.entry, index)
        except NotThere as gone:
            overtaken = Overtaken(self.overlays, self.drafts)
            return await overtaken.gone(gone, act, attempt.typed, asker, at, index)
        form = await self.open(replace(act, seen=""), asker, at, index)
        if not isinstance(form, Form):
            return form or disclose.said(disclose.FORM_GONE)
        return prefilled(form, attempt.changed)
