"""The chat platforms that the settings hold tokens for: how they are reached, and who is an expert there."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.slack.connecting import Access as SlackAccess
    from adapters.slack.connecting import Connection as SlackConnection
    from adapters.telegram.connecting import Access as TelegramAccess
    from adapters.telegram.connecting import Connection as TelegramConnection
    from bot.app import App
    from bot.desk.room import ExpertRooms
    from bot.messages import Sender
    from bot.settings import Settings
    from bot.texts import Texts
    from bot.work.working import Working

POLLING = "telegram-polling"
LEASE = timedelta(
    seconds=30
)  # of the process that polls; it asks anew before each request, every ten seconds


def slack_access(settings: "Settings") -> "SlackAccess | None":
    """How the settings reach Slack; None without a bot token."""
    from adapters.slack.connecting import Access

    if settings.slack_bot_token is None:
        return None
    host, _, port = settings.slack_listen.rpartition(":")
    app_token, secret = settings.slack_app_token, settings.slack_signing_secret
    return Access(
        settings.slack_bot_token.get_secret_value(),
        app_token.get_secret_value() if app_token else None,
        secret.get_secret_value() if secret else "",
        settings.slack_api_url,
        settings.slack_sockets,
        host,
        int(port),
    )


def telegram_access(settings: "Settings") -> "TelegramAccess | None":
    """How the settings reach Telegram; None without a token."""
    from adapters.telegram.connecting import Access

    if settings.telegram_bot_token is None:
        return None
    host, _, port = settings.telegram_listen.rpartition(":")
    secret = settings.telegram_webhook_secret
    return Access(
        settings.telegram_bot_token.get_secret_value(),
        settings.telegram_api_url,
        settings.telegram_webhook_url,
        secret.get_secret_value() if secret else "",
        host,
        int(port),
    )


@dataclass
class Platforms:
    """Sessions with the chat platforms."""

    slack: "SlackConnection | None" = None
    telegram: "TelegramConnection | None" = None

    @property
    def senders(self) -> "list[Sender]":
        """What replies go out by."""
        return [each.sender for each in (self.slack, self.telegram) if each is not None]

    async def rooms(self, app: "App", settings: "Settings") -> "ExpertRooms":
        """The door of the desk, open to those whom the settings name, in the rooms that they name."""
        from escalation.experts import read_named

        rooms = app.expert_rooms()
        if self.slack is not None:
            from adapters.slack import places as slack

            team, channel = self.slack.us.team, settings.slack_experts_channel
            await rooms.open(
                frozenset([slack.Place(team, channel).conversation] if channel else []),
                among=f"{slack.PLATFORM}:{team}:",
                named={slack.member_id(team, each.user): each for each in read_named(settings.slack_experts)},
            )
        if self.telegram is not None:
            from adapters.telegram import places as telegram

            group, _, topic = (settings.telegram_experts_group or "").partition("/")
            named = read_named(settings.telegram_experts)
            await rooms.open(
                frozenset([telegram.Place(int(group), int(topic or 0)).conversation] if group else []),
                among=f"{telegram.PLATFORM}:",
                named={telegram.member_id(int(each.user)): each for each in named},
            )
        return rooms

    @asynccontextmanager
    async def listening(
        self, app: "App", working: "Working", rooms: "ExpertRooms"
    ) -> "AsyncIterator[list[str]]":
        """Take what people do until the end of the block; where it comes from, a phrase each."""
        ways = []
        async with AsyncExitStack() as open_:
            if self.slack is not None:
                way = await open_.enter_async_context(self.slack.listening(app.intake(working), rooms))
                ways.append(f"Slack {way}")
            if self.telegram is not None:
                from bot.storage.errors import DatabaseUnreachable
                from bot.storage.leases import SqlLeases

                holder, leases = working.lease.executor, SqlLeases(app.database)  # given back with the name

                async def leads() -> bool:
                    return await leases.hold(POLLING, holder=holder, now=app.clock.now(), lasts=LEASE)

                way = await open_.enter_async_context(
                    self.telegram.listening(
                        app.intake(working),
                        rooms,
                        leads=leads,
                        is_passing=lambda error: isinstance(error, DatabaseUnreachable),
                    )
                )
                ways.append(f"Telegram {way}")
            yield ways


@asynccontextmanager
async def connected(settings: "Settings", texts: "Texts") -> AsyncIterator[Platforms]:
    """Sessions with all that have tokens. Raises SlackUnusable and TelegramUnusable."""
    platforms = Platforms()
    async with AsyncExitStack() as open_:
        if (slack := slack_access(settings)) is not None:
            from adapters.slack.connecting import connected as slack_connected

            platforms.slack = await open_.enter_async_context(slack_connected(slack, texts))
        if (telegram := telegram_access(settings)) is not None:
            from adapters.telegram.connecting import connected as telegram_connected

            platforms.telegram = await open_.enter_async_context(telegram_connected(telegram, texts))
        yield platforms
