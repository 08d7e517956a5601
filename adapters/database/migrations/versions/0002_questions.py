"""Questions, signs, and what each tenant has kept."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tenants",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("keeps_text", sa.Boolean, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        comment="What a workspace or server has kept; the defaults where it has no row.",
    )
    op.create_table(
        "questions",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("entries", sa.JSON, nullable=False),
        sa.Column("boundary", sa.Text, nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
        sa.Column("knowledge", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("took", sa.Double, nullable=False),
        sa.Column("picked", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        comment="What was asked, what the bot made of it and thought; text only where it is kept.",
    )
    op.create_index("questions_at", "questions", ["tenant", "at"])
    op.create_index("questions_person", "questions", ["tenant", "person", "at"])
    op.create_table(
        "signs",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("sign", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "question", "person", "sign"),
        sa.ForeignKeyConstraint(
            ["tenant", "question"], ["questions.tenant", "questions.id"], ondelete="CASCADE"
        ),
        comment="What people let us know about an answer; once a person, question and kind.",
    )
    op.create_index("signs_person", "signs", ["tenant", "person"])
