"""Which process is sending what waits to be told, so that others leave it alone while that one lives."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("sending_by", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("deliveries", "sending_by")
