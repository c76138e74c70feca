"""`helpdesk serve`: every chat platform that has a token, in one process."""

import asyncio
import signal
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from adapters.slack.connecting import Access
    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve() -> None:
    """Serve the chat platforms that the settings hold tokens for, until it is told to stop."""
    asyncio.run(_serve())


async def _serve() -> None:
    from bot.settings import SettingsError, load_settings

    settings = load_settings()
    access = slack_access(settings)
    if access is None:
        raise SettingsError(
            "No chat platform has a token. Set HELPDESK_SLACK_BOT_TOKEN (docs/slack.md), or talk by `helpdesk chat`."
        )
    # Loaded once it is known that there is something to serve.
    from contextlib import AsyncExitStack
    from datetime import timedelta

    from adapters.slack.connecting import connected
    from bot.app import open_app
    from bot.cli.experts_on_slack import experts_on_slack
    from bot.cli.opening import stock

    async with AsyncExitStack() as running:
        app = await running.enter_async_context(open_app(settings))
        slack = await running.enter_async_context(connected(access, app.texts))
        await stock(app)
        await asyncio.to_thread(app.conversation)
        await app.room.keep_in_step()
        vectors = asyncio.create_task(app.room.use_chroma())
        running.callback(vectors.cancel)
        burst = timedelta(seconds=settings.burst_s)
        rooms = await experts_on_slack(app, slack, settings)
        working = await running.enter_async_context(app.work(slack.sender, burst=burst))
        way = await running.enter_async_context(slack.listening(app.intake(working), rooms))
        print(f"Serving Slack {way}. Stop with Ctrl-C.", flush=True)
        await _told_to_stop()
        print("Stopping …", flush=True)


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    await stop.wait()


def slack_access(settings: "Settings") -> "Access | None":
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
