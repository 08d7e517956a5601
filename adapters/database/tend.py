"""What operators do by hand: export or delete what is kept of a person, delete a tenant's."""

import json
import time

from sqlalchemy import select, union

from adapters.database.faults import Away
from adapters.database.store import Store
from adapters.database.tables import conversations, questions, revisions, signs
from adapters.database.tables import tenants as kept_tenants
from bot.remember import NotSaved
from bot.utterance import Asker


async def tenants(store: Store) -> list[str]:
    """All tenants of whom something is kept: the one query that names none, and tells nothing
    else. Raises NotSaved."""
    tables = (questions, signs, conversations, kept_tenants, revisions)
    found = union(*(select(table.c.tenant) for table in tables)).order_by("tenant")
    try:
        async with store.database.counting() as connection:
            return list(await connection.scalars(found))
    except Away as away:
        raise NotSaved from away


async def export(store: Store, person: str, among: list[str]) -> str:
    """All that these tenants keep of a person, as JSON by tenant; raises NotSaved."""
    kept = {tenant: await store.records.about(Asker(tenant, person, "")) for tenant in among}
    told = {tenant: json.loads(everything) for tenant, everything in kept.items()}
    return json.dumps(told, indent=1, ensure_ascii=False)


async def forget(store: Store, person: str, among: list[str]) -> dict[str, int]:
    """Delete all that these tenants keep of a person; how many questions that were, by tenant.
    Raises NotSaved."""
    at = time.time()
    return {tenant: await store.records.forget(Asker(tenant, person, ""), at) for tenant in among}
