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

from bot.act import Act
from bot.form import FormRefused, Typed
from bot.quote import Quote
from bot.remember import Change
from bot.utterance import Asker

KEPT_FOR = 3_600.0
"""Seconds."""
KEPT = 2_000
KEPT_A_TENANT = 50
"""Drafts at most; the oldest go first."""


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


@dataclass(frozen=True, slots=True)
class _Kept:
    draft: Draft
    at: float


@dataclass(slots=True)
class MemoryDrafts:
    """By tenant, person and id, the oldest first."""

    _kept: OrderedDict[tuple[str, str, str], _Kept] = field(default_factory=OrderedDict)

    async def keep(self, asker: Asker, draft: Draft, at: float, id: str = "") -> str:
        new = id or new_id()
        self.strike(asker, new)
        self._drop([key for key, kept in self._kept.items() if kept.at < at - KEPT_FOR])
        theirs = [key for key in self._kept if key[0] == asker.tenant]
        self._drop(theirs[: max(len(theirs) - KEPT_A_TENANT + 1, 0)])
        self._drop([*self._kept][: max(len(self._kept) - KEPT + 1, 0)])
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

    def _drop(self, keys: list[tuple[str, str, str]]) -> None:
        for key in keys:
            del self._kept[key]
