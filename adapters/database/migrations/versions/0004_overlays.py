"""What tenants have of their own over the shared knowledge, and what curators changed in it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pieces",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("piece", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key"),
        comment="What a tenant has of its own over the shared knowledge, in pieces of JSON.",
    )
    op.create_table(
        "changes",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("edits", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("undoes", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        comment="What curators changed in pieces, numbered in order; each piece before and after.",
    )
    op.create_index("changes_number", "changes", ["tenant", "number"], unique=True)
    op.create_index("changes_person", "changes", ["tenant", "person"])
    op.create_table(
        "revisions",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("change", sa.Text, nullable=False),
        comment="Each tenant's last change, by which every process notices that there was one.",
    )
