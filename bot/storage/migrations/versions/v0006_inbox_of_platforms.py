"""What chat platforms bring with a message: a form's values, where it came from, who reads along."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inbox", table_kwargs={"sqlite_autoincrement": True}) as inbox:
        inbox.add_column(sa.Column("is_public", sa.Boolean(), nullable=False, server_default=sa.false()))
        inbox.add_column(sa.Column("merges", sa.Boolean(), nullable=False, server_default=sa.false()))
        inbox.add_column(sa.Column("filled", sa.JSON(), nullable=True))
        inbox.add_column(sa.Column("origin", sa.JSON(), nullable=True))
        inbox.create_index("ix_inbox_member", ["member"])


def downgrade() -> None:
    with op.batch_alter_table("inbox", table_kwargs={"sqlite_autoincrement": True}) as inbox:
        inbox.drop_index("ix_inbox_member")
        for column in ("origin", "filled", "merges", "is_public"):
            inbox.drop_column(column)
