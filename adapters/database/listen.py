"""PostgreSQL tells its processes of changes at once: LISTEN and NOTIFY."""

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection

log = logging.getLogger(__name__)

CHANNEL = "tpm_revisions"

AGAIN_AFTER = 1.0
"""Seconds to another try where the line is broken."""


async def tell(connection: AsyncConnection) -> None:
    """Tell everybody that there was a change, once this transaction is committed. It doesn't say
    whose: whoever hears it looks."""
    if connection.dialect.name != "sqlite":
        await connection.execute(text(f"NOTIFY {CHANNEL}"))


async def listen(url: URL, heard: Callable[[], None]) -> None:
    """Call `heard` at each change, for good, on a connection of its own: one from the pool would be
    missed there. Whoever waits for it looks by themselves too: a line may be silent or, behind a
    pooler, never bring anything."""
    import psycopg  # here, as it is not there where SQLite is all there is

    _, arguments = url.get_dialect()().create_connect_args(url)
    about = {"connect_timeout": 3, "application_name": "tpm", "autocommit": True}
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**{**about, **arguments}) as line:
                await line.execute(f"LISTEN {CHANNEL}")
                heard()  # what was told before is not told again
                async for _ in line.notifies():
                    heard()
        except (psycopg.Error, OSError) as error:
            log.debug("The database doesn't tell of changes (%s)", type(error).__name__)
        await asyncio.sleep(AGAIN_AFTER)
