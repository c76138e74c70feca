"""Where the Slack app is installed, as Slack's SDK wants it kept: the stores of installations and of OAuth states.

What waits to be told in a workspace is parked in the transaction that deletes its installation, and goes on in the one
that brings it back. No token is ever logged, and who installed the app is not kept.

https://docs.slack.dev/tools/python-slack-sdk/oauth
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from sqlalchemy import ColumnElement, and_, delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import deliveries
from bot.storage.slack_tables import SlackGridTeamRow, SlackInstallationRow, SlackStateRow
from bot.storage.unit import Transactions

STATE_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Installed:
    """One installation, for those who look after it: `teams` are the workspaces that an organisation's serves."""

    name: str
    enterprise: str
    team: str
    bot: Bot
    teams: tuple[str, ...] = ()


class SqlSlackInstallations(AsyncInstallationStore):
    """The installations of one app in one database."""

    def __init__(self, transactions: Transactions, *, client_id: str) -> None:
        self._transactions = transactions
        self._client_id = client_id

    @property
    def logger(self) -> logging.Logger:
        return logging.getLogger("helpdesk.slack")

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation instead of the one that was there; what was parked for it goes on."""
        await self.async_save_bot(installation.to_bot())

    async def async_save_bot(self, bot: Bot) -> None:
        enterprise, team = bot.enterprise_id or "", _team_key(bot.team_id, bot.is_enterprise_install)
        async with self._transactions.writing() as connection:
            # A workspace that has joined an organisation since has another key now.
            same = SlackInstallationRow.team_id == team
            if not team:
                same = and_(same, SlackInstallationRow.enterprise_id == enterprise)
            await connection.execute(delete(SlackInstallationRow).where(self._own, same))
            values = {
                "client_id": self._client_id,
                "enterprise_id": enterprise,
                "team_id": team,
                "app_id": bot.app_id,
                "name": (bot.team_name if team else bot.enterprise_name) or team or enterprise,
                "bot_token": bot.bot_token,
                "bot_id": bot.bot_id,
                "bot_user_id": bot.bot_user_id,
                "bot_scopes": ",".join(bot.bot_scopes),
                "installed_at": datetime.fromtimestamp(bot.installed_at, tz=UTC),
            }
            await connection.execute(insert(SlackInstallationRow).values(values))
            for each in [team] if team else await self._teams_of(connection, enterprise):
                await deliveries.unpark(connection, _prefix(each))

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace, or of an organisation where that is asked for or no workspace is named."""
        team = _team_key(team_id, is_enterprise_install)
        its = SlackInstallationRow.team_id == team
        if not team:
            its = and_(its, SlackInstallationRow.enterprise_id == (enterprise_id or ""))
        async with self._transactions.reading() as connection:
            row = (await connection.execute(select(SlackInstallationRow).where(self._own, its))).one_or_none()
        return None if row is None else _bot(row)

    async def bot_of(self, team: str) -> Bot | None:
        """The bot that serves a workspace: its own, or that of its organisation."""
        grid = select(SlackGridTeamRow.enterprise_id).where(
            SlackGridTeamRow.client_id == self._client_id, SlackGridTeamRow.team_id == team
        )
        serves = or_(
            SlackInstallationRow.team_id == team,
            and_(
                SlackInstallationRow.team_id == "",
                SlackInstallationRow.enterprise_id == grid.scalar_subquery(),
            ),
        )
        query = select(SlackInstallationRow).where(self._own, serves)
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query.order_by(SlackInstallationRow.team_id.desc()))).first()
        return None if row is None else _bot(row)

    async def note_team(self, team: str, *, enterprise: str) -> None:
        """Keep that a workspace belongs to an organisation, so that messages to it find the token."""
        its = (SlackGridTeamRow.client_id == self._client_id, SlackGridTeamRow.team_id == team)
        async with self._transactions.writing() as connection:
            await connection.execute(delete(SlackGridTeamRow).where(*its))
            values = {"client_id": self._client_id, "team_id": team, "enterprise_id": enterprise}
            await connection.execute(insert(SlackGridTeamRow).values(values))
            await deliveries.unpark(connection, _prefix(team))

    async def leave_team(self, team: str) -> None:
        """Forget that an organisation's installation serves a workspace; without one of its own, what waits is parked."""
        its = (SlackGridTeamRow.client_id == self._client_id, SlackGridTeamRow.team_id == team)
        own = select(SlackInstallationRow.team_id).where(self._own, SlackInstallationRow.team_id == team)
        async with self._transactions.writing() as connection:
            await connection.execute(delete(SlackGridTeamRow).where(*its))
            if (await connection.execute(own)).first() is None:
                await deliveries.park(connection, _prefix(team))

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Delete the bot of a workspace, or without `team_id` of an organisation; what waits there is parked."""
        its = SlackInstallationRow.team_id == (team_id or "")
        if not team_id:
            its = and_(its, SlackInstallationRow.enterprise_id == (enterprise_id or ""))
        await self._delete(its)

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Nothing: the tokens of people are not kept."""

    async def forget(self, token: str) -> None:
        """Delete the installation that has this token, if any has it still."""
        await self._delete(SlackInstallationRow.bot_token == token)

    async def park(self, team: str) -> None:
        """Let what waits to be told in a workspace wait until the app is installed there."""
        async with self._transactions.writing() as connection:
            await deliveries.park(connection, _prefix(team))

    async def all(self) -> list[Installed]:
        """Every installation, in the order of their names."""
        query = select(SlackInstallationRow).where(self._own)
        async with self._transactions.reading() as connection:
            rows = (await connection.execute(query.order_by(SlackInstallationRow.name))).all()
            teams = {
                row.enterprise_id: await self._teams_of(connection, row.enterprise_id)
                for row in rows
                if not row.team_id
            }
        return [
            Installed(
                row.name,
                row.enterprise_id,
                row.team_id,
                _bot(row),
                () if row.team_id else tuple(teams[row.enterprise_id]),
            )
            for row in rows
        ]

    async def _delete(self, which: ColumnElement[bool]) -> None:
        key = (SlackInstallationRow.enterprise_id, SlackInstallationRow.team_id)
        async with self._transactions.writing() as connection:
            gone = delete(SlackInstallationRow).where(self._own, which).returning(*key)
            for enterprise, team in (await connection.execute(gone)).all():
                for each in [team] if team else await self._teams_of(connection, enterprise):
                    await deliveries.park(connection, _prefix(each))

    async def _teams_of(self, connection: AsyncConnection, enterprise: str) -> list[str]:
        """The workspaces that an organisation's installation serves: those with one of their own are not among them."""
        own = select(SlackInstallationRow.team_id).where(self._own, SlackInstallationRow.team_id != "")
        query = select(SlackGridTeamRow.team_id).where(
            SlackGridTeamRow.client_id == self._client_id,
            SlackGridTeamRow.enterprise_id == enterprise,
            SlackGridTeamRow.team_id.not_in(own),
        )
        return list(await connection.scalars(query.order_by(SlackGridTeamRow.team_id)))

    @property
    def _own(self) -> ColumnElement[bool]:
        return SlackInstallationRow.client_id == self._client_id


