"""A curator's change is tried against all that is asked, and then made."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from adapters.beside import Meanwhile
from adapters.drafts import Drafts, Held
from bot import disclose, history
from bot.claim import claimed
from bot.index import Index
from bot.loss import Move
from bot.manage import answering
from bot.moved import answers_more
from bot.remember import Change, Overlays, applied
from bot.replay import asks_alike
from bot.reply import Reply
from bot.reviews import Reviews
from bot.stand import Golden
from bot.utterance import Asker
from knowledge.overlay import Overlay, pieces, together

AT_ONCE = 1.0
"""Seconds after which whoever waits for a change is told that it is being tried."""


async def attached(reviews: Reviews, tenant: str, index: Index) -> Sequence[Golden]:
    """What curators answered before, to be tried with each change; raises NotSaved."""
    said = await reviews.answered(tenant)
    return [Golden(one, answering(item, index), item) for one, item in said]


class Rehearsing(Protocol):
    """Tries changes before they are made."""

    async def moves(
        self, tenant: str, before: Overlay, after: Overlay, attached: Sequence[Golden]
    ) -> tuple[Move, ...]:
        """What would be answered otherwise."""

    def warm(self) -> None:
        """A change may be coming."""


@dataclass(frozen=True, slots=True)
class Maker:
    """`rehearsing`: None where changes are made untried; `base`: the shared index, without which
    it isn't looked whether two would be asked for in the same words."""

    overlays: Overlays
    reviews: Reviews
    drafts: Drafts
    rehearsing: Rehearsing | None = None
    base: Callable[[], Index] | None = None

    async def make(
        self,
        made: Change,
        asker: Asker,
        index: Index,
        meanwhile: Meanwhile,
        known: frozenset[str] = frozenset(),
    ) -> Reply:
        """Make a change, unless it takes right answers away without a reason, or others than were
        `known` when that was given; raises Conflict and Claimed."""
        made = replace(made, by=asker.name)
        before = await self.overlays.overlay(asker.tenant)
        check = None if self.base is None else partial(claimed, self.base())
        left = applied(pieces(before), made.edits)
        if check is not None:
            check(pieces(before), left)
        after = together(left)
        moves = await self._tried(before, after, asker, index, meanwhile)
        titles = history.titles(index, after)
        untried = 0
        if self.rehearsing is not None and not asks_alike(before, after):
            untried = await self.reviews.untold(asker.tenant)
        lost = frozenset(move.text for move in moves if move.lost)
        if not (lost <= known if made.reason else not lost):
            because = history.OPEN_REASON if answers_more(moves) else ""
            draft = await self.drafts.keep(asker, Held(made, lost, because), made.at)
            return history.refused(moves, titles, draft, more=bool(made.reason), untried=untried)
        await self.overlays.change(asker, made, check)
        return history.made(made, moves, titles, untried)

    async def _tried(
        self,
        before: Overlay,
        after: Overlay,
        asker: Asker,
        index: Index,
        meanwhile: Meanwhile,
    ) -> tuple[Move, ...]:
        if self.rehearsing is None or before == after:
            return ()
        misses = await attached(self.reviews, asker.tenant, index)
        trying = asyncio.ensure_future(self.rehearsing.moves(asker.tenant, before, after, misses))
        done, _ = await asyncio.wait([trying], timeout=AT_ONCE)
        if not done:
            await meanwhile(disclose.said(history.TRYING))
        return await trying

    def warm(self) -> None:
        """A change may be coming."""
        if self.rehearsing is not None:
            self.rehearsing.warm()
