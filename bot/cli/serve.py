"""`helpdesk serve`: every chat platform that has a token, in one process."""

import asyncio
import signal

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve() -> None:
    """Serve the chat platforms that the settings hold tokens for, until it is told to stop."""
    asyncio.run(_serve())


async def _serve() -> None:
    from bot.settings import SettingsError, load_settings

    settings = load_settings()
    tokens = settings.slack_bot_token, settings.slack_client_id, settings.telegram_bot_token
    if not any(tokens):
        raise SettingsError(
            "No chat platform has a token. Set HELPDESK_SLACK_BOT_TOKEN or _CLIENT_ID (docs/slack.md) or "
            "HELPDESK_TELEGRAM_BOT_TOKEN (docs/telegram.md), or talk by `helpdesk chat`."
        )
    # Loaded once it is known that there is something to serve.
    from contextlib import AsyncExitStack
    from datetime import timedelta

    from bot.app import open_app
    from bot.cli.opening import stock
    from bot.cli.platforms import appoint_in_terminals, connected

    async with AsyncExitStack() as running:
        app = await running.enter_async_context(open_app(settings))
        platforms = await running.enter_async_context(connected(settings, app))
        await stock(app)
        await asyncio.to_thread(app.conversation)
        await app.room.keep_in_step()
        vectors = asyncio.create_task(app.room.use_chroma())
        running.callback(vectors.cancel)
        burst = timedelta(seconds=settings.burst_s)
        rooms = await platforms.rooms(app, settings)
        await platforms.appoint(app, settings)
        await appoint_in_terminals(app, settings)
        working = await running.enter_async_context(app.work(*platforms.senders, burst=burst))
        ways = await running.enter_async_context(platforms.listening(app, working, rooms))
        print(f"Serving {' and '.join(ways)}. Stop with Ctrl-C.", flush=True)
        await _told_to_stop()
        print("Stopping …", flush=True)


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    await stop.wait()