class SqlSlackStates(AsyncOAuthStateStore):
    """Who may finish an installation: whoever began it here, once, within ten minutes."""

    def __init__(self, transactions: Transactions, *, now: Callable[[], datetime]) -> None:
        self._transactions = transactions
        self._now = now

    @property
    def logger(self) -> logging.Logger:
        return logging.getLogger("helpdesk.slack")

    async def async_issue(self, *_: Any, **__: Any) -> str:
        """A new state; those that are too old are forgotten."""
        state, now = secrets.token_urlsafe(32), self._now()
        async with self._transactions.writing() as connection:
            await connection.execute(delete(SlackStateRow).where(SlackStateRow.until <= now))
            values = {"digest": _digest(state), "until": now + STATE_LASTS}
            await connection.execute(insert(SlackStateRow).values(values))
        return state

    async def async_consume(self, state: str) -> bool:
        """Use a state up; False for one that is unknown, used or too old."""
        using = delete(SlackStateRow).where(
            SlackStateRow.digest == _digest(state), SlackStateRow.until > self._now()
        )
        async with self._transactions.writing() as connection:
            return (await connection.execute(using)).rowcount == 1


def _team_key(team: str | None, is_enterprise_install: bool | None) -> str:
    return "" if is_enterprise_install else team or ""


def _prefix(team: str) -> str:
    """How the names of a workspace's conversations begin."""
    return f"slack:{team}:"


def _bot(row: Any) -> Bot:
    is_wide = not row.team_id
    return Bot(
        app_id=row.app_id,
        enterprise_id=row.enterprise_id or None,
        enterprise_name=row.name if is_wide else None,
        team_id=row.team_id or None,
        team_name=None if is_wide else row.name,
        bot_token=row.bot_token,
        bot_id=row.bot_id,
        bot_user_id=row.bot_user_id,
        bot_scopes=row.bot_scopes,
        is_enterprise_install=is_wide,
        installed_at=row.installed_at,
    )


def _digest(state: str) -> str:
    return sha256(state.encode("utf-8", "surrogatepass")).hexdigest()
