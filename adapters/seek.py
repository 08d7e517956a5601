"""What a curator's act is about, found by what its button carries."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar, assert_never

from bot import review
from bot.act import (
    HANDLE,
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
    Replace,
    Retire,
    Review,
    Reword,
    SaveQuote,
    Take,
    Undo,
    Verify,
    Write,
)
from bot.change import About, Changing
from bot.index import Index
from bot.manage import item_by
from bot.queue import Cluster, clusters, seen_by, with_id
from bot.remember import Gone, Miss, NotThere, Overlays, Reviews, Suggestion
from bot.utterance import Asker

Found = TypeVar("Found")

LOOKED_AHEAD = 15
"""Clusters behind a page of which it is seen whether they are answered by now: each takes some
milliseconds."""

LOOKED_BACK = 1_000
"""Changes that can be seen and taken back: the last ones."""


@dataclass(frozen=True, slots=True)
class Seek:
    """Looks where all of it is kept."""

    overlays: Overlays
    reviews: Reviews

    async def about(self, act: Curating, asker: Asker, at: float, index: Index) -> About:
        """Raises NotThere where that isn't there any more, and NotSaved."""
        match act:
            case Edit(name) | Reword(name) | Assign(name) | Verify(name) | Retire(name):
                return item_by(name, index)
            case Replace(name) if len(name) == HANDLE:
                return item_by(name, index)
            case Take(id) | Replace(id):
                return await self._suggestion(id, asker)
            case Undo(id) | Past(id):
                done = await self.overlays.history(asker.tenant, LOOKED_BACK)
                return _there(next((one for one in done if one.id == id), None), "change")
            case SaveQuote() | Write("") | Attach("") | Bound("") | Review() | History() | Insist():
                return None
            case Attach(id) | Write(id) | Bound(id) | Look(id) | Ignore(id) | Hand(id):
                misses = await self.reviews.misses(asker.tenant)
                found = await asyncio.to_thread(clusters, misses, index, at)
                return with_id(id, found) or await self._suggestion(id, asker)
            case _:
                assert_never(act)

    async def about_changing(self, act: Changing, asker: Asker, at: float, index: Index) -> About:
        """The same; where somebody was faster, what they made of what was missed."""
        try:
            return await self.about(act, asker, at, index)
        except NotThere:
            match act:
                case Write(id) | Attach(id) | Bound(id):
                    return await self.reviews.answer(asker.tenant, id)
                case Replace():
                    return None  # what they did is told where it is in the way
                case _:
                    raise

    async def asked(
        self, suggestion: Suggestion, asker: Asker, at: float, index: Index
    ) -> Cluster | None:
        """What a suggestion answers; None where that waits no longer. Raises NotSaved."""
        misses = await self.reviews.misses(asker.tenant)
        found = await asyncio.to_thread(clusters, misses, index, at)
        return with_id(suggestion.question, found)

    async def _suggestion(self, id: str, asker: Asker) -> Suggestion:
        found = await self.reviews.suggestions(asker.tenant)
        waiting = (one for one in found if one.id == id and not one.ignored)
        return _there(next(waiting, None), "waiting")


def unanswered(
    misses: Sequence[Miss], index: Index, at: float, asker: Asker, page: int
) -> Sequence[Cluster]:
    """The clusters of what waits, as this person sees them; up to this page and a little behind it
    what is answered by now is left out."""
    found = seen_by(asker, clusters(misses, index, at))
    seen = (page + 1) * review.SHOWN + LOOKED_AHEAD
    first = [one for one in found[:seen] if not review.answered_by_now(one, index)]
    return [*first, *found[seen:]]


def _there(one: Found | None, what: Gone) -> Found:
    if one is None:
        raise NotThere(what)
    return one
