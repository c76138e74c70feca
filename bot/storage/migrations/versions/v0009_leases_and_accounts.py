"""What one process at a time does, tickets whose members nothing reaches, and people with several accounts."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "accounts",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("linked_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_accounts"),
    )
    op.create_index("ix_accounts_person", "accounts", ["person"])
    op.create_table(
        "link_codes",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_link_codes"),
    )
    op.create_index("ix_link_codes_until", "link_codes", ["until"])
    op.add_column("tickets", sa.Column("lost_since", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("tickets", "lost_since")
    op.drop_index("ix_link_codes_until", "link_codes")
    op.drop_table("link_codes")
    op.drop_index("ix_accounts_person", "accounts")
    op.drop_table("accounts")
    op.drop_table("leases")
