"""Until when tickets sleep, and at whose wish."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("asleep_until", UtcDateTime(), nullable=True))
    op.add_column("tickets", sa.Column("asleep_by", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("tickets", "asleep_by")
    op.drop_column("tickets", "asleep_until")
