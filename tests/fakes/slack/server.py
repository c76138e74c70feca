"""The fake itself: one workspace with the app installed, served on loopback."""

import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from aiohttp import web

import tests.fakes.slack.methods  # noqa: F401 - registers the methods
from tests.fakes.slack.clock import Clock
from tests.fakes.slack.delivery import Courier, Delivery
from tests.fakes.slack.events import Events
from tests.fakes.slack.faults import Faults
from tests.fakes.slack.http_events import HttpEvents
from tests.fakes.slack.limits import Limits
from tests.fakes.slack.methods.files import take_bytes
from tests.fakes.slack.people import Person
from tests.fakes.slack.responding import handle as handle_response
from tests.fakes.slack.socket import SocketMode
from tests.fakes.slack.state import App, Channel, ChannelKind, Installation, Message, State, Team, User
from tests.fakes.slack.waiting import until
from tests.fakes.slack.web_api import WebApi
from tests.fakes.slack.world import Call, Ping, World

BOT_SCOPES = set(
    "app_mentions:read assistant:write channels:history channels:read channels:join chat:write commands files:read "
    "files:write groups:history groups:read im:history im:read im:write mpim:history mpim:read mpim:write "
    "reactions:read reactions:write team:read users:read users:read.email".split()
)
COMMANDS = frozenset({"/helpdesk"})


