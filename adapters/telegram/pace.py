"""How fast messages go out: about 30 a second in all, one a second in a chat, 20 a minute in a group.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.buckets import Bucket

KEPT = 5000  # chats whose pace is remembered


@dataclass
class Pace:
    """Keeps Telegram's rates, and what it says of when to come back."""

    chat_every_s: float = 1.05
    chat_burst: float = 3
    group_every_s: float = 3.05
    group_burst: float = 18
    all_every_s: float = 1 / 28
    all_burst: float = 28
    clock: Callable[[], float] = time.monotonic
    _chats: dict[int, list[Bucket]] = field(default_factory=dict)
    _held: dict[int, float] = field(default_factory=dict)
    _all: Bucket | None = None

    async def wait(self, chat: int, *, is_edit: bool = False) -> None:
        """Wait until one more message, or one more change of one, may go to this chat."""
        while True:
            while (left := self._held.get(chat, 0.0) - self.clock()) > 0:  # noqa: ASYNC110  (it may be held anew)
                await asyncio.sleep(left)
            # Leave is taken after the hold, or all that waited for its end would go at once.
            await asyncio.sleep(self._take_leave(chat, self.clock(), is_edit=is_edit))
            if self._held.get(chat, 0.0) <= self.clock():
                return

    def _take_leave(self, chat: int, now: float, *, is_edit: bool) -> float:
        """Take leave for one more; how many seconds to wait before using it."""
        self._all = self._all or Bucket(self.all_every_s, self.all_burst, self.all_burst, now)
        own = self._buckets(chat, now)
        # Changes count in a group's minute, and not in a chat's second.
        waits = [bucket.wait_s(now) for bucket in (own[1:] if is_edit else own)]
        return max([self._all.wait_s(now), *waits])

    def spare(self, chat: int) -> bool:
        """Whether a draft may go to this chat at once; half of what may go to all is kept for messages.

        Drafts have no part in a chat's second.
        """
        now = self.clock()
        self._all = self._all or Bucket(self.all_every_s, self.all_burst, self.all_burst, now)
        return self._held.get(chat, 0.0) <= now and self._all.spare(now, keeps=self.all_burst / 2)

    def hold(self, chat: int, seconds: float) -> None:
        """Let nothing go to this chat for so long; others are free."""
        self._held[chat] = self.clock() + seconds + 0.05

    def _buckets(self, chat: int, now: float) -> list[Bucket]:
        if len(self._chats) > KEPT:
            self._chats = {id_: held for id_, held in self._chats.items() if held[0].at > now - 60}
            self._held = {id_: until for id_, until in self._held.items() if until > now}
        if chat not in self._chats:
            made = [Bucket(self.chat_every_s, self.chat_burst, self.chat_burst, now)]
            if chat < 0:
                made.append(Bucket(self.group_every_s, self.group_burst, self.group_burst, now))
            self._chats[chat] = made
        return self._chats[chat]
