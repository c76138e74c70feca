"""What one would write first with python-telegram-bot: a bot by long polling that says back what it is told.

python -m benchmarks.platforms.echo_telegram API_URL TOKEN [ours]      ours: by our own requests
"""

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from adapters.telegram.transport import AiohttpRequest


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(f"You said: {update.message.text}")


def main(api_url: str, token: str, transport: str = "default") -> None:
    """Serve until it is ended."""
    builder: Any = Application.builder().token(token).base_url(f"{api_url}/bot")
    if transport == "ours":
        builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest(connections=1))
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
