"""The helpdesk serving a fake Telegram, and people in it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import timedelta

from pydantic import SecretStr

from adapters.telegram.connecting import Connection, connected
from adapters.telegram.pace import Pace
from bot.app import App, open_app
from bot.cli.platforms import RECEIPTS, Platforms, telegram_access
from bot.settings import Settings
from bot.storage.receipts import Receipts
from bot.work.working import Working
from tests.conversation.talking import HandClock
from tests.fakes.telegram import Telegram

PUBLIC = "https://helpdesk.example.eu/telegram"
SECRET = "a-secret-of-the-tests"


def quick() -> Pace:
    """No rate to speak of, where a test is about something else."""
    return Pace(chat_every_s=0.0001, chat_burst=1000, group_most=10_000, all_most=10_000)


@dataclass
class Served:
    """A deployment that serves as one bot."""

    app: App
    work: Working
    telegram: Telegram
    connection: Connection
    clock: HandClock


@asynccontextmanager
async def served(
    settings: Settings,
    telegram: Telegram,
    *,
    by_posts: bool = False,
    burst_s: float = 0.0,
    pace: Pace | None = None,
) -> AsyncIterator[Served]:
    """Serve until the end of the block; what a strict Telegram minds fails the test."""
    reached: dict[str, object] = {
        "telegram_bot_token": SecretStr(telegram.token),
        "telegram_api_url": telegram.base,
        "telegram_listen": "127.0.0.1:0",
    }
    if by_posts:
        reached |= {"telegram_webhook_url": PUBLIC, "telegram_webhook_secret": SecretStr(SECRET)}
    access = telegram_access(settings.model_copy(update=reached))
    assert access is not None
    async with AsyncExitStack() as open_:
        app = await open_.enter_async_context(open_app(settings))
        receipts = open_.enter_context(closing(Receipts(settings.data_dir / RECEIPTS)))
        connection = await open_.enter_async_context(connected(access, app.texts, receipts))
        clock = HandClock()
        app.clock = clock
        app.conversation()
        await app.stock_samples()
        if pace is not None:
            connection.sender.calls.pace = pace
        platforms = Platforms(telegram=connection)
        rooms = await platforms.rooms(app, settings)
        async with app.work(connection.sender, burst=timedelta(seconds=burst_s)) as work:
            async with platforms.listening(app, work, rooms) as ways:
                if by_posts:
                    telegram.webhook.routes[PUBLIC] = ways[0].removeprefix("Telegram at ")
                else:
                    await telegram.polled(within_s=20)
                yield Served(app, work, telegram, connection, clock)
    assert telegram.violations == [], telegram.violations
