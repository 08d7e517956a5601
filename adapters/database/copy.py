"""One database → another: all rows, whichever kind either is."""

from sqlalchemy import URL, Connection, Table, func, select

from adapters.database.address import is_sqlite
from adapters.database.migrate import connected, ready, revision, upgrade
from adapters.database.tables import metadata
from adapters.settings import SettingsRefused

AT_ONCE = 1_000
"""Rows."""


def copy(source: URL, target: URL) -> dict[str, int]:
    """Copy every row into an empty database, whose schema is made; rows by table. Either all
    arrive or none. Raises SettingsRefused."""
    if revision(source) is None:
        raise SettingsRefused("the database to copy from is empty: name another in DATABASE_URL")
    ready(source)
    upgrade(target)
    with connected(source) as taking, connected(target) as giving:
        taking.exec_driver_sql(
            "BEGIN" if is_sqlite(source) else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
        )
        if is_sqlite(target):
            giving.exec_driver_sql("BEGIN IMMEDIATE")
        filled = [table.name for table in metadata.sorted_tables if _count(giving, table)]
        if filled:
            raise SettingsRefused(
                f"the database to copy to holds {' and '.join(filled)} already: name an empty one"
            )
        copied = {table.name: _copy(table, taking, giving) for table in metadata.sorted_tables}
        giving.commit()
    return copied


def _copy(table: Table, taking: Connection, giving: Connection) -> int:
    count = 0
    rows = taking.execution_options(yield_per=AT_ONCE).execute(select(table)).mappings()
    for some in rows.partitions(AT_ONCE):
        giving.execute(table.insert(), [dict(row) for row in some])
        count += len(some)
    return count


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
