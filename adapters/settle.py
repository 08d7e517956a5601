"""What waits no longer by a change, looked up before it is made."""

from dataclasses import dataclass

from adapters.drafts import Drafts
from adapters.seek import Seek
from bot.act import Edit, SaveQuote, Teachings, Verify
from bot.change import About, Changing, mending, saving, settling
from bot.form import Typed
from bot.index import Index
from bot.quote import Quote
from bot.remember import Change
from bot.reviews import Reviews, Suggestion
from bot.utterance import Asker
from knowledge.schema import Boundary, Entry


@dataclass(frozen=True, slots=True)
class Settle:
    """Looks where all of it is kept."""

    seek: Seek
    reviews: Reviews
    drafts: Drafts

    async def by(
        self,
        act: Changing,
        made: Change,
        about: About,
        typed: Typed,
        asker: Asker,
        at: float,
        index: Index,
    ) -> Change:
        """The change with all of that; raises NotSaved."""
        if isinstance(act, Edit | Verify) and isinstance(about, Entry | Boundary):
            return mending(made, about, await self.seek.came_from(act, about, asker, at, index))
        if not isinstance(act, Teachings):
            return made
        if isinstance(about, Suggestion) and about.question:
            about = await self.seek.asked(about, asker, at, index)
        made = settling(act, made, about, typed, await self.reviews.misses(asker.tenant))
        kept = await self.drafts.find(asker, act.draft, at) if isinstance(act, SaveQuote) else None
        return saving(made, kept.record) if isinstance(kept, Quote) else made
