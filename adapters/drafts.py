"""What somebody is about to save, kept between two presses: in memory, shortly, a limited number.

A draft is found by its id and by whom it was kept for alone, so that an id that somebody made up or
passed on opens nothing. A restart loses drafts: whoever meets that is told how to begin again.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

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
    """A change that needs a reason; `lost`: the questions of which it was told that their right
    answers would be lost."""

    change: Change
    lost: frozenset[str] = frozenset()


Draft = Quote | Attempt | Held | Shown


@dataclass(frozen=True, slots=True)
class _Kept:
    tenant: str
    who: str
    draft: Draft
    at: float


@dataclass(slots=True)
class Drafts:
    """By id, the oldest first."""

    _kept: OrderedDict[str, _Kept] = field(default_factory=OrderedDict)

    def keep(self, asker: Asker, draft: Draft, at: float, id: str = "") -> str:
        """The draft's id: 32 hexadecimal digits that nobody can guess, where none is given."""
        self._drop([id for id, kept in self._kept.items() if kept.at < at - KEPT_FOR])
        theirs = [id for id, kept in self._kept.items() if kept.tenant == asker.tenant]
        self._drop(theirs[: max(len(theirs) - KEPT_A_TENANT + 1, 0)])
        self._drop([*self._kept][: max(len(self._kept) - KEPT + 1, 0)])
        new = id or secrets.token_hex(16)
        self._kept.pop(new, None)
        self._kept[new] = _Kept(asker.tenant, asker.who, draft, at)
        return new

    def find(self, asker: Asker, id: str, at: float) -> Draft | None:
        """What was kept for them under this id; None where nothing is, or no longer."""
        kept = self._kept.get(id)
        if kept is None or (kept.tenant, kept.who) != (asker.tenant, asker.who):
            return None
        return kept.draft if kept.at >= at - KEPT_FOR else None

    def forget(self, asker: Asker) -> None:
        """Drop all of one person's here."""
        whose = asker.tenant, asker.who
        self._drop([id for id, kept in self._kept.items() if (kept.tenant, kept.who) == whose])

    def leave(self, tenant: str) -> None:
        """Drop all of a tenant's."""
        self._drop([id for id, kept in self._kept.items() if kept.tenant == tenant])

    def _drop(self, ids: list[str]) -> None:
        for id in ids:
            del self._kept[id]
