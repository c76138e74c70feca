"""Slack's two ways to us: sockets that we open, and posts to an address of ours."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from adapters.ports import ExpertDesk, Intake
from adapters.slack.calls import CallError, Refused, identity, new_client
from adapters.slack.errors import SlackUnusable
from adapters.slack.events import Us
from adapters.slack.installing import INSTALL, OAuth, routes
from adapters.slack.listening import Listening, OneWorkspace
from adapters.slack.pace import Pace
from adapters.slack.sender import SlackSender
from adapters.slack.senders import SlackSenders
from adapters.slack.workspaces import Workspace, Workspaces
from bot.texts import Texts

PATH = "/slack/events"
LARGEST = 2 * 1024 * 1024  # bytes of one post
PING_S = 5
NEEDED = frozenset(
    "app_mentions:read assistant:write channels:history chat:write commands files:write groups:history im:history "
    "im:write mpim:history users:read".split()
)
"""scopes of the bot token, as the manifest in docs/slack.md has them"""
CERTIFICATE_CHECK = b"ssl_check=1"  # which Slack sends unsigned, and Bolt answers


@dataclass(frozen=True)
class Access:
    """How to reach a workspace, and how it reaches us: by sockets with an app token, else by posts."""

    bot_token: str
    app_token: str | None = None
    signing_secret: str = ""
    api_url: str = "https://slack.com/api/"
    sockets: int = 2
    host: str = "127.0.0.1"
    port: int = 3000
    oauth: OAuth | None = None
    """how the app is installed in several workspaces; the bot token is not used then"""


@dataclass
class Connection:
    """An open session with one workspace or with all that have the app, through which replies are sent."""

    access: Access
    client: AsyncWebClient
    where: OneWorkspace | Workspaces
    sender: SlackSender | SlackSenders
    texts: Texts
    team_name: str = ""
    missing_scopes: frozenset[str] = frozenset()

    @property
    def us(self) -> Us | None:
        """The app in the workspace of the bot token; None where it may be in several."""
        return self.where.workspace.us if isinstance(self.where, OneWorkspace) else None

    @asynccontextmanager
    async def listening(self, intake: Intake, desk: ExpertDesk | None = None) -> AsyncIterator[str]:
        """Take what people do until the end of the block; how it comes. Experts work at the desk, if there is one."""
        heard = Listening(self.where, intake, self.texts, self.access.signing_secret, desk)
        bolt = heard.bolt(self.client)
        async with AsyncExitStack() as open_:
            told = []
            if self.access.app_token:
                told.append(await open_.enter_async_context(self._by_sockets(bolt)))
            if not self.access.app_token or self.access.oauth:
                told.append(await open_.enter_async_context(self._by_posts(bolt)))
            yield ", ".join(told)
        await heard.settle()

    @asynccontextmanager
    async def _by_sockets(self, bolt: AsyncApp) -> AsyncIterator[str]:
        client = AsyncWebClient(base_url=self.access.api_url, session=self.client.session)
        async with AsyncExitStack() as open_:
            for _ in range(self.access.sockets):
                handler = AsyncSocketModeHandler(
                    bolt, self.access.app_token, logger=bolt.logger, web_client=client, ping_interval=PING_S
                )
                open_.push_async_callback(handler.close_async)
                await handler.connect_async()  # type: ignore[no-untyped-call]
            yield f"by Socket Mode, {self.access.sockets} sockets"

    @asynccontextmanager
    async def _by_posts(self, bolt: AsyncApp) -> AsyncIterator[str]:
        verifier = SignatureVerifier(self.access.signing_secret)

        async def handle(request: web.Request) -> web.Response:
            body = await request.read()
            # Bolt checks the same, but only once it has made sense of the body.
            if CERTIFICATE_CHECK not in body and not _is_signed(verifier, body, request):
                return web.Response(status=401)
            try:
                asked = await to_bolt_request(request)
            except ValueError:
                return web.Response(status=400)
            return await to_aiohttp_response(await bolt.async_dispatch(asked))

        application = web.Application(client_max_size=LARGEST)
        path = PATH
        if not self.access.app_token:
            application.router.add_post(PATH, handle)
        if self.access.oauth is not None:
            application.add_routes(routes(self.access.oauth, self.client, self.texts))
            path = INSTALL if self.access.app_token else PATH
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, self.access.host, self.access.port).start()
            yield f"at http://{self.access.host}:{runner.addresses[0][1]}{path}"
        finally:
            await runner.cleanup()


def _is_signed(verifier: SignatureVerifier, body: bytes, request: web.Request) -> bool:
    try:
        return verifier.is_valid_request(body, dict(request.headers))
    except ValueError:  # no text, or no time
        return False


@asynccontextmanager
async def connected(access: Access, texts: Texts) -> AsyncIterator[Connection]:
    """A session with the workspace of the bot token. Raises SlackUnusable."""
    if not access.app_token and not access.signing_secret:
        raise SlackUnusable(
            "Set HELPDESK_SLACK_APP_TOKEN for Socket Mode, or HELPDESK_SLACK_SIGNING_SECRET for HTTP."
        )
    async with aiohttp.ClientSession() as session:
        if access.oauth is not None:
            client = new_client("", session=session, api_url=access.api_url)
            workspaces = Workspaces(session, access.api_url, texts, access.oauth.installed)
            yield Connection(access, client, workspaces, SlackSenders(workspaces), texts)
            return
        client = new_client(access.bot_token, session=session, api_url=access.api_url)
        try:
            told, scopes = await identity(client)
        except Refused as refusal:
            raise SlackUnusable(f"Slack refuses HELPDESK_SLACK_BOT_TOKEN: {refusal.word}.") from refusal
        except CallError as error:
            raise SlackUnusable(f"Slack was not reached at {access.api_url}.") from error
        us = Us(str(told["team_id"]), str(told["user_id"]), told.get("bot_id"))
        workspace = Workspace.of(client, us, texts, Pace())
        team = str(told.get("team", us.team))
        yield Connection(
            access, client, OneWorkspace(workspace), workspace.sender, texts, team, NEEDED - scopes
        )


async def check(access: Access, token: str) -> str | frozenset[str]:
    """The scopes that a token lacks, or the word by which Slack refuses it. Raises SlackUnusable."""
    async with aiohttp.ClientSession() as session:
        try:
            _, scopes = await identity(new_client(token, session=session, api_url=access.api_url))
        except Refused as refusal:
            return refusal.word
        except CallError as error:
            raise SlackUnusable(f"Slack was not reached at {access.api_url}.") from error
    return NEEDED - scopes
