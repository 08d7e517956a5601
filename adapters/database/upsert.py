"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy spells for each."""

from typing import Any

from sqlalchemy import ColumnElement, Table, literal, not_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that has `on_conflict_do_nothing` and `on_conflict_do_update`."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    return dialect.insert(table)


def inserting(
    connection: AsyncConnection,
    table: Table,
    values: dict[str, Any],
    unless: ColumnElement[bool] | None = None,
) -> Any:
    """An INSERT of one row, of none where `unless` holds then."""
    if unless is None:
        return insert(connection, table).values(values)
    row = select(*(literal(value, table.c[name].type) for name, value in values.items()))
    return insert(connection, table).from_select(list(values), row.where(not_(unless)))


def replacing(
    connection: AsyncConnection,
    table: Table,
    values: dict[str, Any],
    unless: ColumnElement[bool] | None = None,
    since: str | None = None,
) -> Any:
    """An INSERT that overwrites the row with the same key; where `since` names a column, not one
    that has a later time there."""
    statement = inserting(connection, table, values, unless)
    keys = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in values if name not in keys}
    not_later = None if since is None else table.c[since] <= statement.excluded[since]
    return statement.on_conflict_do_update(index_elements=keys, set_=rest, where=not_later)


def storable(said: str) -> str:
    """PostgreSQL takes no NUL in a text, and neither takes half a character."""
    return said.encode("utf-8", "replace").decode().replace("\0", "")
