"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy spells for each."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that has `on_conflict_do_nothing` and `on_conflict_do_update`."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    return dialect.insert(table)


def replacing(
    connection: AsyncConnection, table: Table, values: dict[str, Any], since: str | None = None
) -> Any:
    """An INSERT that overwrites the row with the same key; where `since` names a column, not one
    that has a later time there."""
    statement = insert(connection, table).values(values)
    keys = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in values if name not in keys}
    not_later = None if since is None else table.c[since] <= statement.excluded[since]
    return statement.on_conflict_do_update(index_elements=keys, set_=rest, where=not_later)
