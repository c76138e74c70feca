"""In which workspaces of Slack the app is installed, and who is about to install it."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slack_installations",
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("enterprise_id", sa.String(32), nullable=False),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("app_id", sa.String(32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bot_token", sa.Text(), nullable=False),
        sa.Column("bot_id", sa.String(32), nullable=False),
        sa.Column("bot_user_id", sa.String(32), nullable=False),
        sa.Column("bot_scopes", sa.Text(), nullable=False),
        sa.Column("installed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "enterprise_id", "team_id", name="pk_slack_installations"),
    )
    op.create_index("ix_slack_installations_team_id", "slack_installations", ["team_id"])
    op.create_table(
        "slack_grid_teams",
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("enterprise_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "team_id", name="pk_slack_grid_teams"),
    )
    op.create_index("ix_slack_grid_teams_enterprise_id", "slack_grid_teams", ["enterprise_id"])
    op.create_table(
        "slack_states",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_slack_states"),
    )
    op.create_index("ix_slack_states_until", "slack_states", ["until"])


def downgrade() -> None:
    op.drop_index("ix_slack_states_until", "slack_states")
    op.drop_table("slack_states")
    op.drop_index("ix_slack_grid_teams_enterprise_id", "slack_grid_teams")
    op.drop_table("slack_grid_teams")
    op.drop_index("ix_slack_installations_team_id", "slack_installations")
    op.drop_table("slack_installations")
