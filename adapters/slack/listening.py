"""Slack's Bolt app: hands what happens to the workspace where it happens.

A listener ends before Slack is told yes, and where it fails Slack tries again.
"""

import inspect
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.web.async_client import AsyncWebClient

from adapters.ports import ExpertDesk, Intake
from adapters.slack.app import SlackApp, acknowledged, failed, nothing
from adapters.slack.workspaces import Tenant, Workspace, tenant_of
from bot.texts import Texts

TENANT, HERE = "tenant", "here"

log = structlog.get_logger()


class Where(Protocol):
    """Finds the workspace in which something happens."""

    async def heard_from(self, tenant: Tenant) -> Workspace | None: ...

    async def removed(self, tenant: Tenant, *, at: int) -> None: ...

    async def left(self, team: str) -> None: ...


@dataclass
class OneWorkspace:
    """The workspace of the one bot token that there is."""

    workspace: Workspace

    async def heard_from(self, tenant: Tenant) -> Workspace | None:
        return self.workspace

    async def removed(self, tenant: Tenant, *, at: int) -> None:
        log.warning("app removed from Slack, HELPDESK_SLACK_BOT_TOKEN is of no use any more")

    async def left(self, team: str) -> None:
        """Nothing: one token is for one workspace."""


@dataclass
class Listening:
    """Listens in every workspace."""

    where: Where
    intake: Intake
    texts: Texts
    signing_secret: str = ""
    desk: ExpertDesk | None = None
    _apps: dict[str, SlackApp] = field(default_factory=dict)
    """by workspace"""
    _former: list[SlackApp] = field(default_factory=list)

    def bolt(self, client: AsyncWebClient) -> AsyncApp:
        """The app of Bolt; the client needs no token."""

        async def authorize(context: AsyncBoltContext) -> AuthorizeResult | None:  # Bolt takes no methods
            return await self._authorize(context)

        app = AsyncApp(
            client=AsyncWebClient(base_url=client.base_url, session=client.session, retry_handlers=[]),
            signing_secret=self.signing_secret,
            before_authorize=_locate,
            authorize=authorize,  # type: ignore[arg-type]  # None is what Bolt takes for "not installed"
            user_facing_authorize_error_message=self.texts.say("slack-not-here"),
            process_before_response=True,
            ignoring_self_events_enabled=False,  # the deletion of a card of ours would count as one
            logger=quiet(),
        )
        app.event("app_uninstalled")(self._removed)
        app.event("tokens_revoked")(self._revoked)
        app.event("team_access_revoked")(self._left)
        for kind, matcher, taken_by in SlackApp.listeners():
            getattr(app, kind)(matcher)(_within(taken_by))
        app.event(re.compile(".*"))(nothing)
        app.action(re.compile(".*"))(acknowledged)
        app.error(failed)
        return app

    async def settle(self) -> None:
        """Wait for what was begun and not kept anywhere."""
        for app in (*self._former, *self._apps.values()):
            await app.settle()

    async def _authorize(self, context: AsyncBoltContext) -> AuthorizeResult | None:
        tenant: Tenant = context[TENANT]
        workspace = await self.where.heard_from(tenant)
        if workspace is None:
            log.warning("heard from a workspace of Slack without the app", team=tenant.team)
            return None
        context[HERE] = self._app_in(workspace)
        return AuthorizeResult(
            enterprise_id=tenant.enterprise,
            team_id=workspace.us.team,
            bot_user_id=workspace.us.user,
            bot_id=workspace.us.bot,
            bot_token=workspace.client.token,
        )

    def _app_in(self, workspace: Workspace) -> SlackApp:
        team = workspace.us.team
        known = self._apps.get(team)
        if known is None or known.sender is not workspace.sender:
            if known is not None:
                self._former.append(known)
            here = workspace.client, workspace.us, self.intake, workspace.sender, workspace.people
            known = self._apps[team] = SlackApp(*here, self.texts, self.desk)
        return known

    async def _removed(self, body: dict[str, Any]) -> None:
        await self.where.removed(tenant_of(body), at=int(body.get("event_time") or 0))

    async def _revoked(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        if (event.get("tokens") or {}).get("bot"):  # of people we keep no tokens
            await self._removed(body)

    async def _left(self, event: dict[str, Any]) -> None:
        for team in event.get("team_ids") or []:
            await self.where.left(str(team))


def quiet() -> logging.Logger:
    """A logger for Slack's libraries, which would quote tokens, codes and texts."""
    logger = logging.getLogger("helpdesk.slack")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.setLevel(logging.CRITICAL + 1)
    logger.propagate = False
    return logger


async def _locate(
    body: dict[str, Any], context: AsyncBoltContext, next_: Callable[[], Awaitable[Any]]
) -> None:
    context[TENANT] = tenant_of(body)
    await next_()


def _within(
    taken_by: Callable[[SlackApp], Callable[..., Awaitable[None]]],
) -> Callable[[AsyncArgs], Awaitable[None]]:
    """A listener that has the app in the workspace take it."""

    async def listener(args: AsyncArgs) -> None:
        take = taken_by(args.context[HERE])
        await take(**{name: getattr(args, name) for name in inspect.signature(take).parameters})

    return listener
