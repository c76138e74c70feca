"""Events, and who registered for them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("hours_known", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("organiser", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text()),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("audience", sa.Text()),
        sa.Column("audience_who", sa.Text()),
        sa.Column("seats", sa.Integer()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("series", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("join_link", sa.Text()),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_starts_at", "events", ["starts_at"])
    op.create_table(
        "registrations",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("registered_at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "member", name="pk_registrations"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_registrations_event_id_events", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("event_id", "number", name="uq_registrations_event_id_number"),
    )
    op.create_index("ix_registrations_member", "registrations", ["member"])


def downgrade() -> None:
    op.drop_table("registrations")
    op.drop_table("events")