class Slack:
    """A Slack on loopback: `async with Slack() as slack`. Events go by Socket Mode unless `events_to` says where."""

    def __init__(
        self,
        *,
        name: str = "Helpdesk",
        commands: Sequence[str] = tuple(COMMANDS),
        scopes: set[str] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = Clock(monotonic)
        self.app = App(
            id="A000000001",
            name=name,
            client_id="1111.2222",
            client_secret="client-secret-of-the-fake",
            signing_secret="signing-secret-of-the-fake",
            verification_token="verification-token-of-the-fake",
            app_tokens={"xapp-fake": {"connections:write", "authorizations:read"}},
            scopes=set(BOT_SCOPES if scopes is None else scopes),
            commands=set(commands),
        )
        self.state = State(self.clock)
        violations: list[str] = []
        self.sockets = SocketMode(self.clock, violations, self.app.id)
        self.http: HttpEvents | None = None
        courier = Courier(self.clock, self.sockets)
        self.world = World(
            app=self.app,
            clock=self.clock,
            state=self.state,
            limits=Limits(self.clock),
            sockets=self.sockets,
            courier=courier,
            events=Events(self.state, self.app, courier),
            violations=violations,
        )
        self.web_api = WebApi(self.world)
        self._runner: web.AppRunner | None = None
        self.team = self.add_team("Interreg")
        self.installation = self.install(self.team)

    # What a test looks at

    @property
    def violations(self) -> list[str]:
        """What a strict platform would have minded, in words."""
        return self.world.violations

    @property
    def notified(self) -> list[Ping]:
        """Whom messages have pinged, by which live token."""
        return self.world.notified

    @property
    def calls(self) -> list[Call]:
        return self.world.calls

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def faults(self) -> Faults:
        """What goes wrong with calls, to be set up."""
        return self.world.faults

    @property
    def limits(self) -> Limits:
        return self.world.limits

    @property
    def courier(self) -> Courier:
        return self.world.courier

    @property
    def api_url(self) -> str:
        return f"{self.world.base}/api/"

    @property
    def app_token(self) -> str:
        return next(iter(self.app.app_tokens))

    @property
    def bot_token(self) -> str:
        return self.installation.token

    @property
    def bot(self) -> User:
        return self.installation.bot

    # Setting up

    def add_team(self, name: str, *, enterprise: str | None = None) -> Team:
        """Another workspace, of an Enterprise Grid where one is named."""
        enterprise_id = None
        if enterprise:
            known = (
                team.enterprise_id for team in self.state.teams.values() if team.enterprise_name == enterprise
            )
            enterprise_id = next(known, None) or self.state.new_id("E")
        team = Team(self.state.new_id("T"), name, enterprise_id, enterprise)
        self.state.teams[team.id] = team
        return team

    def install(
        self,
        team: Team,
        *,
        scopes: set[str] | None = None,
        org_wide: bool = False,
        pending: bool = False,
    ) -> Installation:
        """Install the app in a workspace, again with the bot it had; `pending` leaves the token to oauth.v2.access."""
        known = [held.bot for held in self.state.installations.values() if held.team is team]
        bot = known[0] if known else self._add_user(self.app.name, team, is_bot=True)
        bot.app_id = self.app.id
        granted = set(self.app.scopes if scopes is None else scopes)
        token = f"xoxb-fake-{team.id}-{self.state.new_id('')}"
        installation = Installation(team, bot, token, granted, "U0INSTALLER", org_wide)
        if not pending:
            self.state.installations[token] = installation
        return installation

    def code_for(self, installation: Installation) -> str:
        """The code that a browser brings back after somebody allowed a pending installation."""
        code = f"code-{self.state.new_id('')}"
        self.state.codes[code] = installation
        self.state.codes_given[code] = self.clock.now()
        return code

    def uninstall(self, installation: Installation) -> None:
        """Remove the app from a workspace, and tell it so."""
        self.world.events.uninstalled(installation)
        installation.revoked = True

    def revoke(self, installation: Installation) -> None:
        """End a token without removing the app, and tell it so."""
        self.world.events.revoked(installation)
        installation.revoked = True

    def _add_user(self, name: str, team: Team, *, is_bot: bool = False, guest: bool = False) -> User:
        id_ = self.state.new_id("U")
        user = User(id_, team, name, self.state.new_id("B") if is_bot else None, restricted=guest)
        self.state.users[id_] = user
        return user

    def person(
        self, name: str, *, team: Team | None = None, guest: bool = False, email: str | None = None
    ) -> Person:
        user = self._add_user(name, team or self.team, guest=guest)
        user.email = email
        return Person(self.world, user)

    def other_bot(self, name: str, *, team: Team | None = None) -> Person:
        """A bot of somebody else's app, which talks like a person."""
        user = self._add_user(name, team or self.team, is_bot=True)
        user.app_id = self.state.new_id("A")
        return Person(self.world, user)

    def channel(
        self,
        name: str,
        *people: Person,
        kind: ChannelKind = "public",
        with_app: bool = True,
        team: Team | None = None,
        shared_with: Sequence[Team] = (),
    ) -> Channel:
        """A channel with these people in it, and the app."""
        team = team or self.team
        channel = Channel(self.state.new_id("D" if kind == "im" else "C"), team, name, kind)
        channel.members = [person.id for person in people]
        channel.shared_with = [other.id for other in shared_with]
        for held in self.world.events.living():
            is_here = held.team is team or held.team in shared_with
            if with_app and (is_here or (held.org_wide and held.team.enterprise_id == team.enterprise_id)):
                channel.members.append(held.bot.id)
        self.state.channels[channel.id] = channel
        return channel

    def events_to(self, url: str) -> HttpEvents:
        """From now on, post events, presses and commands to the app's address."""
        self.http = HttpEvents(self.clock, self.app, url, violations=self.violations)
        self.world.courier.transport = self.http
        return self.http

    # Waiting

    async def connected(self, count: int = 1, *, within_s: float = 5.0) -> None:
        """Wait until so many sockets are open."""
        await self.sockets.until_connected(count, within_s=within_s)

    async def settled(self, *, within_s: float = 10.0) -> None:
        """Wait until nothing is on its way to the app."""
        await self.world.courier.settled(within_s=within_s)

    async def until(self, happened: Callable[[], bool], *, within_s: float = 5.0) -> None:
        await until(happened, within_s=within_s)

    def deliveries(self, type_: str) -> list[Delivery]:
        """The deliveries of one type of event so far."""
        return self.world.courier.events(type_)

    def messages(self, channel: Channel) -> list[Message]:
        return list(channel.messages.values())

    # Serving

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_route("*", "/api/{method}", self.web_api.handle)
        application.router.add_get("/link/", self.sockets.handle)
        application.router.add_post("/actions/{team}/{id}", self._response)
        application.router.add_route("*", "/upload/v1/{id}", self._upload)
        application.router.add_get("/files-pri/{id}", self._download)
        application.router.add_get("/oauth/v2/authorize", self._authorise)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.world.base = self.sockets.base = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.world.courier.close()
        await self.sockets.close()
        if self.http:
            await self.http.close()
        if self._runner:
            await self._runner.cleanup()

    async def _response(self, request: web.Request) -> web.Response:
        return await handle_response(self.world, request)

    async def _upload(self, request: web.Request) -> web.Response:
        if request.content_type == "multipart/form-data":
            part = next(iter((await request.post()).values()), "")
            content = part.file.read() if isinstance(part, web.FileField) else str(part).encode()
        else:
            content = await request.read()
        fault = self.world.faults.strike("upload", {"id": request.match_info["id"]})
        if fault is not None:
            return web.Response(status=500, text="upload failed")
        return take_bytes(self.world, request.match_info["id"], content)

    async def _download(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        installation = self.state.installations.get(token)
        file = self.state.files.get(request.match_info["id"])
        if installation is None or installation.revoked or "files:read" not in installation.scopes:
            raise web.HTTPFound("/?redir=login")
        if file is None or not file.completed:
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def _authorise(self, request: web.Request) -> web.Response:
        """Stand for the person who presses Allow: back to the app with a code for a new installation."""
        query = request.query
        if query.get("client_id") != self.app.client_id:
            return web.Response(status=400, text="invalid client_id")
        team = self.state.teams.get(query.get("team", ""), self.team)
        scopes = set(query.get("scope", "").split(",")) - {""}
        code = self.code_for(self.install(team, scopes=scopes, pending=True))
        back = query.get("redirect_uri") or self.app.redirect_uri
        if not back:
            return web.Response(status=400, text="no redirect_uri")
        raise web.HTTPFound(f"{back}?code={code}&state={query.get('state', '')}")
