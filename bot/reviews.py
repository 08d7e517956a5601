"""What waits for curators: values, and the protocol that adapters fulfil."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.remember import Change
from bot.utterance import Asker


@dataclass(frozen=True, slots=True)
class Miss:
    """A remembered question that got no answer, or one that didn't help.

    `id`: the question's; `said`: its text, or those of its words that the knowledge base has, where
    no text is kept; `entries`: those that were shown or offered, with the boundary that was hit;
    `unhappy`: somebody let us know that it didn't help; `lacked`: what they said was missing;
    `handed`: whom it was handed to (as of an Asker, or by name); `ignored`: the change by which a
    curator wants to hear no more of it.
    """

    id: str
    said: str
    at: float
    entries: tuple[str, ...] = ()
    unhappy: bool = False
    lacked: str = ""
    handed: str = ""
    ignored: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody would have an entry say, or answer to a `question` (its id) that was handed to
    them; one of both is empty. `by`: the name they go by; `ignored`: the change by which a curator
    wants to hear no more of it."""

    id: str
    entry: str
    answer: str
    reason: str
    by: str
    at: float
    question: str = ""
    ignored: str = ""

    @property
    def about(self) -> str:
        return self.question or self.entry


class Reviews(Protocol):
    """What waits for curators. Every method is about one tenant."""

    async def misses(self, tenant: str) -> tuple[Miss, ...]:
        """Those that nobody answered, the newest of very many; raises NotSaved."""

    async def suggestions(self, tenant: str) -> tuple[Suggestion, ...]:
        """Those that wait, the oldest first, and behind them those that are ignored; raises
        NotSaved."""

    async def answered(self, tenant: str) -> tuple[tuple[str, str], ...]:
        """What was missed, as far as its text is kept, and the entry or boundary that a curator
        answered it with; raises NotSaved."""

    async def untold(self, tenant: str) -> int:
        """How many misses a curator answered whose text isn't kept; raises NotSaved."""

    async def answer(self, tenant: str, miss: str) -> Change | None:
        """The change that answers a miss; None where there is none. Raises NotSaved."""

    async def hand(self, asker: Asker, ids: Sequence[str], to: str, at: float) -> None:
        """Hand misses that nobody answered to somebody, as of an Asker or by name; whoever is known
        to the platform is to be told, unless they have these already. Raises NotSaved."""

    async def suggest(self, asker: Asker, suggestion: Suggestion, most: int) -> None:
        """Remember a suggestion; raises NotSaved, and Enough where so many (`most`) of this person
        wait for the entry or question already."""
