"""Who was forgotten, and tenants that left, for as long as writes from before may come."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gone",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("expires", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person"),
        comment="Who was forgotten or left: nothing from before is written any more.",
    )
    op.create_index("gone_expires", "gone", ["expires"])
