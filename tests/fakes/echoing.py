"""Bare apps of Bolt and calls of the SDK, by which the fake of Slack is itself tested."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import Slack
from tests.fakes.slack.http_events import HttpEvents

Json = dict[str, Any]


def client_of(slack: Slack, token: str | None = None) -> AsyncWebClient:
    """A client that tries once: by default the SDK repeats a call whose connection was cut."""
    token = slack.bot_token if token is None else token
    return AsyncWebClient(token=token, base_url=slack.api_url, timeout=5, retry_handlers=[])


async def refusal(client: AsyncWebClient, method: str, *, verb: str = "POST", **arguments: Any) -> Json:
    """The body of an answer that says no."""
    as_sent = {"params": arguments} if verb == "GET" else {"json": arguments}
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, http_verb=verb, **as_sent)
    body: Json = caught.value.response.data
    return body


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str, **more: Any) -> Json:
    return {"type": "button", "text": {"type": "plain_text", "text": label}, **more}


def question(label: str = "Question", *, block_id: str = "q", **element: Any) -> Json:
    held = {"type": "plain_text_input", "action_id": "typed", **element}
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": label},
        "element": held,
    }


def form(*blocks: Json, title: str = "Ask an expert", **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": list(blocks) or [question()],
        **more,
    }


def new_app(slack: Slack) -> AsyncApp:
    """An app of Bolt with no listeners."""
    logger = logging.getLogger("echo")
    logger.setLevel(logging.CRITICAL)
    return AsyncApp(client=client_of(slack), signing_secret=slack.app.signing_secret, logger=logger)


def echo_app(slack: Slack, heard: list[Json] | None = None) -> AsyncApp:
    """An app that says back what people write, and keeps the events it was given."""
    app = new_app(slack)

    @app.event("message")
    async def echo(event: Json, say: Callable[..., Any]) -> None:
        if heard is not None:
            heard.append(event)
        if not event.get("subtype") and not event.get("bot_id"):
            await say(text=f"You said: {event['text']}", thread_ts=event.get("thread_ts"))

    @app.event("app_mention")
    async def mentioned(event: Json) -> None:
        if heard is not None:
            heard.append(event)

    return app


@asynccontextmanager
async def by_socket(slack: Slack, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    """Serve an app by Socket Mode."""
    handler = AsyncSocketModeHandler(app, slack.app_token, logger=app.logger, ping_interval=0.5)
    before = len(slack.sockets.sockets)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.connected(before + 1)
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def by_http(slack: Slack, app: AsyncApp) -> AsyncIterator[HttpEvents]:
    """Serve an app at an address, to which the fake then posts."""

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async with served(handle) as url:
        yield slack.events_to(url)


@asynccontextmanager
async def served(handle: Callable[[web.Request], Any]) -> AsyncIterator[str]:
    """The address at which a handler takes posts."""
    application = web.Application()
    application.router.add_post("/slack/events", handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()
