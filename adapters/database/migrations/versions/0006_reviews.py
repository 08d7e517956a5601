"""What waits for curators: reviews of misses, suggestions, and who wants to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("change", sa.Text, nullable=False),
        sa.Column("handed", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "question"),
        sa.ForeignKeyConstraint(
            ["tenant", "question"], ["questions.tenant", "questions.id"], ondelete="CASCADE"
        ),
        comment="What curators made of misses: answered by a change, ignored, handed to someone.",
    )
    op.create_index("reviews_person", "reviews", ["tenant", "person"])
    op.create_index("reviews_change", "reviews", ["tenant", "change"])
    op.create_table(
        "suggestions",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        comment="Better answers that people suggested, until a curator takes or ignores them.",
    )
    op.create_index("suggestions_person", "suggestions", ["tenant", "person"])
    op.create_table(
        "wishes",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("after", sa.Double, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "question", "person"),
        sa.ForeignKeyConstraint(
            ["tenant", "question"], ["questions.tenant", "questions.id"], ondelete="CASCADE"
        ),
        comment="Who asked to be told of an answer, by an address that goes once they are told.",
    )
    op.create_index("wishes_person", "wishes", ["tenant", "person"])
