"""Who is to be told of what was reviewed: what wishes and notices have in common."""

from typing import Any

from sqlalchemy import Select, Table, and_, case, or_, select

from adapters.database.tables import questions, reviews

AT_ONCE = 20
"""Those who are told between two looks."""

AGAIN_AFTER = 600.0
"""Seconds until the next try to tell somebody."""
TRIES = 3


def reviewed(table: Table, platform: str, at: float) -> Select[Any]:
    """The rows of all tenants of a platform whose question was reviewed, with what it `said`."""
    columns = table.c
    of_platform = or_(columns.tenant == platform, columns.tenant.startswith(f"{platform}:"))
    said = case((questions.c.text != "", questions.c.text), else_=questions.c.words)
    return (
        select(table, said.label("said"))
        .join(
            reviews,
            and_(columns.tenant == reviews.c.tenant, columns.question == reviews.c.question),
        )
        .join(
            questions,
            and_(columns.tenant == questions.c.tenant, columns.question == questions.c.id),
        )
        .where(of_platform, columns.after <= at)
    )
