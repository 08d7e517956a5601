"""Tenants that left while the database was away: noted in a file, so that no restart loses them."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from sqlalchemy import URL

from adapters.database.address import sqlite_file
from bot.remember import NotSaved

log = logging.getLogger(__name__)

AGAIN_AFTER = 10.0
"""Seconds to another try while the database is away."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """`file` holds tenants with the time at which they left, as JSON."""

    file: Path

    def pending(self) -> dict[str, float]:
        """Those whose data is still to be deleted."""
        try:
            found = json.loads(self.file.read_text())
            return {str(tenant): float(at) for tenant, at in found.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def note(self, tenant: str, at: float) -> None:
        """Never raises: what can't be noted is said in the log."""
        try:
            self._write({**self.pending(), tenant: at})
        except OSError as error:
            log.error("%s can't be written (%s): a tenant that left may stay", self.file, error)

    def strike(self, tenant: str) -> None:
        """It is done."""
        pending = self.pending()
        if pending.pop(tenant, None) is not None:
            self._write(pending)

    def _write(self, pending: dict[str, float]) -> None:
        if not pending:
            self.file.unlink(missing_ok=True)
            return
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self.file.with_name(f"{self.file.name}.part")
        part.touch(mode=0o600)
        part.write_text(json.dumps(pending))
        part.replace(self.file)


def leaving_of(url: URL) -> Leaving:
    """Beside a SQLite file; for another database in the user's data folder, where a host whose disk
    is fresh at each start loses it."""
    file = sqlite_file(url)
    if file is not None:
        return Leaving(file.with_name(f"{file.name}.leaving"))
    named = hashlib.sha256(f"{url.host}:{url.port}/{url.database}".encode()).hexdigest()[:12]
    return Leaving(platformdirs.user_data_path("tpm") / f"leaving-{named}.json")


async def finish(leaving: Leaving, leave: Callable[[str, float], Awaitable[None]]) -> None:
    """Delete what an earlier process could not, as soon as the database is there."""
    while pending := leaving.pending():
        try:
            for tenant, at in pending.items():
                await leave(tenant, at)
        except NotSaved:
            await asyncio.sleep(AGAIN_AFTER)
