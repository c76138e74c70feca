"""The inbox, what was tried of each delivery, due times, executors, and where a registration's news is told."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("dedup_key", sa.String(200), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(16), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("platform", "tenant", "dedup_key", name="uq_inbox_platform_tenant_dedup_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_conversation_finished_at", "inbox", ["conversation", "finished_at"])
    op.create_index("ix_inbox_finished_at", "inbox", ["finished_at"])
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    with op.batch_alter_table("deliveries", table_kwargs={"sqlite_autoincrement": True}) as deliveries:
        deliveries.add_column(sa.Column("inbox_id", sa.Integer(), nullable=True))
        deliveries.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        deliveries.add_column(sa.Column("sending_since", MOMENT, nullable=True))
        deliveries.add_column(sa.Column("outcome", sa.String(16), nullable=True))
        deliveries.create_foreign_key(
            "fk_deliveries_inbox_id_inbox", "inbox", ["inbox_id"], ["id"], ondelete="SET NULL"
        )
        deliveries.create_index("ix_deliveries_inbox_id", ["inbox_id"])
        deliveries.create_index("ix_deliveries_delivered_at", ["delivered_at"])
    op.create_table(
        "timers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("fired_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_timers"),
        sa.UniqueConstraint("kind", "subject", "due_at", name="uq_timers_kind_subject_due_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_timers_fired_at_due_at", "timers", ["fired_at", "due_at"])
    op.create_table(
        "executors",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("machine", sa.String(64), nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("leased_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_executors"),
    )
    with op.batch_alter_table("registrations") as registrations:
        registrations.add_column(sa.Column("conversation", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("registrations") as registrations:
        registrations.drop_column("conversation")
    op.drop_table("executors")
    op.drop_table("timers")
    with op.batch_alter_table("deliveries", table_kwargs={"sqlite_autoincrement": True}) as deliveries:
        deliveries.drop_index("ix_deliveries_delivered_at")
        deliveries.drop_index("ix_deliveries_inbox_id")
        deliveries.drop_constraint("fk_deliveries_inbox_id_inbox", type_="foreignkey")
        for column in ("outcome", "sending_since", "attempts", "inbox_id"):
            deliveries.drop_column(column)
    op.drop_table("inbox")
