"""What a process knows of people besides the database: forgotten when they are, by whichever
process."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select

from adapters.database.connect import Database
from adapters.database.gone import EVERYBODY
from adapters.database.people import Pseudonyms
from adapters.database.tables import gone

IsTheirs = Callable[[str, str, float], bool]
"""Whether something is to be forgotten, by its tenant, person and time."""


class Memory(Protocol):
    """What is known of one kind."""

    def drop(self, is_theirs: IsTheirs) -> None:
        """Forget those of which it holds."""


@dataclass(frozen=True, slots=True)
class Memories:
    """All of one process's."""

    database: Database
    people: Pseudonyms
    of: tuple[Memory, ...]

    def drop(self, tenant: str, who: str | None, at: float) -> None:
        """Forget a person, or everybody of a tenant, up to this time: in this process alone."""
        self._drop(lambda where, whose, then: (
            where == tenant and who in (None, whose) and then <= at
        ))  # fmt: skip

    async def follow(self) -> None:
        """Forget whom other processes forgot lately; raises Away."""
        async with self.database.reading() as connection:
            found = await connection.execute(select(gone.c.tenant, gone.c.person, gone.c.at))
            left = {(row.tenant, row.person): row.at for row in found}
        if not left:
            return

        def is_gone(tenant: str, who: str, at: float) -> bool:
            codes = (EVERYBODY, self.people.of(tenant, who))
            return any(left.get((tenant, code), -1.0) >= at for code in codes)

        self._drop(is_gone)

    def _drop(self, is_theirs: IsTheirs) -> None:
        for memory in self.of:
            memory.drop(is_theirs)
