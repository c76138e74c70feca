"""The helpdesk serving a fake Slack, and people in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from adapters.slack.connecting import Access, Connection, connected
from adapters.slack.pace import Pace
from adapters.slack.sender import SlackSender
from bot.app import App, open_app
from bot.cli.platforms import Platforms
from bot.settings import Settings
from bot.work.working import Working
from tests.conversation.talking import HandClock
from tests.fakes.slack import Slack


def quick() -> Pace:
    """No rate to speak of, where a test is about something else."""
    return Pace(channel_every_s=0.0001, all_every_s=0.0001)


@dataclass
class Served:
    """A deployment that serves a workspace."""

    app: App
    work: Working
    slack: Slack
    connection: Connection
    clock: HandClock

    @property
    def sender(self) -> SlackSender:
        """What tells replies in the workspace of the bot token."""
        assert isinstance(self.connection.sender, SlackSender)
        return self.connection.sender


@asynccontextmanager
async def served(
    settings: Settings,
    slack: Slack,
    *,
    by_posts: bool = False,
    burst_s: float = 0.0,
    pace: Pace | None = None,
    sockets: int = 1,
) -> AsyncIterator[Served]:
    """Serve until the end of the block; what a strict Slack minds fails the test."""
    access = Access(
        slack.bot_token,
        None if by_posts else slack.app_token,
        slack.app.signing_secret,
        slack.api_url,
        sockets,
        port=0,
    )
    async with open_app(settings) as app, connected(access, app.texts) as connection:
        clock = HandClock()
        app.clock = clock
        app.conversation()
        await app.stock_samples()
        if pace is not None:
            assert isinstance(connection.sender, SlackSender)
            connection.sender.pace = pace
        rooms = await Platforms(slack=connection).rooms(app, settings)
        async with app.work(connection.sender, burst=timedelta(seconds=burst_s)) as work:
            async with connection.listening(app.intake(work), rooms) as way:
                if by_posts:
                    slack.events_to(way.removeprefix("at "))
                else:
                    await slack.connected(sockets)
                yield Served(app, work, slack, connection, clock)
                await slack.settled()
    assert slack.violations == [], slack.violations
