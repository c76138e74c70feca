"""Installing the app in a workspace by OAuth: two pages of our own, and what Slack's flow makes of them.

https://docs.slack.dev/authentication/installing-with-oauth
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.listening import quiet
from adapters.slack.workspaces import Installations
from bot.texts import Texts

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
STATE_LASTS_S = 600
HEADERS: dict[str, str | Sequence[str]] = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'",
    "Referrer-Policy": "no-referrer",
}

log = structlog.get_logger()


@dataclass(frozen=True)
class OAuth:
    """The app as Slack knows it, and where its installations are kept."""

    client_id: str
    client_secret: str
    scopes: tuple[str, ...]
    installed: Installations
    store: AsyncInstallationStore
    states: AsyncOAuthStateStore
    redirect_url: str | None = None
    """the one that the app has, where it has several"""


def routes(oauth: OAuth, client: AsyncWebClient, texts: Texts) -> list[web.RouteDef]:
    """The pages by which the app is installed."""
    flow = AsyncOAuthFlow(client=client, logger=quiet(), settings=_settings(oauth, client, texts))

    async def begin(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await flow.handle_installation(await to_bolt_request(request)))

    async def end(request: web.Request) -> web.Response:
        try:
            response = await flow.handle_callback(await to_bolt_request(request))
        except (aiohttp.ClientError, TimeoutError):
            log.warning("not installed in Slack", reason="no_connection")
            response = _page(texts.say("slack-install-failed"), status=502)
        return await to_aiohttp_response(response)

    return [web.get(INSTALL, begin), web.get(REDIRECT, end)]


def _settings(oauth: OAuth, client: AsyncWebClient, texts: Texts) -> AsyncOAuthSettings:
    async def succeeded(args: AsyncSuccessArgs) -> BoltResponse:
        kept = args.installation
        log.warning("installed in Slack", team=kept.team_id, enterprise=kept.enterprise_id)
        name = kept.team_name or kept.enterprise_name or ""
        return _page(texts.say("slack-installed", name=name), status=200)

    async def failed(args: AsyncFailureArgs) -> BoltResponse:
        reason = args.reason if args.reason.isidentifier() else "unknown"
        log.warning("not installed in Slack", reason=reason)
        is_declined = reason == "access_denied"
        words = texts.say("slack-install-declined" if is_declined else "slack-install-failed")
        return _page(words, status=args.suggested_status_code)

    return AsyncOAuthSettings(
        client_id=oauth.client_id,
        client_secret=oauth.client_secret,
        scopes=list(oauth.scopes),
        user_scopes=[],
        redirect_uri=oauth.redirect_url,
        install_path=INSTALL,
        install_page_rendering_enabled=False,
        redirect_uri_path=REDIRECT,
        callback_options=AsyncCallbackOptions(success=succeeded, failure=failed),
        authorization_url=urljoin(client.base_url, "/oauth/v2/authorize"),
        installation_store=oauth.store,
        installation_store_bot_only=True,
        state_store=oauth.states,
        state_expiration_seconds=STATE_LASTS_S,
        logger=quiet(),
    )


def _page(words: str, *, status: int) -> BoltResponse:
    body = f'<!doctype html><meta charset="utf-8"><title>Policy Helpdesk</title><p>{html.escape(words)}</p>'
    return BoltResponse(status=status, body=body, headers=HEADERS)
