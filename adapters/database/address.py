"""`DATABASE_URL` in any spelling that a host hands out → the address of a database."""

import logging
from pathlib import Path

import platformdirs
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from adapters.settings import SettingsRefused

log = logging.getLogger(__name__)

POSTGRES = frozenset(["postgres", "postgresql", "pgsql"])
SQLITE = frozenset(["sqlite", "sqlite3"])
"""Schemes, whatever driver of another program's follows them."""

TLS = {
    "true": "require",
    "1": "require",
    "no-verify": "require",
    "false": "disable",
    "0": "disable",
}
"""How drivers of other languages say what libpq calls `sslmode`."""

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
    """Where the database is, with the driver for it; raises SettingsRefused."""
    database_url = database_url.strip()
    if not database_url:
        return URL.create("sqlite+aiosqlite", database=str(default_file()))
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):
        raise SettingsRefused(f"DATABASE_URL can't be read: {HOW}") from None
    scheme = url.drivername.lower().partition("+")[0]
    if scheme in POSTGRES:
        return _postgres(url)
    if scheme in SQLITE:
        return _sqlite(url)
    raise SettingsRefused(f"DATABASE_URL names no SQLite or PostgreSQL: {HOW}")


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for another one."""
    return Path(url.database or "") if is_sqlite(url) else None


def _postgres(url: URL) -> URL:
    """What follows "?" goes on to libpq, as far as it knows it: hosts add what other programs'
    drivers understand."""
    asked = dict(url.query)
    ssl = asked.pop("ssl", None)
    tls = asked.get("sslmode") or ssl
    if isinstance(tls, str):
        asked["sslmode"] = TLS.get(tls.lower(), tls)
    known = _known_to_libpq()
    foreign = sorted(name for name in asked if name not in known)
    if foreign:
        log.warning("DATABASE_URL says %s: PostgreSQL knows no such thing", " and ".join(foreign))
    asked = {name: value for name, value in asked.items() if name in known}
    if not url.host and "host" not in asked and "service" not in asked:
        raise SettingsRefused(f"DATABASE_URL names no host: {HOW}")
    return url.set(drivername="postgresql+psycopg", query=asked)


def _known_to_libpq() -> frozenset[str]:
    try:
        from psycopg.pq import Conninfo  # here, as a file of one's own needs no such driver
    except ImportError:
        raise SettingsRefused(
            "DATABASE_URL names PostgreSQL, and psycopg is not installed: add the extra “postgres”"
        ) from None
    return frozenset(option.keyword.decode() for option in Conninfo.get_defaults())


def _sqlite(url: URL) -> URL:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise SettingsRefused(f"DATABASE_URL names no SQLite file: {HOW}")
    return URL.create("sqlite+aiosqlite", database=str(Path(url.database).expanduser()))
