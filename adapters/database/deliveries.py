"""Deliveries in the database: what reaches several processes is handled by one of them."""

from dataclasses import dataclass, field

from adapters.database.connect import READ_WITHIN, Database
from adapters.database.faults import Away
from adapters.database.memory import DELIVERY_KEPT_FOR, MemoryDeliveries
from adapters.database.people import Pseudonyms
from adapters.database.tables import deliveries
from adapters.database.upsert import insert


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
            async with self.database.writing(2 * READ_WITHIN, on_disk=False) as connection:
                claim = insert(connection, deliveries).values(values).on_conflict_do_nothing()
                claimed = await connection.scalar(claim.returning(deliveries.c.delivery))
                return claimed is not None
        except Away:
            return True
