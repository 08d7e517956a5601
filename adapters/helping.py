"""What people do for curators, who decide on it: they suggest better answers, and answers to what
was handed to them, of which they see that and no more of what waits.

What was handed to a name alone is nobody's here: anybody may call themselves so.
"""

import asyncio
from dataclasses import dataclass
from uuid import uuid4

from bot import disclose, hand
from bot.act import Advise, See
from bot.blank import ANSWER, REASON
from bot.form import FormRefused, Typed
from bot.index import Index
from bot.queue import Cluster, clusters, with_id
from bot.remember import Enough, NotThere
from bot.reply import Reply
from bot.reviews import Reviews, Suggestion
from bot.utterance import Asker
from knowledge.schema import Boundary, Entry

SUGGESTIONS = 3
"""Of one person, that may wait for one entry or question."""


@dataclass(frozen=True, slots=True)
class Helpers:
    """Looks up at every press what is handed to whoever presses."""

    reviews: Reviews

    async def queue(self, asker: Asker, at: float, index: Index) -> Reply | None:
        """What was handed to them, None where nothing is; raises NotSaved."""
        handed = await self._handed(asker, at, index)
        return hand.queue(handed, at) if handed else None

    async def find(self, act: See | Advise, asker: Asker, at: float, index: Index) -> Cluster:
        """What was handed to them; raises NotThere where this isn't, or no longer, and NotSaved."""
        found = with_id(act.miss, await self._handed(asker, at, index))
        if found is None:
            raise NotThere("handed")
        return found

    async def suggest(
        self, about: Entry | Boundary | Cluster, asker: Asker, typed: Typed, at: float
    ) -> Reply | FormRefused:
        """Keep what they suggest; raises NotSaved."""
        entry, question = ("", about.misses[0].id) if isinstance(about, Cluster) else (about.id, "")
        suggestion = Suggestion(
            uuid4().hex, entry, typed[ANSWER], typed[REASON], asker.name, at, question
        )
        try:
            await self.reviews.suggest(asker, suggestion, SUGGESTIONS)
        except Enough:
            return FormRefused(ANSWER, disclose.ENOUGH.format(most=SUGGESTIONS))
        return disclose.said(disclose.SUGGESTED)

    async def _handed(self, asker: Asker, at: float, index: Index) -> tuple[Cluster, ...]:
        misses = await self.reviews.misses(asker.tenant)
        theirs = [miss for miss in misses if miss.handed == asker.who or miss.ignored]
        return await asyncio.to_thread(clusters, theirs, index, at)
