"""What suggestions answer, and what became of them, so that it can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("question", "verdict", "change", "lapsed"):
        op.add_column("suggestions", sa.Column(name, sa.Text, nullable=False, server_default=""))
    if op.get_context().dialect.supports_comments:
        op.create_table_comment(
            "suggestions", "Better answers that people suggested, and what curators made of them."
        )
