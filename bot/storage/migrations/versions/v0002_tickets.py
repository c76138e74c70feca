"""Experts, tickets with their messages and logs, and deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LIVE = sa.text("state NOT IN ('closed', 'withdrawn')")
HELD = sa.text("state IN ('claimed', 'waiting_for_member', 'answered')")


def upgrade() -> None:
    op.create_table(
        "experts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("folded_alias", sa.Text(), nullable=False),
        sa.Column("is_coordinator", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_experts"),
        sa.UniqueConstraint("folded_alias", name="uq_experts_folded_alias"),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("member", sa.Text()),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("talk", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("topic", sa.Text()),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("owner_id", sa.Text()),
        sa.Column("owner_alias", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("handovers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sqlite_autoincrement=True,
    )
    for column in ("conversation", "member", "state", "owner_id"):
        op.create_index(f"ix_tickets_{column}", "tickets", [column])
    op.create_index(
        "uq_tickets_key", "tickets", ["key"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )
    op.create_index(
        "uq_tickets_held", "tickets", ["conversation"], unique=True, sqlite_where=HELD, postgresql_where=HELD
    )
    op.create_table(
        "ticket_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
        sa.Column("alias", sa.Text()),
        sa.Column("is_question", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_messages"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_ticket_messages_ticket_id_tickets", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ticket_messages_ticket_id", "ticket_messages", ["ticket_id"])
    op.create_table(
        "ticket_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("by_alias", sa.Text()),
        sa.Column("to_alias", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_log"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_ticket_log_ticket_id_tickets", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ticket_log_ticket_id", "ticket_log", ["ticket_id"])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Integer()),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("delivered_at", MOMENT),
        sa.Column("owner_version", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name="fk_deliveries_ticket_id_tickets", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_conversation_delivered_at", "deliveries", ["conversation", "delivered_at"])
    op.create_index("ix_deliveries_ticket_id", "deliveries", ["ticket_id"])


def downgrade() -> None:
    for table in ("deliveries", "ticket_log", "ticket_messages", "tickets", "experts"):
        op.drop_table(table)
