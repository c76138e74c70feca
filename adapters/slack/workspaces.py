"""The workspaces in which the app is, each with its own token: which one it is, the address alone decides."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp
import structlog
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import new_client
from adapters.slack.events import Us
from adapters.slack.pace import Pace
from adapters.slack.people import People
from adapters.slack.sender import SlackSender
from bot.texts import Texts

log = structlog.get_logger()


class Installations(Protocol):
    """Where the app is installed."""

    async def bot_of(self, team: str) -> Bot | None:
        """The bot that serves a workspace: its own, or that of its organisation."""
        ...

    async def note_team(self, team: str, *, enterprise: str) -> None:
        """Keep that a workspace belongs to an organisation."""
        ...

    async def leave_team(self, team: str) -> None:
        """Forget that an organisation's installation serves a workspace."""
        ...

    async def park(self, team: str) -> None:
        """Let what waits to be told in a workspace wait until the app is installed there."""
        ...

    async def forget(self, token: str) -> None:
        """Delete the installation that has this token, if any has it still."""
        ...

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None: ...

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None: ...


@dataclass(frozen=True)
class Tenant:
    """Whence something comes: a workspace, and the organisation whose installation heard of it."""

    team: str
    enterprise: str | None = None
    is_wide: bool = False
    """whether the app is installed in the organisation as a whole"""


@dataclass(eq=False)
class Workspace:
    """The app in one workspace: everything here has this workspace's token."""

    client: AsyncWebClient
    us: Us
    sender: SlackSender
    people: People

    @classmethod
    def of(cls, client: AsyncWebClient, us: Us, texts: Texts, pace: Pace) -> "Workspace":
        sender = SlackSender(client, us.team, us.user, texts, pace)
        return cls(client, us, sender, People(client, us.team))


@dataclass
class Workspaces:
    """Finds the workspace of an address; what it knows of one holds as long as its token."""

    session: aiohttp.ClientSession
    api_url: str
    texts: Texts
    installed: Installations
    pace: Callable[[], Pace] = Pace
    _known: dict[str, Workspace] = field(default_factory=dict)

    async def of(self, team: str) -> Workspace | None:
        """The workspace with this id, with the token that it has now; None where the app is not installed."""
        bot = await self.installed.bot_of(team)
        if bot is None:
            self._known.pop(team, None)
            return None
        known = self._known.get(team)
        if known is None or known.client.token != bot.bot_token:
            client = new_client(bot.bot_token, session=self.session, api_url=self.api_url)
            us = Us(team, bot.bot_user_id, bot.bot_id)
            known = self._known[team] = Workspace.of(client, us, self.texts, self.pace())
        return known

    async def heard_from(self, tenant: Tenant) -> Workspace | None:
        """The workspace from which something comes; one of an organisation becomes known by it."""
        workspace = await self.of(tenant.team)
        if workspace is None and tenant.is_wide and tenant.enterprise:
            wide = await self.installed.async_find_bot(
                enterprise_id=tenant.enterprise, team_id=None, is_enterprise_install=True
            )
            if wide is not None:
                await self.installed.note_team(tenant.team, enterprise=tenant.enterprise)
                workspace = await self.of(tenant.team)
        return workspace

    async def park(self, team: str) -> None:
        """Let what waits for a workspace without installation wait."""
        log.warning("app not installed in a workspace of Slack, replies wait for it", team=team)
        await self.installed.park(team)

    async def lost(self, workspace: Workspace) -> None:
        """Take note that a token is of no use any more."""
        log.warning(
            "token of a workspace of Slack revoked, replies wait for a new one", team=workspace.us.team
        )
        await self.installed.forget(str(workspace.client.token))

    async def left(self, team: str) -> None:
        """Take note that an organisation has taken a workspace from the app; it is heard from again if it gives it back."""
        log.warning("app taken from a workspace of Slack, replies wait for it", team=team)
        await self.installed.leave_team(team)

    async def removed(self, tenant: Tenant, *, at: int) -> None:
        """Take note that the app was removed at a time, in seconds; told late, it may have been installed since."""
        team = None if tenant.is_wide else tenant.team
        bot = await self.installed.async_find_bot(
            enterprise_id=tenant.enterprise, team_id=team, is_enterprise_install=tenant.is_wide
        )
        if bot is None or at < int(bot.installed_at):
            return
        log.warning("app removed from Slack", team=team, enterprise=tenant.enterprise)
        await self.installed.async_delete_bot(enterprise_id=tenant.enterprise, team_id=team)


def tenant_of(body: dict[str, Any]) -> Tenant:
    """Whence a payload comes, https://docs.slack.dev/apis/events-api#authorizations.

    A button belongs to the workspace of the message on which it stands, whosever workspace it was pressed from; the
    installation of an organisation has no workspace, and there the payload names it.
    """
    authorization = (body.get("authorizations") or [{}])[0]
    view, user = body.get("view") or {}, body.get("user")
    is_wide = authorization.get("is_enterprise_install", body.get("is_enterprise_install")) in (True, "true")
    pressed_on = body.get("message") if body.get("type") == "block_actions" and not is_wide else None
    team = (
        (pressed_on or {}).get("team")
        or view.get("app_installed_team_id")
        or authorization.get("team_id")
        or body.get("context_team_id")
        or _id_of(body.get("team"))
        or body.get("team_id")
        or (user.get("team_id") if isinstance(user, dict) else None)
    )
    enterprise = (
        authorization.get("enterprise_id") or _id_of(body.get("enterprise")) or body.get("enterprise_id")
    )
    return Tenant(str(team or ""), str(enterprise) if enterprise else None, is_wide)


def _id_of(named: Any) -> Any:
    return named.get("id") if isinstance(named, dict) else named
