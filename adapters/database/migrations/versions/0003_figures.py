"""An index that figures are counted from, the entries of a question as a text in it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COUNTED = ["tenant", "outcome", "picked", "boundary", "entries", "at", "took"]


def upgrade() -> None:
    op.drop_index("questions_at", "questions")
    with op.batch_alter_table("questions") as questions:
        questions.alter_column(
            "entries", type_=sa.Text, existing_nullable=False, postgresql_using="entries::text"
        )
    op.create_index("questions_counted", "questions", COUNTED)
