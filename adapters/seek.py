"""What a curator's act is about, found by what its button carries."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, assert_never

from bot import review
from bot.act import (
    Assign,
    Attach,
    Bound,
    Curating,
    Edit,
    Equate,
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
    Synonyms,
    Take,
    Undo,
    Verify,
    Write,
)
from bot.change import About, Changing
from bot.index import Index
from bot.manage import item_by
from bot.mark import HANDLE, handle
from bot.queue import Cluster, clusters, seen_by, with_id
from bot.remember import Change, Gone, NotThere, Overlays
from bot.reviews import Miss, Reviews, Suggestion
from bot.turn import SHOWN, Waiting
from bot.upkeep import day, is_stale, owner
from bot.utterance import Asker
from knowledge.schema import Boundary, Entry

Found = TypeVar("Found")

LOOKED_AT = SHOWN + 15
"""Clusters of which it is seen whether they are answered by now: each takes some milliseconds."""

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
                return await self._change(id, asker)
            case Write(over=id) | Attach(over=id) | Bound(over=id) if id:
                return await self._change(id, asker)
            case SaveQuote() | Write("") | Attach("") | Bound("") | Equate():
                return None
            case Review() | History() | Insist() | Synonyms():
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

    async def came_from(
        self, act: Edit | Verify, item: Entry | Boundary, asker: Asker, at: float, index: Index
    ) -> tuple[str, ...]:
        """The ids of what led to this, as far as it waits: a suggestion, or what was missed, as far
        as the same answer didn't help. Raises NotSaved."""
        if not act.of:
            return ()
        found = await self.reviews.suggestions(asker.tenant)
        if taken := [one.id for one in found if handle(one.id) == act.of and not one.ignored]:
            return tuple(taken)
        misses = await self.reviews.misses(asker.tenant)
        first = next((miss.id for miss in misses if handle(miss.id) == act.of), "")
        cluster = with_id(first, await asyncio.to_thread(clusters, misses, index, at))
        unhappy = [miss for miss in cluster.misses if miss.unhappy] if cluster else []
        return tuple(miss.id for miss in unhappy if item.id in miss.entries)

    async def _change(self, id: str, asker: Asker) -> Change:
        done = await self.overlays.history(asker.tenant, LOOKED_BACK)
        return _there(next((one for one in done if one.id == id), None), "change")

    async def _suggestion(self, id: str, asker: Asker) -> Suggestion:
        found = await self.reviews.suggestions(asker.tenant)
        waiting = (one for one in found if one.id == id and not one.ignored)
        return _there(next(waiting, None), "waiting")


def all_waiting(
    misses: Sequence[Miss], suggested: Sequence[Suggestion], index: Index, at: float, asker: Asker
) -> Waiting:
    """All that waits, as this person sees it: what they keep right goes before all that is due."""
    known = index.knowledge
    stale = [one for one in known.items() if is_stale(one, known, day(at))]
    return Waiting(
        seen_by(asker, clusters(misses, index, at)),
        [one for one in suggested if not one.ignored],
        sorted(stale, key=lambda one: not asker.is_meant(owner(one, known))),
    )


def unanswered(left: Waiting, index: Index) -> Waiting:
    """The same without those misses of the first page, and a little behind it, that are answered
    by now."""
    first, rest = left.clusters[:LOOKED_AT], left.clusters[LOOKED_AT:]
    missed = [one for one in first if not review.answered_by_now(one, index)]
    return replace(left, clusters=[*missed, *rest])


def _there(one: Found | None, what: Gone) -> Found:
    if one is None:
        raise NotThere(what)
    return one
