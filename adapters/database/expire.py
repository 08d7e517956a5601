"""The job that deletes what is past its time."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Table, delete, func, select

from adapters.database.connect import Database
from adapters.database.erase import erase
from adapters.database.faults import Away
from adapters.database.tables import (
    conversations,
    deliveries,
    drafts,
    gone,
    questions,
    suggestions,
    tenants,
)
from bot.remember import Keeping

log = logging.getLogger(__name__)

EVERY = 3_600.0
"""Seconds between two runs."""

AGAIN_AFTER = 10.0
"""Seconds to another try where one failed."""

OVERDUE = 3 * EVERY
"""Seconds without a run after which operators have to know."""

AT_ONCE = 5_000
"""Questions deleted in one transaction: others write meanwhile."""

DAY = 86_400.0
WITHIN = 60.0


async def expire(database: Database, default: Keeping, now: float) -> int:
    """Delete what is past its time; how many questions that were. Raises Away."""
    late = {table: table.c.expires < now for table in (conversations, deliveries, drafts, gone)}
    late[suggestions] = suggestions.c.at < now - DAY * _days(suggestions, default)
    async with database.writing(WITHIN) as connection:
        done = [await connection.execute(delete(table).where(late[table])) for table in late]
    count = 0
    while True:
        deleted = await _delete_some(database, default, now)
        count += deleted
        if deleted < AT_ONCE:
            break
    if count or any(one.rowcount for one in done):
        await erase(database.url)
    return count


@dataclass(slots=True)
class Expiring:
    """The job, run at once and then every hour, for good. `done`: when it last did all of its work,
    in seconds since the epoch; the start counts as such."""

    database: Database
    default: Keeping
    clock: Callable[[], float] = time.time
    done: float = field(init=False)

    def __post_init__(self) -> None:
        self.done = self.clock()

    async def run(self) -> None:
        """Never ends and never raises: what fails is tried again soon."""
        while True:
            pause = EVERY if await self.once() else AGAIN_AFTER
            await asyncio.sleep(pause)

    async def once(self) -> bool:
        """Whether all of its work could be done; never raises."""
        try:
            count = await expire(self.database, self.default, self.clock())
        except Away as away:
            log.warning("What is past its time could not be deleted (%s)", away)
            return False
        except Exception as error:  # its text may quote what is stored
            log.error("What is past its time could not be deleted (%s)", type(error).__name__)
            return False
        self.done = self.clock()
        log.info("Deleted %d questions that were past their time", count)
        return True

    def overdue(self) -> str:
        """Since when it has not done its work; empty where it has."""
        if self.clock() - self.done < OVERDUE:
            return ""
        since = datetime.fromtimestamp(self.done, UTC).isoformat(timespec="minutes")
        return f"nothing that is past its time was deleted since {since}"


def _days(table: Table, default: Keeping) -> ColumnElement[int]:
    """For how many days a row's tenant has things kept."""
    chosen = select(tenants.c.days).where(tenants.c.tenant == table.c.tenant)
    return func.coalesce(chosen.scalar_subquery(), default.days)


async def _delete_some(database: Database, default: Keeping, now: float) -> int:
    late = (
        select(questions.c.tenant, questions.c.id)
        .where(questions.c.at < now - DAY * _days(questions, default))
        .limit(AT_ONCE)
    )
    async with database.writing(WITHIN) as connection:
        rows = (await connection.execute(late)).all()
        by_tenant: dict[str, list[str]] = {}
        for row in rows:
            by_tenant.setdefault(row.tenant, []).append(row.id)
        for tenant, ids in by_tenant.items():
            for start in range(0, len(ids), 500):
                some = ids[start : start + 500]
                await connection.execute(
                    delete(questions).where(questions.c.tenant == tenant, questions.c.id.in_(some))
                )
    return len(rows)
