"""SQLite keeps what was deleted: in the pages of its log until that is written over. Here the log
is emptied. (Freed pages of the file itself are zeroed as they are freed: `secure_delete`.)"""

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from adapters.database.address import sqlite_file

log = logging.getLogger(__name__)

WITHIN = 1.0
"""Seconds to wait for whoever reads: the log can't be emptied under them."""


async def erase(url: URL) -> None:
    """Leave nothing of what was deleted in the files; never raises. PostgreSQL's own log is not
    ours to touch."""
    file = sqlite_file(url)
    if file is not None and not await asyncio.to_thread(_emptied, file):
        log.warning("SQLite's log could not be emptied: deleted rows stay in it for a while")


def _emptied(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(file, timeout=WITHIN)) as connection:
            [busy, *_] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
    except sqlite3.Error:
        return False
