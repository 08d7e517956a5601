"""Conversations, and deliveries that may come twice."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("expires", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "place"),
        comment="What threads and direct messages are about, and choices that wait for an answer.",
    )
    op.create_index("conversations_expires", "conversations", ["expires"])
    op.create_table(
        "deliveries",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("delivery", sa.Text, nullable=False),
        sa.Column("expires", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "delivery"),
        comment="What platforms delivered and may deliver again.",
    )
    op.create_index("deliveries_expires", "deliveries", ["expires"])
