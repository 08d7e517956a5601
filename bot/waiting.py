"""Who waits to be told something: values, and protocols that adapters fulfil."""

from dataclasses import dataclass
from typing import Protocol

from bot.utterance import Asker


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody (`who`, as of an Asker) wants to be told of an answer to what they asked: the entry
    or boundary `item` is one. `tries`: how often it was tried in vain."""

    tenant: str
    question: str
    who: str
    said: str
    item: str
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody (`who`) is to be told that a curator (`giver`, both as of an Asker) handed to them
    what was `said`. `tries`: how often it was tried in vain."""

    tenant: str
    question: str
    who: str
    giver: str
    said: str
    tries: int = 0


class Wishes(Protocol):
    """Who is to be told of answers. Every method is about one tenant, but for `due`."""

    async def wish(self, asker: Asker, record: str, at: float) -> None:
        """Remember that someone wants to be told; raises NotSaved and NotThere."""

    async def due(self, platform: str, at: float) -> tuple[Wish, ...]:
        """Some wishes that a curator's change has settled; raises NotSaved."""

    async def take(self, wish: Wish) -> bool:
        """Remember it no longer; whether it was still remembered. Raises NotSaved."""

    async def later(self, wish: Wish, at: float) -> None:
        """There is nothing to tell as yet: look again in a while. Raises NotSaved."""

    async def again(self, wish: Wish, at: float) -> None:
        """Somebody could not be told: another try later, but not for ever. Raises NotSaved."""


class Notices(Protocol):
    """Who is to be told what was handed to them (`Reviews.hand`)."""

    async def due(self, platform: str, at: float) -> tuple[Notice, ...]:
        """Some of them, which are no longer remembered; raises NotSaved."""

    async def again(self, notice: Notice, at: float) -> bool:
        """Somebody could not be told: whether there is another try, later. Raises NotSaved."""
