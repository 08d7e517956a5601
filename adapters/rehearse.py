"""Changes are tried before they are made: which questions would be answered otherwise.

How things stand with the shared knowledge is found out once a process, when a curator first opens
something; what a team has of its own is a change of that. All of it happens in threads of its own,
one after the other, which let whoever asks something meanwhile go first, and which nobody waits for
when the process ends.
"""

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.index import Index
from bot.loss import Move
from bot.replay import replay
from bot.stand import Golden, Stand, stand
from knowledge.overlay import EMPTY, Overlay

Made = TypeVar("Made")

HELD = 8
"""Tenants of which it is known how things stand, before the last change that was tried and after
it: some megabytes each. The least recently used go first."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a change would move; how many questions were `asked`, and for how many of them it had to
    be found out anew."""

    moves: tuple[Move, ...]
    asked: int
    recomputed: int


class Rehearsals:
    """`golden`: questions of the shared knowledge that have to go on being answered."""

    def __init__(self, golden: Sequence[Golden] = (), held: int = HELD) -> None:
        self._golden = tuple(golden)
        self._most = held
        self._base: Index | None = None
        self._stand: Future[Stand] | None = None
        self._held: OrderedDict[str, tuple[Stand, Stand]] = OrderedDict()
        self._last: Future[Any] | None = None

    async def rehearse(
        self,
        tenant: str,
        base: Index,
        before: Overlay,
        after: Overlay,
        attached: Sequence[Golden] = (),
    ) -> Rehearsal:
        """What would move if this tenant's overlay over the base became another one, with its
        `attached` misses. Whoever stops waiting stops that and no other rehearsal."""
        standing = self._standing(base)
        trying = self._aside(lambda: self._try(tenant, standing, before, after, attached))
        return await asyncio.wrap_future(trying)

    def warm(self, base: Index) -> None:
        """Begin to find out how things stand with the base, where that isn't known."""
        self._standing(base)

    def ready(self, base: Index) -> bool:
        """Whether a rehearsal would take about a second: how things stand with the base is known,
        and none is under way."""
        if self._stand is None or self._base is not base or self._last is None:
            return False
        return self._last.done() and self._stand.done() and not _failed(self._stand)

    def _standing(self, base: Index) -> Future[Stand]:
        """How things stand with the base, or will; anew where that failed."""
        if self._stand is None or self._base is not base or _failed(self._stand):
            self._base = base
            self._stand = self._aside(lambda: self._stood(base))
        return self._stand

    # From here on in threads, one at a time.

    def _stood(self, base: Index) -> Stand:
        self._held.clear()
        return stand(base, self._golden, _pause)

    def _try(
        self,
        tenant: str,
        standing: Future[Stand],
        before: Overlay,
        after: Overlay,
        attached: Sequence[Golden],
    ) -> Rehearsal:
        base = standing.result()  # begun before this, and so done
        was = self._known(tenant, base, before)
        if was is None:
            was = replay(base, before, attached, _pause).stand
        tried = replay(was, after, attached, _pause)
        if standing is self._stand:
            self._hold(tenant, (was, tried.stand))
        return Rehearsal(tried.moves, tried.asked, tried.again)

    def _known(self, tenant: str, base: Stand, overlay: Overlay) -> Stand | None:
        if overlay == EMPTY:
            return base
        held = self._held.get(tenant, ())
        return next((one for one in held if one.overlay == overlay and one.base is base), None)

    def _hold(self, tenant: str, stands: tuple[Stand, Stand]) -> None:
        self._held[tenant] = stands
        self._held.move_to_end(tenant)
        while len(self._held) > self._most:
            self._held.popitem(last=False)

    def _aside(self, work: Callable[[], Made]) -> "Future[Made]":
        """Do this after all that is under way."""
        made: Future[Made] = Future()
        given = work, made, self._last
        self._last = made
        threading.Thread(target=_do, args=given, name="rehearsal", daemon=True).start()
        return made


def _do(work: Callable[[], Made], made: "Future[Made]", before: "Future[Any] | None") -> None:
    if before is not None:
        wait([before])
    if not made.set_running_or_notify_cancel():
        return  # nobody waits for it any more
    try:
        made.set_result(work())
    except BaseException as error:  # whatever it is, it is whose work this is
        made.set_exception(error)


def _failed(work: "Future[Stand]") -> bool:
    return work.done() and work.exception() is not None


def _pause(_: float = 0.0) -> None:
    """Let others have their turn: else they would wait for five milliseconds, time and again."""
    time.sleep(0)


@dataclass(frozen=True, slots=True)
class Over:
    """Rehearsals over whatever the base is at the time."""

    rehearsals: Rehearsals
    base: Callable[[], Index]

    async def moves(
        self, tenant: str, before: Overlay, after: Overlay, attached: Sequence[Golden]
    ) -> tuple[Move, ...]:
        """What would be answered otherwise."""
        tried = await self.rehearsals.rehearse(tenant, self.base(), before, after, attached)
        return tried.moves

    def warm(self) -> None:
        """A change may be coming."""
        self.rehearsals.warm(self.base())
