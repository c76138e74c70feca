"""The tables of the Slack app's installations: in which workspaces it is, and who is about to install it."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Base, UtcDateTime
from bot.storage.text import AnyText


class SlackInstallationRow(Base):
    """The app in one workspace, or with an empty `team_id` in an organisation of Enterprise Grid."""

    __tablename__ = "slack_installations"

    client_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    enterprise_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """empty outside Enterprise Grid"""
    team_id: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    app_id: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(AnyText)
    bot_token: Mapped[str] = mapped_column(AnyText)
    bot_id: Mapped[str] = mapped_column(String(32))
    bot_user_id: Mapped[str] = mapped_column(String(32))
    bot_scopes: Mapped[str] = mapped_column(AnyText)
    installed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SlackGridTeamRow(Base):
    """A workspace that an organisation-wide installation was heard from."""

    __tablename__ = "slack_grid_teams"

    client_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    enterprise_id: Mapped[str] = mapped_column(String(32), index=True)


class SlackStateRow(Base):
    """Leave to finish one installation; it is kept as a digest only."""

    __tablename__ = "slack_states"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
