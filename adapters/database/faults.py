"""What goes wrong with a database, by whose fault it is.

A driver's own words go no further than this: they quote what was to be written.
"""

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    ProgrammingError,
    StatementError,
)

HELD = frozenset(["55P03", "40P01", "40001"])
"""PostgreSQL's codes for what another transaction holds: a lock, a deadlock, a conflict."""

LACKING = frozenset(["42P01", "42703", "42501", "3F000"])
"""Its codes for a table, a column, a right or a schema that isn't there."""


class Away(Exception):
    """The database can't do it now; the text says why, for operators."""


class Busy(Away):
    """Another holds what is needed: the database is well."""


class Refused(Away):
    """The database is well, and will never take this."""


def fault(error: Exception) -> Away:
    """What an exception of a driver's, of SQLAlchemy's or of the system's comes to."""
    cause = getattr(error, "orig", None) or error
    why = str(getattr(cause, "sqlite_errorname", "") or type(cause).__name__)
    code = getattr(cause, "sqlstate", None)
    if code in HELD:
        return Busy(why)
    return Refused(why) if code not in LACKING and _own(error) else Away(why)


def _own(error: Exception) -> bool:
    """Whether it is the query's fault, or that of what it was to write."""
    if isinstance(error, DBAPIError):
        wrong = isinstance(error, IntegrityError | ProgrammingError | DataError)
        return wrong and not error.connection_invalidated
    return isinstance(error, StatementError | UnicodeError)
