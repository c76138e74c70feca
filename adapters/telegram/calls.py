"""Calls of the Bot API in their time, with every ending told apart.

https://core.telegram.org/bots/api#making-requests
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

import structlog
from telegram import ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.pace import Pace
from adapters.telegram.places import Place
from adapters.telegram.transport import NotConnected
from bot.messages.sending import NotSent, Unreachable

BUSY_S = 100.0  # for the turn in a group, which comes within a minute unless more than forty wait
PATIENT_S = 30.0  # for a retry_after; longer ones are left to the next attempt
GONE = (
    "chat not found",
    "user is deactivated",
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "peer_id_invalid",
)
NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")
Made = TypeVar("Made")

log = structlog.get_logger()


class Malformed(Exception):
    """Telegram does not take this text, markup or message as it is; the word says why."""


@dataclass(frozen=True)
class Spot:
    """Where a call is made: not where it was meant to be once a group has moved or a topic is closed."""

    chat: int
    thread: int | None
    """as `message_thread_id`"""
    is_meant: bool = True

    def under(self, message: int | None) -> ReplyParameters | None:
        """A reply to a message of the place that was meant, if it can be seen from here.

        Numbers begin anew in a group that has moved; a reply leads back into the topic of what it replies to.
        """
        if message is None or not self.is_meant:
            return None
        return ReplyParameters(message, allow_sending_without_reply=True)


@dataclass
class Calls:
    """Makes calls that change what a chat shows."""

    pace: Pace = field(default_factory=Pace)
    on_moved: Callable[[int, int], Awaitable[None]] | None = None
    """told of a group that has become another chat"""
    _moved: dict[int, int] = field(default_factory=dict)

    async def wait(self, place: Place, *, is_bulk: bool) -> None:
        """Wait until one more message may go to a chat; `is_bulk` as in `Pace.wait`."""
        await self.pace.wait(self._moved.get(place.chat, place.chat), is_bulk=is_bulk)

    async def _wait_a_while(self, chat: int, *, is_edit: bool) -> None:
        """Wait, and in a chat that is too busy give way before anybody thinks that it may have been sent."""
        try:
            async with asyncio.timeout(BUSY_S):
                await self.pace.wait(chat, is_edit=is_edit)
        except TimeoutError as error:
            raise NotSent("busy") from error

    async def make(
        self,
        place: Place,
        call: Callable[[Spot], Awaitable[Made]],
        *,
        is_edit: bool = False,
        has_waited: bool = False,
    ) -> Made:
        """Make a call for a chat and a topic, waiting where it must, and has not by `wait`.

        Raises NotSent, Unreachable, Malformed; after any other error it may have been made or not.
        """
        chat = self._moved.get(place.chat, place.chat)
        spot = Spot(chat, place.thread, is_meant=chat == place.chat)
        while True:
            if not has_waited:
                await self._wait_a_while(spot.chat, is_edit=is_edit)
            has_waited = False
            try:
                return await call(spot)
            except RetryAfter as told:
                seconds = seconds_of(told)
                self.pace.hold(spot.chat, seconds)
                if seconds > PATIENT_S:
                    raise NotSent("too many") from told
            except ChatMigrated as told:
                self._moved[place.chat] = told.new_chat_id
                if self.on_moved is not None:
                    await self.on_moved(place.chat, told.new_chat_id)
                spot = replace(spot, chat=told.new_chat_id, is_meant=False)
            except (NotConnected, InvalidToken) as error:
                raise NotSent(type(error).__name__) from error
            except Forbidden as refusal:
                raise Unreachable(refusal.message) from refusal
            except BadRequest as refusal:
                word = refusal.message.lower()
                if any(each in word for each in NO_TOPIC) and spot.thread is not None:
                    spot = replace(spot, thread=None, is_meant=False)
                elif any(each in word for each in (*GONE, *NO_TOPIC)):
                    raise Unreachable(refusal.message) from refusal
                else:
                    raise Malformed(refusal.message) from refusal

    def moved_to(self, chat: int, new: int) -> None:
        """Remember that a group has become another chat."""
        self._moved[chat] = new


async def try_to(call: Awaitable[object], what: str) -> None:
    """Make a call that nothing depends on."""
    try:
        await call
    except TelegramError as error:
        log.info("left undone", call=what, error=type(error).__name__)


def seconds_of(told: RetryAfter) -> float:
    """After how long Telegram wants to be asked again."""
    after = told.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()
