"""Replies in the making, in Slack's direct messages: one message, edited in place, that the reply itself takes over.

Not by chat.startStream: a stream takes no metadata until it is stopped, so that one whose process died could not be
told from others; an open one can be neither edited nor deleted, and at 20 stops a minute answers would have to wait.
https://docs.slack.dev/reference/methods/chat.startStream
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.latest import Latest
from adapters.slack.calls import CallError, NoConnection, Refused, TooMany, Unknown, call
from adapters.slack.card_sender import UPDATES
from adapters.slack.looking import noted, own_messages
from adapters.slack.pace import Pace
from adapters.slack.places import Place
from adapters.slack.rendering import Post, posts
from bot.messages import Reply
from bot.messages.sending import Outgoing
from bot.texts import Texts

EVENT = "helpdesk_preview"  # under which a message says to which message its reply is in the making
EVERY_S = 1.2  # between two edits
CALL_S = 3.0  # for one; the reply waits for no longer than this
KEPT_UPDATES = 5  # of those that may be made at once, for cards and for replies that take a preview's place
REMEMBERED = 1000
DELETIONS = "deletions"  # all of them have one rate
TRIES = 3
PAUSE_S = 0.3  # before a second try, and twice as long before the next

log = structlog.get_logger()


@dataclass
class Standing:
    """A preview as far as it is known here."""

    ts: str | None = None
    """None: nobody knows whether it stands"""
    is_sure: bool = False
    """whether it can be edited, and no edit is under way of which nobody knows the end"""


@dataclass
class Previews:
    """The previews in one workspace."""

    client: AsyncWebClient
    bot_user: str
    texts: Texts
    posts: Pace
    updates: Pace
    """of all messages together, `UPDATES`"""
    deletions: Pace = field(default_factory=Pace)
    _standing: OrderedDict[int, Standing] = field(default_factory=OrderedDict)
    """by the number of the message to which the reply is in the making"""

    def known(self, number: int) -> Standing | None:
        return self._standing.get(number)

    def note(self, number: int, standing: Standing) -> None:
        self._standing[number] = standing
        while len(self._standing) > REMEMBERED:
            self._standing.popitem(last=False)

    def forget(self, number: int) -> None:
        self._standing.pop(number, None)

    async def become(
        self, place: Place, thread: str | None, number: int, post: Post, metadata: dict[str, Any]
    ) -> bool:
        """Let a reply take the preview's place; False where it has to stand by itself.

        Raises NoConnection, and Unknown where nobody knows; doing it again then does no harm.
        """
        known = self.known(number)
        if (known is not None and not known.is_sure) or self.updates.is_held(UPDATES):
            return False  # an edit that is still under way could come after the reply
        try:
            ts = known.ts if known is not None else await self._find(place, thread, number)
        except CallError:
            return False
        if ts is None:
            return False
        for attempt in range(1, TRIES + 1):
            try:
                await call(
                    self.client,
                    "chat.update",
                    channel=place.channel,
                    ts=ts,
                    text=post.text,
                    blocks=post.blocks,
                    metadata=metadata,
                )
            except (Refused, TooMany) as error:
                if isinstance(error, TooMany):
                    self.updates.hold(UPDATES, error.seconds)
                log.info("preview not taken over", message=number, word=str(error))
                return False
            except Unknown:
                if attempt == TRIES:
                    raise
                await asyncio.sleep(PAUSE_S * 2**attempt)
            else:
                break
        self.forget(number)
        return True

    async def remove(self, place: Place, thread: str | None, number: int, *, looks: bool) -> None:
        """Take away a preview that is left; `looks`: find it first, as it may be a reply by now. Raises CallError."""
        known = self.known(number)
        try:
            ts = known.ts if known is not None and not looks else None
            ts = ts or await self._find(place, thread, number)
            if ts is not None:
                await self._delete(place.channel, ts)
        except Refused as refusal:
            if refusal.word != "message_not_found":
                log.warning("preview left standing", message=number, word=refusal.word)
        self.forget(number)

    async def _delete(self, channel: str, ts: str) -> None:
        if self.deletions.is_held(DELETIONS):
            raise TooMany(1)
        try:
            await call(self.client, "chat.delete", channel=channel, ts=ts)
        except TooMany as told:
            self.deletions.hold(DELETIONS, told.seconds)
            raise

    async def _find(self, place: Place, thread: str | None, number: int) -> str | None:
        """The message that is the preview of a reply, whoever posted it."""
        async for message in own_messages(self.client, self.bot_user, place, thread):
            if noted(message, EVENT).get("message") == number:
                return str(message["ts"])
        return None


class SlackPreview:
    """The preview of the reply to one message."""

    def __init__(self, previews: Previews, place: Place, thread: str | None, number: int) -> None:
        self._previews = previews
        self._place = place
        self._thread = thread
        self._number = number
        self._latest = Latest(self._put, may_put=self._may_put, every_s=EVERY_S)

    def show(self, reply: Reply) -> None:
        self._latest.show(reply)

    async def close(self) -> bool:
        await self._latest.close()
        return self._previews.known(self._number) is not None

    async def discard(self) -> None:
        for attempt in range(1, TRIES + 1):
            try:
                await self._previews.remove(self._place, self._thread, self._number, looks=True)
                return
            except CallError as error:
                log.info("preview not removed", message=self._number, tries=attempt, word=str(error))
                await asyncio.sleep(PAUSE_S * 2**attempt)

    def _may_put(self) -> bool:
        """Whether the next call may be made; the first one keeps leave for the reply to take its place."""
        is_first = self._previews.known(self._number) is None
        if is_first and not self._previews.posts.spare(self._place.channel):
            return False
        return self._previews.updates.spare(UPDATES, keeps=KEPT_UPDATES)

    async def _put(self, reply: Reply) -> bool:
        post = posts(Outgoing(self._number, self._place.conversation, reply), self._previews.texts)[0]
        standing = self._previews.known(self._number)
        if standing is not None and not standing.is_sure:
            return False
        try:
            async with asyncio.timeout(CALL_S):
                if standing is None:
                    await self._post(post)
                else:
                    await self._edit(standing, post)
        except (CallError, TimeoutError) as error:
            self._failed(standing, error)
            return False
        return True

    def _failed(self, standing: Standing | None, error: Exception) -> None:
        """Take note of what is known to stand after a call that failed; nothing more is shown."""
        log.info("left undone", method="preview", error=type(error).__name__, word=str(error))
        if isinstance(error, TooMany):
            pace, scope = self._previews.posts, self._place.channel
            if standing is not None:
                pace, scope = self._previews.updates, UPDATES
            pace.hold(scope, error.seconds)
        if standing is not None:
            standing.is_sure = isinstance(error, NoConnection)
        elif not isinstance(error, (Unknown, TimeoutError)):
            self._previews.forget(self._number)

    async def _post(self, post: Post) -> None:
        self._previews.note(self._number, Standing())
        told = await call(
            self._previews.client,
            "chat.postMessage",
            channel=self._place.channel,
            thread_ts=self._thread,
            text=post.text,
            blocks=post.blocks,
            metadata={"event_type": EVENT, "event_payload": {"message": self._number}},
            unfurl_links=False,
            unfurl_media=False,
        )
        self._previews.note(self._number, Standing(str(told["ts"]), is_sure=True))

    async def _edit(self, standing: Standing, post: Post) -> None:
        standing.is_sure = False
        await call(
            self._previews.client,
            "chat.update",
            channel=self._place.channel,
            ts=standing.ts,
            text=post.text,
            blocks=post.blocks,
        )
        standing.is_sure = True
