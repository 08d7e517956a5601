"""The database's schema: the revision it is at, the one that is needed, and the way there."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from adapters.database.address import FileRefused, is_sqlite
from adapters.settings import SettingsRefused

MIGRATIONS = Path(__file__).with_name("migrations")

LOCK = 7_211_942_058
"""Held on PostgreSQL while the schema changes: releases may overlap."""


TURN_WITHIN = 10
"""Seconds to wait for another process that changes the schema of a SQLite file."""


def needed_revision() -> str:
    """The revision that this program works with."""
    [head] = _scripts().get_heads()
    return head


def revision(url: URL) -> str | None:
    """The revision that the database is at; None where it has no schema yet. Raises
    SettingsRefused where it can't be reached."""
    with connected(url) as connection:
        return _revision(connection)


def upgrade(url: URL, to: str = "head") -> tuple[str | None, str | None]:
    """Bring the schema up to date; the revisions before and after. Processes that do so at once
    wait for one another. Raises SettingsRefused."""
    with connected(url) as connection:
        if is_sqlite(url):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        before = _revision(connection)
        _refuse_unknown(before)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        after = _revision(connection)
        connection.commit()
        return before, after


def ready(url: URL) -> None:
    """SQLite is brought up to date by whoever opens it; on PostgreSQL that is a step of a release.
    Raises SettingsRefused where the schema isn't the one that is needed."""
    if is_sqlite(url):
        if revision(url) != needed_revision():
            upgrade(url)
        return
    found = revision(url)
    _refuse_unknown(found)
    if found != needed_revision():
        raise SettingsRefused(
            f"the database's schema is older than this program ({found or 'none'}, "
            f"needed: {needed_revision()}): run “tpm db upgrade”"
        )


def _refuse_unknown(found: str | None) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if found is not None and found not in known:
        raise SettingsRefused(
            f"the database's schema is newer than this program ({found}, known: "
            f"{needed_revision()}): update the program, or restore the backup made before"
        )


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


@contextmanager
def connected(url: URL) -> Iterator[Connection]:
    """A connection without the event loop: Alembic has no use for one. Raises SettingsRefused."""
    if is_sqlite(url):
        url = url.set(drivername="sqlite+pysqlite")
        _make_folder(Path(url.database or ""))
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    if is_sqlite(url):
        event.listen(engine, "connect", _tune)
    try:
        with engine.connect() as connection:
            yield connection
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        reason = str(cause).strip().splitlines()[:1] or [type(cause).__name__]
        raise SettingsRefused(f"DATABASE_URL can't be used ({reason[0]}): correct it") from None
    finally:
        engine.dispose()


def _tune(connection: Any, _: object) -> None:
    """Transactions begin when they are told to, so that schema changes are part of them. In WAL,
    readers go on beside a writer; the file remembers it."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {1000 * TURN_WITHIN}")
    _use_wal(connection)


def _use_wal(connection: Any) -> None:
    """SQLite itself waits for no turn here, so that several processes that start at once on a new
    file would refuse one another."""
    until = time.monotonic() + TURN_WITHIN
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
    except OSError as error:
        raise FileRefused(
            f"{file} can't be written ({error.strerror}): name another file with DATABASE_URL"
        ) from None
