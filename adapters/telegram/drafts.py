"""Replies in the making, as Telegram's drafts: they stand in a private chat until the message comes, or half a minute.

https://core.telegram.org/bots/api#sendmessagedraft
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from adapters.latest import Latest
from adapters.telegram.calls import seconds_of
from adapters.telegram.pace import Pace
from adapters.telegram.places import Place
from adapters.telegram.rendering import posts
from bot.messages import Reply
from bot.messages.sending import Outgoing
from bot.texts import Texts

EVERY_S = 1.1  # between two drafts in a chat
CALL_S = 2.0  # for one; the message that follows waits for no longer than this
KEPT = 1000  # chats of which it is known that they want no drafts for a while

log = structlog.get_logger()


@dataclass
class Drafts:
    """Shows drafts as one bot, as long as its server knows how."""

    bot: Bot
    texts: Texts
    clock: Callable[[], float] = time.monotonic
    is_known: bool = True
    """whether the server knows the call; those of before 2026 don't"""
    _held: dict[int, float] = field(default_factory=dict)

    def may_go(self, chat: int) -> bool:
        """Whether Telegram has not asked for a pause of drafts in this chat."""
        return self.is_known and self._held.get(chat, 0.0) <= self.clock()

    def hold(self, chat: int, seconds: float) -> None:
        """Let no draft go to this chat for so long; messages are free, as each call has a pause of its own."""
        if len(self._held) > KEPT:
            self._held = {id_: until for id_, until in self._held.items() if until > self.clock()}
        self._held[chat] = self.clock() + seconds


class Draft:
    """The draft of the reply to one message; nothing of it is left once the reply is there."""

    def __init__(self, drafts: Drafts, place: Place, number: int, pace: Pace) -> None:
        """`number` is that of the message, so that a second attempt goes on with the draft of the first."""
        self._drafts = drafts
        self._place = place
        self._number = number
        self._latest = Latest(self._put, may_put=lambda: pace.spare(place.chat), every_s=EVERY_S)

    def show(self, reply: Reply) -> None:
        if self._drafts.may_go(self._place.chat):
            self._latest.show(reply)

    async def close(self) -> bool:
        await self._latest.close()
        return False

    async def discard(self) -> None:
        """It goes by itself."""

    async def _put(self, reply: Reply) -> bool:
        said = posts(Outgoing(self._number, self._place.conversation, reply), self._drafts.texts)[0].said
        try:
            async with asyncio.timeout(CALL_S):
                await self._drafts.bot.send_message_draft(
                    self._place.chat,
                    self._number,
                    said.text,
                    message_thread_id=self._place.thread,
                    entities=[each.as_telegram() for each in said.entities],
                )
        except RetryAfter as told:
            self._drafts.hold(self._place.chat, seconds_of(told))
        except InvalidToken:  # also what the library makes of "method not found"
            self._drafts.is_known = False
            log.info("no drafts: the server does not know them")
        except (TelegramError, TimeoutError) as error:
            log.info("left undone", call="draft", error=type(error).__name__)
        else:
            return True
        return False
