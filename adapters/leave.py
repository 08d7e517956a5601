"""A workspace or server that removed the bot: all that was kept of it goes."""

import asyncio
import logging

from bot.remember import NotSaved, Records

log = logging.getLogger(__name__)

AGAIN_AFTER = (1.0, 10.0, 60.0, 600.0, 3_600.0)
"""Seconds between tries while the database is away."""


async def leave(records: Records, tenant: str, at: float) -> None:
    """Delete all that is the tenant's as soon as that can be done; never raises NotSaved."""
    for pause in (*AGAIN_AFTER, None):
        try:
            await records.leave(tenant, at)
            return
        except NotSaved:
            if pause is not None:
                await asyncio.sleep(pause)
    log.error("What was kept of a tenant that left could not be deleted: “tpm db leave” does")
