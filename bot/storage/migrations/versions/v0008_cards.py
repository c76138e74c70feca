"""Rooms of experts on chat platforms, and the cards that show them their tickets."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CURRENT = sa.text("state = 'current'")


def upgrade() -> None:
    op.create_table(
        "rooms",
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name="pk_rooms"),
    )
    op.create_table(
        "cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("is_begun", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_cards_ticket_id_tickets", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_cards_current",
        "cards",
        ["ticket_id", "room"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index("ix_cards_room_message", "cards", ["room", "message"])


def downgrade() -> None:
    op.drop_index("ix_cards_room_message", "cards")
    op.drop_index("uq_cards_current", "cards")
    op.drop_table("cards")
    op.drop_table("rooms")
