"""Messages in a channel that one person alone sees, until they share them.

https://docs.slack.dev/reference/methods/chat.postEphemeral
"""

import asyncio
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import TooMany, call
from adapters.slack.pace import Pace
from adapters.slack.places import Place
from adapters.slack.rendering import BUTTONS, Post
from bot.messages.sending import Outgoing

ALONE, IN_THREAD = (
    "alone",
    "in_thread",
)  # in a message's origin: who alone sees the reply, and whether in a thread
TRIES = 3
ANSWER_S = 5.0  # for what stands there to be changed

log = structlog.get_logger()


@dataclass
class ForOne:
    """Shows replies to one person in one workspace."""

    client: AsyncWebClient
    pace: Pace

    async def post(self, place: Place, user: str, outgoing: Outgoing, post: Post) -> None:
        """Show one message. Raises CallError; after Unknown it may be shown or not, and nobody can tell."""
        # A thread shows such a message only once something else stands in it.
        thread = place.thread if outgoing.origin.get(IN_THREAD) else None
        for attempt in range(1, TRIES + 1):
            await self.pace.wait(place.channel)
            try:
                await call(
                    self.client,
                    "chat.postEphemeral",
                    channel=place.channel,
                    user=user,
                    thread_ts=thread,
                    text=post.text,
                    blocks=post.blocks,
                )
            except TooMany as told:
                self.pace.hold(place.channel, told.seconds)
                if attempt == TRIES:
                    raise
            else:
                return

    async def replace(self, response_url: str, post: Post | None) -> None:
        """Let what is shown be something else, or be gone; where that fails, it stays as it is."""
        said: dict[str, Any] = {"delete_original": True}
        if post is not None:
            said = {"replace_original": True, "text": post.text, "blocks": post.blocks}
        session = self.client.session
        assert session is not None, "all calls share a session"
        try:
            async with (
                asyncio.timeout(ANSWER_S),
                session.post(response_url, json=said, allow_redirects=False) as told,
            ):
                if told.status >= 400:
                    log.info("left undone", method="response_url", status=told.status)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.info("left undone", method="response_url", error=type(error).__name__)


def seen_by(outgoing: Outgoing, place: Place) -> str | None:
    """The user who alone sees a reply; None: whoever is there.

    What people write and events bring is for everybody there, as it may come when nobody looks.
    """
    if outgoing.is_news or outgoing.is_for_all or outgoing.origin.get("channel") != place.channel:
        return None
    user = outgoing.origin.get(ALONE)
    return str(user) if user else None


def held_in(block_id: str) -> tuple[int, str] | None:
    """The delivery and the thread to which buttons that one person sees belong; None for other buttons."""
    name, *parts = block_id.split(":")
    if name != BUTTONS or len(parts) != 3 or not parts[1].isdecimal():
        return None
    return int(parts[1]), parts[2]
