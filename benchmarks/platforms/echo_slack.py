"""What one would write first with slack-bolt: a bot by Socket Mode that says back what it is told.

python -m benchmarks.platforms.echo_slack API_URL BOT_TOKEN APP_TOKEN
"""

import asyncio
import sys
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient


async def main(api_url: str, bot_token: str, app_token: str) -> None:
    """Serve until it is ended."""
    app = AsyncApp(client=AsyncWebClient(bot_token, base_url=api_url))

    @app.event("message")
    async def echo(event: dict[str, Any], say: AsyncSay) -> None:
        await say(f"You said: {event['text']}")

    handler = AsyncSocketModeHandler(app, app_token)
    await handler.start_async()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
