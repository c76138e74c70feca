"""What else is chosen for channels: whether the bot answers unasked or privately first, and who may change that."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("channels") as table:
        table.add_column(
            sa.Column("answers_unasked", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(
            sa.Column("is_private_first", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("keepers", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("channels") as table:
        for name in ("keepers", "is_private_first", "answers_unasked"):
            table.drop_column(name)
