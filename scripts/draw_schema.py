"""Writes docs/data-model.md: the database's tables as a picture, made from the schema.

Run it after changing adapters/database/tables.py: `.venv/bin/python -m scripts.draw_schema`.
"""

from pathlib import Path

from sqlalchemy import Column, Table, TypeDecorator

from adapters.database.tables import metadata

FILE = Path(__file__).parent.parent / "docs" / "data-model.md"

HEAD = """# The data model
What is stored, drawn from the schema by `scripts/draw_schema.py`. Every row belongs to a tenant: a
workspace, an enterprise, a server, all direct messages outside of one, or the terminal. Times are
seconds since the epoch. `person` and `place` are keyed hashes that differ between tenants; `by` is
the name that a curator went by.

```mermaid
erDiagram
"""

RELATIONS = """    tenants ||--o{ questions : "has kept"
    tenants ||--o{ conversations : has
    tenants ||--o{ deliveries : had
    tenants ||--o| revisions : "is at"
    revisions ||--o{ changes : "came by"
    revisions ||--o{ pieces : "consists of"
"""


def drawing() -> str:
    """The page."""
    tables = metadata.sorted_tables
    linked = [
        f'    {link.elements[0].column.table.name} ||--o{{ {table.name} : "deleted with"\n'
        for table in tables
        for link in table.foreign_key_constraints
    ]
    boxes = "".join(map(_box, tables))
    told = "".join(f"| `{table.name}` | {table.comment} |\n" for table in tables)
    return (
        f"{HEAD}{RELATIONS}{''.join(linked)}{boxes}```\n\n| table | holds |\n| --- | --- |\n{told}"
    )


def _box(table: Table) -> str:
    lines = "".join(f"        {_line(column)}\n" for column in table.columns)
    return f"    {table.name} {{\n{lines}    }}\n"


def _line(column: Column[object]) -> str:
    keys = ["PK"] * column.primary_key + ["FK"] * bool(column.foreign_keys)
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    return f"{kind.__visit_name__.lower()} {column.name} {', '.join(keys)}".rstrip()


if __name__ == "__main__":
    FILE.write_text(drawing())
