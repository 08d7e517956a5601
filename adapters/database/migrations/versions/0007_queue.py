"""Reviews that hold no longer, and who is still to be told that something was handed to them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reviews", sa.Column("lapsed", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "notices",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("giver", sa.Text, nullable=False),
        sa.Column("after", sa.Double, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "question"),
        sa.ForeignKeyConstraint(
            ["tenant", "question"], ["questions.tenant", "questions.id"], ondelete="CASCADE"
        ),
        comment="Who is to be told what a curator handed to them, by addresses that go then.",
    )
    op.create_index("notices_person", "notices", ["tenant", "person"])
