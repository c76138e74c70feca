"""Whom coordinators have let work as experts, besides those whom the settings name."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "granted_experts",
        sa.Column("member", sa.String(200), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.String(200), nullable=False),
        sa.Column("granted_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_granted_experts"),
    )


def downgrade() -> None:
    op.drop_table("granted_experts")
