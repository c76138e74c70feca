"""The helpdesk serving every workspace that installs it, and the browsers in which people do so."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import aiohttp

from bot.app import App, open_app
from bot.cli.platforms import Platforms, connected
from bot.settings import Settings
from bot.storage.slack_installations import SqlSlackInstallations
from bot.work.working import Working
from tests.adapters.slack.serving import quick
from tests.conversation.talking import HandClock
from tests.fakes.slack import Slack
from tests.fakes.slack.state import Installation, Team


@dataclass
class Browser:
    """Somebody who installs the app: what Slack was asked, and the cookie that they got."""

    asked: dict[str, str]
    cookie: str

    @property
    def state(self) -> str:
        return self.asked["state"]


@dataclass
class Several:
    """A deployment for any number of workspaces."""

    app: App
    work: Working
    slack: Slack
    platforms: Platforms
    clock: HandClock
    address: str

    @property
    def installed(self) -> SqlSlackInstallations:
        return SqlSlackInstallations(self.app.database, client_id=self.slack.app.client_id)

    async def teams(self) -> list[str]:
        """The workspaces and organisations in which the app is, by their ids."""
        return sorted(each.team or each.enterprise for each in await self.installed.all())

    async def begins(self) -> Browser:
        """Open the page by which the app is installed."""
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{self.address}/slack/install", allow_redirects=False) as answer:
                assert answer.status == 302
                to = urlsplit(answer.headers["Location"])
                assert to.path == "/oauth/v2/authorize"
                asked = {name: values[0] for name, values in parse_qs(to.query).items()}
                return Browser(asked, answer.headers["Set-Cookie"].partition(";")[0])

    async def comes_back(self, *, cookie: str = "", **query: str) -> tuple[int, str]:
        """The page to which Slack sends the browser back: its status, and what it says."""
        url = f"{self.address}/slack/oauth_redirect"
        async with aiohttp.ClientSession(headers={"Cookie": cookie} if cookie else {}) as session:
            async with session.get(url, params=query) as answer:
                return answer.status, await answer.text()

    async def install(self, team: Team, *, org_wide: bool = False) -> Installation:
        """Install the app in a workspace, from the first page to the last."""
        browser = await self.begins()
        assert browser.asked["client_id"] == self.slack.app.client_id
        scopes = set(browser.asked["scope"].split(","))
        granted = self.slack.install(team, scopes=scopes, org_wide=org_wide, pending=True)
        code = self.slack.code_for(granted)
        status, said = await self.comes_back(cookie=browser.cookie, code=code, state=browser.state)
        assert (status, "is installed in" in said) == (200, True), said
        return granted


def for_several(settings: Settings, slack: Slack, *, by_posts: bool, **changed: str) -> Settings:
    given = {
        "HELPDESK_SLACK_CLIENT_ID": slack.app.client_id,
        "HELPDESK_SLACK_CLIENT_SECRET": slack.app.client_secret,
        "HELPDESK_SLACK_SIGNING_SECRET": slack.app.signing_secret,
        "HELPDESK_SLACK_APP_TOKEN": "" if by_posts else slack.app_token,
        "HELPDESK_SLACK_API_URL": slack.api_url,
        "HELPDESK_SLACK_SOCKETS": "1",
        "HELPDESK_SLACK_LISTEN": "127.0.0.1:0",
    } | changed
    named = {name.removeprefix("HELPDESK_").lower(): value for name, value in given.items() if value}
    whole = settings.model_dump() | named
    return Settings(**whole)


@asynccontextmanager
async def served_to_all(
    settings: Settings, slack: Slack, *, by_posts: bool = True, **changed: str
) -> AsyncIterator[Several]:
    """Serve until the end of the block, by the door that `helpdesk serve` uses."""
    settings = for_several(settings, slack, by_posts=by_posts, **changed)
    async with open_app(settings) as app:
        app.clock = clock = HandClock()
        async with connected(settings, app) as platforms:
            assert platforms.slack is not None
            platforms.slack.where.pace = quick  # type: ignore[union-attr]  # no rate to speak of
            app.conversation()
            await app.stock_samples()
            rooms = await platforms.rooms(app, settings)
            async with app.work(*platforms.senders, burst=timedelta(0)) as work:
                async with platforms.listening(app, work, rooms) as ways:
                    where = urlsplit(ways[0].split(" at ")[-1])
                    if by_posts:
                        slack.events_to(where.geturl())
                    else:
                        await slack.connected(1)
                    yield Several(app, work, slack, platforms, clock, f"http://{where.netloc}")
                    await slack.settled()
    if slack.http is not None:
        await slack.http.close()
    assert slack.violations == [], slack.violations
