"""Deliveries in the database: what reaches several processes is handled by one of them."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func

from adapters.database.connect import READ_WITHIN, Database
from adapters.database.faults import Away
from adapters.database.memory import DELIVERY_KEPT_FOR, MemoryDeliveries
from adapters.database.people import Pseudonyms
from adapters.database.tables import deliveries
from adapters.database.upsert import insert

NOT_ON_DISK = func.set_config("synchronous_commit", "off", True)
"""For the transaction in which it is evaluated."""


@dataclass(slots=True)
class KeptDeliveries:
    """Each process decides for itself while the database is away."""

    database: Database
    people: Pseudonyms
    _memory: MemoryDeliveries = field(default_factory=MemoryDeliveries)

    async def first(self, tenant: str, key: str, at: float) -> bool:
        if not await self._memory.first(tenant, key, at):
            return False
        values = {
            "tenant": tenant,
            "delivery": self.people.of(tenant, key),
            "expires": at + DELIVERY_KEPT_FOR,
        }
        try:
            async with self.database.stating(2 * READ_WITHIN, on_disk=False) as connection:
                claim = insert(connection, deliveries).values(values).on_conflict_do_nothing()
                return await connection.scalar(claim.returning(*self._told())) is not None
        except Away:
            return True

    def _told(self) -> list[ColumnElement[Any]]:
        """The key, where it is new; with it PostgreSQL is told not to wait for its disk."""
        key: list[ColumnElement[Any]] = [deliveries.c.delivery]
        return key if self.database.sqlite else [*key, NOT_ON_DISK]
