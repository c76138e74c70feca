"""What members say of their answers, counts that outlive these, and who approved an answer that is shelved."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("answers") as answers:
        answers.add_column(sa.Column("verdict", sa.String(16), nullable=True))
    with op.batch_alter_table("documents", table_kwargs={"sqlite_autoincrement": True}) as documents:
        documents.add_column(sa.Column("expert", sa.Text(), nullable=True))
    op.create_table(
        "tallies",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_tallies"),
    )


def downgrade() -> None:
    op.drop_table("tallies")
    with op.batch_alter_table("documents", table_kwargs={"sqlite_autoincrement": True}) as documents:
        documents.drop_column("expert")
    with op.batch_alter_table("answers") as answers:
        answers.drop_column("verdict")
