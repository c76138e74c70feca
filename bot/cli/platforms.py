"""The chat platforms that the settings hold tokens for: how they are reached, and who is an expert there."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.slack.connecting import Access as SlackAccess
    from adapters.slack.connecting import Connection as SlackConnection
    from adapters.slack.installing import OAuth as SlackOAuth
    from adapters.telegram.connecting import Access as TelegramAccess
    from adapters.telegram.connecting import Connection as TelegramConnection
    from bot.app import App
    from bot.desk.room import ExpertRooms
    from bot.messages.sending import Sender
    from bot.settings import Settings
    from bot.work.working import Working

RECEIPTS = "receipts.db"
POLLING = "telegram-polling"
LEASE = timedelta(
    seconds=30
)  # of the process that polls; it asks anew before each request, every ten seconds


def slack_access(settings: "Settings", app: "App | None" = None) -> "SlackAccess | None":
    """How the settings reach Slack; None without a bot token or a client id.

    The installations are those of the app's database. Raises SettingsError.
    """
    from adapters.slack.connecting import Access

    oauth = slack_oauth(settings, app) if app is not None else None
    if settings.slack_bot_token is None and oauth is None:
        return None
    host, _, port = settings.slack_listen.rpartition(":")
    token, app_token, secret = (
        settings.slack_bot_token,
        settings.slack_app_token,
        settings.slack_signing_secret,
    )
    return Access(
        token.get_secret_value() if token else "",
        app_token.get_secret_value() if app_token else None,
        secret.get_secret_value() if secret else "",
        settings.slack_api_url,
        settings.slack_sockets,
        host,
        int(port),
        oauth,
    )


def slack_oauth(settings: "Settings", app: "App") -> "SlackOAuth | None":
    """How the Slack app gets into several workspaces; None without a client id. Raises SettingsError."""
    from bot.settings import SettingsError

    id_, secret = settings.slack_client_id, settings.slack_client_secret
    if id_ is None and secret is None:
        return None
    if id_ is None or secret is None:
        raise SettingsError(
            "HELPDESK_SLACK_CLIENT_ID and HELPDESK_SLACK_CLIENT_SECRET go together: set both, or none."
        )
    from adapters.slack.installing import OAuth
    from bot.storage.slack_installations import SqlSlackInstallations, SqlSlackStates

    store = SqlSlackInstallations(app.database, client_id=id_)
    states = SqlSlackStates(app.database, now=app.clock.now)
    scopes = tuple(settings.slack_scopes.split(","))
    return OAuth(id_, secret.get_secret_value(), scopes, store, store, states, settings.slack_redirect_url)


def telegram_access(settings: "Settings") -> "TelegramAccess | None":
    """How the settings reach Telegram; None without a token."""
    from adapters.telegram.connecting import Access
    from adapters.telegram.places import Place
    from bot.events.organisers import read_organisers

    if settings.telegram_bot_token is None:
        return None
    host, _, port = settings.telegram_listen.rpartition(":")
    secret = settings.telegram_webhook_secret
    group, _, topic = (settings.telegram_experts_group or "").partition("/")
    return Access(
        settings.telegram_bot_token.get_secret_value(),
        settings.telegram_api_url,
        settings.telegram_webhook_url,
        secret.get_secret_value() if secret else "",
        host,
        int(port),
        frozenset(int(each.account) for each in read_organisers(settings.telegram_organisers)),
        Place(int(group), int(topic or 0)) if group else None,
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

            team, _, channel = (settings.slack_experts_channel or "").rpartition("/")
            team = self._experts_team(team, is_wanted=bool(channel or settings.slack_experts))
            named = read_named(settings.slack_experts)
            await rooms.open(
                frozenset([slack.Place(team, channel).conversation] if channel else []),
                among=f"{slack.PLATFORM}:{team}:" if self.slack.us else f"{slack.PLATFORM}:",
                named={slack.member_id(team, each.user): each for each in named},
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

    async def appoint(self, app: "App", settings: "Settings") -> None:
        """Have those be organisers whom the settings name on these platforms. Raises SettingsError."""
        from bot.events.organisers import read_organisers

        if self.slack is not None:
            from adapters.slack import places as slack

            named = {}
            for each in read_organisers(settings.slack_organisers):
                team, _, user = each.account.rpartition("/")
                named[slack.member_id(team or self._team(settings), user)] = each.organiser
            await app.organisers.appoint(named, among=f"{slack.PLATFORM}:")
        if self.telegram is not None:
            from adapters.telegram import places as telegram

            await app.organisers.appoint(
                {
                    telegram.member_id(int(each.account)): each.organiser
                    for each in read_organisers(settings.telegram_organisers)
                },
                among=f"{telegram.PLATFORM}:",
            )

    def _team(self, settings: "Settings") -> str:
        """The workspace of organisers who are named without one: the only one, else that of the experts."""
        from bot.settings import SettingsError

        assert self.slack is not None
        team = self.slack.us.team if self.slack.us else ""
        team = team or (settings.slack_experts_channel or "").rpartition("/")[0]
        if not team:
            raise SettingsError(
                "With HELPDESK_SLACK_CLIENT_ID, HELPDESK_SLACK_ORGANISERS should name the workspace of each organiser, "
                "like T012AB3CD/U012AB3CD=Anna."
            )
        return team

    def _experts_team(self, named: str, *, is_wanted: bool) -> str:
        """The workspace of the experts in Slack. Raises SettingsError where nobody says which."""
        from bot.settings import SettingsError

        assert self.slack is not None
        us = self.slack.us
        if us is None and is_wanted and not named:
            raise SettingsError(
                "With HELPDESK_SLACK_CLIENT_ID, HELPDESK_SLACK_EXPERTS_CHANNEL should name the workspace too, "
                "like T012AB3CD/C012AB3CD."
            )
        if us is not None and named not in ("", us.team):
            raise SettingsError(
                "HELPDESK_SLACK_EXPERTS_CHANNEL names another workspace than that of the bot token."
            )
        return us.team if us is not None else named

    @asynccontextmanager
    async def listening(
        self, app: "App", working: "Working", rooms: "ExpertRooms"
    ) -> "AsyncIterator[list[str]]":
        """Take what people do until the end of the block; where it comes from, a phrase each."""
        ways = []
        if self.telegram is not None:
            app.join_addresses["telegram"] = self.telegram.links.to_join
        async with AsyncExitStack() as open_:
            if self.slack is not None:
                way = await open_.enter_async_context(self.slack.listening(app.intake(working), rooms))
                ways.append(f"Slack {way}")
            if self.telegram is not None:
                from bot.storage.errors import is_passing
                from bot.storage.leases import SqlLeases

                holder, leases = (
                    working.watch.lease.executor,
                    SqlLeases(app.database),
                )  # given back with the name

                async def leads() -> bool:
                    return await leases.hold(POLLING, holder=holder, now=app.clock.now(), lasts=LEASE)

                way = await open_.enter_async_context(
                    self.telegram.listening(
                        app.intake(working),
                        rooms,
                        leads=leads,
                        is_passing=is_passing,
                    )
                )
                ways.append(f"Telegram {way}")
            yield ways


async def appoint_in_terminals(app: "App", settings: "Settings") -> None:
    """Have those be organisers whom the settings name in the terminals of this machine."""
    from bot.events.organisers import read_organisers

    named = {
        f"console:{each.account}": each.organiser for each in read_organisers(settings.console_organisers)
    }
    await app.organisers.appoint(named, among="console:")


@asynccontextmanager
async def connected(settings: "Settings", app: "App") -> AsyncIterator[Platforms]:
    """Sessions with all that have tokens. Raises SettingsError, SlackUnusable and TelegramUnusable."""
    texts = app.texts
    platforms = Platforms()
    async with AsyncExitStack() as open_:
        if (slack := slack_access(settings, app)) is not None:
            from adapters.slack.connecting import connected as slack_connected

            platforms.slack = await open_.enter_async_context(slack_connected(slack, texts))
        if (telegram := telegram_access(settings)) is not None:
            from adapters.telegram.connecting import connected as telegram_connected
            from bot.storage.receipts import Receipts

            receipts = open_.enter_context(closing(Receipts(settings.data_dir / RECEIPTS)))
            platforms.telegram = await open_.enter_async_context(
                telegram_connected(telegram, texts, receipts)
            )
        yield platforms
