"""What somebody is about to save, kept between two presses: shortly, and a limited number.

A draft is found by its id and by whom it was kept for alone, so that an id that somebody made up or
passed on opens nothing. Where there is a database it keeps them (database/drafts.py), so that any
process goes on with what another one began; here they are in memory, which a restart loses.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.act import Act, Everyones
from bot.form import FormRefused, Typed
from bot.quote import Quote
from bot.remember import Change
from bot.utterance import Asker

KEPT_FOR = 3_600.0
"""Seconds."""
KEPT = 2_000
"""Drafts at most, in memory."""
KEPT_OF_ONE = 50
"""Of one curator; the oldest go first, and never for those of others."""
EVERYONES_OF_ONE, EVERYONES = 10, 200
"""Of what everyone may do: of one person, and of all of a tenant."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A form that was sent and refused, or overtaken where no field was at fault; `shown`: what
    stood in it when it was opened, as far as that is known."""

    act: Act
    typed: Typed
    refused: FormRefused | None
    shown: Typed = field(default_factory=dict)

    @property
    def changed(self) -> Typed:
        """What was typed otherwise than it was shown."""
        return {name: v for name, v in self.typed.items() if self.shown.get(name) != v}


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood in a form when it was opened."""

    values: Typed


@dataclass(frozen=True, slots=True)
class Held:
    """A change that needs a reason; `lost`: the questions of which it was told that what is right
    for them would be lost; `because`: a reason that may hold."""

    change: Change
    lost: frozenset[str] = frozenset()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody saw of the queue before a page of it (bot/turn.py)."""

    keys: frozenset[str]


Draft = Quote | Attempt | Held | Shown | Seen


def is_everyones(draft: Draft) -> bool:
    """Whether it takes no curator to have such a draft."""
    return isinstance(draft, Attempt) and isinstance(draft.act, Everyones)


class Drafts(Protocol):
    """Drafts by whom they are kept for, and by id."""

    async def keep(self, asker: Asker, draft: Draft, at: float, id: str = "") -> str:
        """The draft's id: one that nobody can guess, where none is given. Never fails."""

    async def find(self, asker: Asker, id: str, at: float) -> Draft | None:
        """What was kept for them under this id; None where nothing is, or no longer. Raises
        NotSaved where that can't be told now."""


def new_id() -> str:
    """32 hexadecimal digits that nobody can guess."""
    return secrets.token_hex(16)


Key = tuple[str, str, str]
"""Tenant, person and id."""


@dataclass(frozen=True, slots=True)
class _Kept:
    draft: Draft
    at: float


@dataclass(slots=True)
class MemoryDrafts:
    """By tenant, person and id, the oldest first."""

    _kept: OrderedDict[Key, _Kept] = field(default_factory=OrderedDict)

    async def keep(self, asker: Asker, draft: Draft, at: float, id: str = "") -> str:
        new = id or new_id()
        self.strike(asker, new)
        self._drop([key for key, kept in self._kept.items() if kept.at < at - KEPT_FOR])
        self._make_room(asker, is_everyones(draft))
        self._kept[asker.tenant, asker.who, new] = _Kept(draft, at)
        return new

    async def find(self, asker: Asker, id: str, at: float) -> Draft | None:
        kept = self._kept.get((asker.tenant, asker.who, id))
        return kept.draft if kept is not None and kept.at >= at - KEPT_FOR else None

    def strike(self, asker: Asker, id: str) -> None:
        """Keep it no longer, if it is."""
        self._kept.pop((asker.tenant, asker.who, id), None)

    def drop(self, is_theirs: Callable[[str, str, float], bool]) -> None:
        """Forget those of which it holds, by tenant, person and time."""
        self._drop([key for key, one in self._kept.items() if is_theirs(key[0], key[1], one.at)])

    def _make_room(self, asker: Asker, everyones: bool) -> None:
        """For one more: the oldest go where there are too many, what everyone may have first."""
        alike = [key for key, one in self._kept.items() if is_everyones(one.draft) == everyones]
        theirs = [key for key in alike if key[0] == asker.tenant]
        own = [key for key in theirs if key[1] == asker.who]
        gone = _surplus(own, EVERYONES_OF_ONE if everyones else KEPT_OF_ONE)
        gone += _surplus(theirs, EVERYONES) if everyones else []
        self._drop([*dict.fromkeys(gone)])
        first = sorted(self._kept, key=lambda key: not is_everyones(self._kept[key].draft))
        self._drop(_surplus(first, KEPT))

    def _drop(self, keys: list[Key]) -> None:
        for key in keys:
            del self._kept[key]


def _surplus(keys: list[Key], most: int) -> list[Key]:
    """The first of these, so that there is room for one more."""
    return keys[: max(len(keys) - most + 1, 0)]
