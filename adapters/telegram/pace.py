"""How fast messages go out: 30 a second in all, about one a second in a chat, 20 a minute in a group.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field

from adapters.buckets import Bucket, Window

KEPT = 5000  # chats whose pace is remembered
FORGOTTEN_S = 120.0  # after which a chat's is of no use any more
TIDY_S = 10.0  # between two looks at which those are
KEPT_FOR_MESSAGES = 15  # of a group's minute, while any wait


@dataclass
class Chat:
    """The pace of one chat."""

    second: Bucket
    minute: Window | None
    """of a group"""
    held_until: float = 0.0
    messages: asyncio.Lock = field(default_factory=asyncio.Lock)
    """who waits for it goes in the order of coming; changes of messages wait by themselves"""
    changes: asyncio.Lock = field(default_factory=asyncio.Lock)

    def due_s(self, now: float, *, is_edit: bool) -> float:
        """How long until one more may go. Changes count in a group's minute, and not in a chat's second."""
        second = 0.0 if is_edit else self.second.due_s(now)
        minute = self.minute.due_s(now) if self.minute is not None else 0.0
        if is_edit and self.minute is not None and self.messages.locked():
            gives_way = self.minute.left(now) <= KEPT_FOR_MESSAGES
            minute = max(minute, float(gives_way))
        return max(self.held_until - now, second, minute)

    def use(self, now: float, *, is_edit: bool) -> None:
        if not is_edit:
            self.second.wait_s(now)
        if self.minute is not None:
            self.minute.use(now)


@dataclass
class Pace:
    """Keeps Telegram's rates, a little below them as the way there takes its time, and what it says of when to come back."""

    chat_every_s: float = 1.05
    chat_burst: float = 3
    """"short bursts" may go over one a second"""
    group_most: int = 20
    group_within_s: float = 60.5
    all_most: int = 28
    all_within_s: float = 1.0
    clock: Callable[[], float] = time.monotonic
    _chats: dict[int, Chat] = field(default_factory=dict)
    _all: asyncio.Lock = field(default_factory=asyncio.Lock)
    _bulk: asyncio.Lock = field(default_factory=asyncio.Lock)
    _tidied: float = 0.0

    def __post_init__(self) -> None:
        self._second = Window(self.all_most, self.all_within_s)

    async def wait(self, chat: int, *, is_edit: bool = False, is_bulk: bool = False) -> None:
        """Wait until one more message, or one more change of one, may go to this chat.

        Of what goes to many at once, `is_bulk`, no more than one stands before what others wait for.
        """
        own = self._of(chat)
        async with own.changes if is_edit else own.messages:
            while True:
                while (left := own.due_s(self.clock(), is_edit=is_edit)) > 0:  # noqa: ASYNC110  (it may be held anew)
                    await asyncio.sleep(left)
                async with self._bulk if is_bulk else nullcontext(), self._all:
                    while (left := self._second.due_s(self.clock())) > 0:  # noqa: ASYNC110
                        await asyncio.sleep(left)
                    now = self.clock()
                    if own.due_s(now, is_edit=is_edit) <= 0:  # nothing else of the chat went meanwhile
                        own.use(now, is_edit=is_edit)
                        self._second.use(now)
                        return

    def spare(self, chat: int) -> bool:
        """Whether a draft may go to this chat at once; half of what may go to all is kept for messages.

        Drafts have no part in a chat's second.
        """
        now = self.clock()
        if self._of(chat).held_until > now or self._second.left(now) <= self.all_most / 2:
            return False
        self._second.use(now)
        return True

    def hold(self, chat: int, seconds: float) -> None:
        """Let nothing go to this chat for so long; others are free."""
        own = self._of(chat)
        own.held_until = max(own.held_until, self.clock() + seconds + 0.05)

    def _of(self, chat: int) -> Chat:
        now = self.clock()
        if len(self._chats) > KEPT and now - self._tidied > TIDY_S:
            self._tidied = now
            self._chats = {id_: held for id_, held in self._chats.items() if not _is_idle(held, now)}
        if chat not in self._chats:
            second = Bucket(self.chat_every_s, self.chat_burst, self.chat_burst, now)
            minute = Window(self.group_most, self.group_within_s) if chat < 0 else None
            self._chats[chat] = Chat(second, minute)
        return self._chats[chat]


def _is_idle(chat: Chat, now: float) -> bool:
    """Whether nothing is remembered of a chat that would make anybody wait."""
    is_waited_for = chat.messages.locked() or chat.changes.locked()
    is_free = chat.minute is None or chat.minute.left(now) == chat.minute.most
    return is_free and not is_waited_for and max(chat.second.at, chat.held_until) < now - FORGOTTEN_S
