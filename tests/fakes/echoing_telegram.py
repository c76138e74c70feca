"""Bare bots of python-telegram-bot, by which the fake of Telegram is itself tested."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, TypeHandler, filters
from telegram.request import HTTPXRequest

from tests.fakes.telegram import Telegram
from tests.fakes.telegram.webhook import SECRET_HEADER, Settings

Json = dict[str, Any]
App = Application[Any, Any, Any, Any, Any, Any]
SECRET = "a-secret-of-the-tests"
ALL = ["message", "edited_message", "callback_query", "my_chat_member", "channel_post", "message_reaction"]


@asynccontextmanager
async def bot_of(telegram: Telegram) -> AsyncIterator[Bot]:
    """A bot that is only asked to send."""
    bot = Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)
    async with bot:
        yield bot


async def raw(telegram: Telegram, method: str, *, token: str | None = None, **arguments: Any) -> Json:
    """What stands in the answer to a call in JSON that no SDK has looked at."""
    token = telegram.token if token is None else token
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{telegram.base_url}{token}/{method}", json=arguments) as answer:
            body: Json = json.loads(await answer.text())
            assert answer.status == body.get("error_code", 200)
            return body


async def refusal(telegram: Telegram, method: str, **arguments: Any) -> str:
    """The words of an answer that says no."""
    body = await raw(telegram, method, **arguments)
    assert not body["ok"], f"{method} was not refused: {body}"
    return str(body["description"])


@asynccontextmanager
async def refused(words: str, kind: type[TelegramError] = BadRequest) -> AsyncIterator[None]:
    """The SDK raises this error with these words."""
    with pytest.raises(kind) as caught:
        yield
    assert type(caught.value) is kind
    assert str(caught.value).lower() == words.lower()


def forbidden(words: str) -> AbstractAsyncContextManager[None]:
    """The SDK raises Forbidden with these words."""
    return refused(f"Forbidden: {words}", Forbidden)


def buttons(*labels: str) -> InlineKeyboardMarkup:
    """A row of buttons whose data is their label in small letters."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=label.lower()) for label in labels]]
    )


def app_of(telegram: Telegram, heard: list[Update] | None = None) -> App:
    """An app that says back what people write and press, and keeps the updates it was given."""

    async def note(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if heard is not None and isinstance(update, Update):
            heard.append(update)

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(f"You said: {update.message.text}")

    async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer(f"You pressed {update.callback_query.data}")

    app = (
        Application.builder()
        .token(telegram.token)
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .get_updates_request(HTTPXRequest(read_timeout=2, connect_timeout=2))
        .build()
    )
    app.add_handler(TypeHandler(object, note), group=-1)
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(CallbackQueryHandler(pressed))
    return app


@asynccontextmanager
async def by_polling(
    telegram: Telegram,
    app: App,
    *,
    allowed: Sequence[str] | None = ALL,
    errors: list[TelegramError] | None = None,
) -> AsyncIterator[None]:
    """Serve an app by long polling."""

    def note(error: TelegramError) -> None:
        if errors is not None:
            errors.append(error)

    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling(timeout=5, allowed_updates=allowed, error_callback=note)
        try:
            yield
        finally:
            await app.updater.stop()
            await app.stop()


@asynccontextmanager
async def by_webhook(
    telegram: Telegram, app: App, *, allowed: Sequence[str] | None = ALL
) -> AsyncIterator[str]:
    """Serve an app at an address on loopback, which checks the secret and queues what comes."""

    async def handle(request: web.Request) -> web.Response:
        if request.headers.get(SECRET_HEADER) != SECRET:
            return web.Response(status=403)
        await app.update_queue.put(Update.de_json(await request.json(), app.bot))
        return web.Response()

    async with served(handle) as url, app:
        await app.start()
        await app.bot.set_webhook(url, secret_token=SECRET, allowed_updates=allowed)
        try:
            yield url
        finally:
            await app.bot.delete_webhook()
            await app.stop()


@asynccontextmanager
async def served(handle: Any) -> AsyncIterator[str]:
    """The address at which a handler takes posts."""
    application = web.Application()
    application.router.add_post("/telegram", handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    finally:
        await runner.cleanup()


def posting_to(telegram: Telegram, url: str, **more: Any) -> None:
    """Set a webhook as if the bot had."""
    telegram.webhook.set(Settings(url, **{"secret": SECRET, **more}))
