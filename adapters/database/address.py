"""`DATABASE_URL` in any spelling that a host hands out → the address of a database."""

from pathlib import Path

import platformdirs
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from adapters.settings import SettingsRefused

POSTGRES = frozenset(["postgres", "postgresql", "postgresql+psycopg", "postgresql+asyncpg",
                      "postgresql+psycopg2", "postgres+psycopg", "postgres+asyncpg"])  # fmt: skip
SQLITE = frozenset(["sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"])

HOW = (
    "write postgresql://user:password@host/name, or sqlite:////absolute/path; "
    "unset it for a file of your own"
)


class FileRefused(SettingsRefused):
    """A file can't be kept where it should be; the text names it and says what to do."""


def default_file() -> Path:
    """The SQLite file that is used where nothing else is named."""
    return platformdirs.user_data_path("tpm") / "tpm.db"


def address(database_url: str) -> URL:
    """Where the database is, with the driver for it; raises SettingsRefused.

    psycopg hands what follows "?" to libpq, which knows sslmode and all else that hosts add.
    """
    database_url = database_url.strip()
    if not database_url:
        return URL.create("sqlite+aiosqlite", database=str(default_file()))
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):
        raise SettingsRefused(f"DATABASE_URL can't be read: {HOW}") from None
    if url.drivername in POSTGRES:
        return _postgres(url)
    if url.drivername in SQLITE:
        return _sqlite(url)
    raise SettingsRefused(f"DATABASE_URL names no SQLite or PostgreSQL: {HOW}")


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for another one."""
    return Path(url.database or "") if is_sqlite(url) else None


def _postgres(url: URL) -> URL:
    """asyncpg's `ssl` says what libpq calls `sslmode`."""
    asked = dict(url.query)
    ssl = asked.pop("ssl", None)
    if isinstance(ssl, str) and "sslmode" not in asked:
        asked["sslmode"] = {"true": "require", "false": "disable"}.get(ssl.lower(), ssl)
    if not url.host and "host" not in asked and "service" not in asked:
        raise SettingsRefused(f"DATABASE_URL names no host: {HOW}")
    return url.set(drivername="postgresql+psycopg", query=asked)


def _sqlite(url: URL) -> URL:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise SettingsRefused(f"DATABASE_URL names no SQLite file: {HOW}")
    return URL.create("sqlite+aiosqlite", database=str(Path(url.database).expanduser()))
