"""What the bot is to be told: updates in a queue, kept for a day until it confirms them."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack.clock import Clock
from tests.fakes.telegram.state import Json

DAY_S = 24 * 3600.0
PRESS_LASTS_S = 150.0
BY_DEFAULT_NOT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
TYPES = frozenset(
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages message_reaction message_reaction_count inline_query "
    "chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll poll_answer "
    "my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot guest_message".split()
)


@dataclass(eq=False)
class Update:
    """Something that happened; updates of one `queue` (a chat, a presser) go to a webhook one after another.

    What was `displaced` or is `repeated` is confirmed by the next poll that moves on, since its id is out of order.
    """

    id: int
    type: str
    body: Json
    expires: float
    queue: str
    handed_out: int = 0
    at_offset: int = 0
    displaced: bool = False
    repeated: bool = False

    def is_confirmed(self, offset: int) -> bool:
        if self.displaced or self.repeated:
            return self.handed_out > 0 and (self.repeated or offset != self.at_offset)
        return self.id < offset

    def payload(self) -> Json:
        return {"update_id": self.id, self.type: self.body}


@dataclass
class Updates:
    """The queue; `history` holds all that ever stood in it."""

    clock: Clock
    next_id: int = 870_000_001
    allowed: frozenset[str] | None = None
    pending: list[Update] = field(default_factory=list)
    history: list[Update] = field(default_factory=list)
    dice: random.Random = field(default_factory=lambda: random.Random(20260108))
    on_new: Callable[[], None] | None = None
    _held: list[Update] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def allows(self, type_: str) -> bool:
        return type_ not in BY_DEFAULT_NOT if self.allowed is None else type_ in self.allowed

    def allow(self, types: Iterable[str]) -> None:
        """Which types are queued from now on; none named means the default."""
        known = frozenset(types) & TYPES
        self.allowed = known or None

    def add(self, type_: str, body: Json, *, queue: str, lasts_s: float = DAY_S) -> Update | None:
        """Queue an update, unless the bot did not ask for its type."""
        if not self.allows(type_):
            return None
        update = Update(self.next_id, type_, body, self.clock.now() + lasts_s, queue)
        self.next_id += 1
        self.history.append(update)
        if self._held is None:
            self.pending.append(update)
            self._tell()
        else:
            self._held.append(update)
        return update

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
        if self.on_new:
            self.on_new()

    def fresh(self) -> list[Update]:
        """What waits, without what has grown too old."""
        now = self.clock.now()
        self.pending = [update for update in self.pending if update.expires > now]
        return self.pending

    def confirm(self, offset: int) -> None:
        """Forget what is below an offset, a negative one counting from the end of the queue."""
        if offset < 0:
            del self.pending[: max(0, len(self.pending) + offset)]
        elif offset > 0:
            self.pending = [update for update in self.pending if not update.is_confirmed(offset)]

    def hand_out(self, limit: int, *, offset: int = 0) -> list[Update]:
        """The first of what waits, noted as told."""
        told = self.fresh()[:limit]
        for update in told:
            update.handed_out += 1
            update.at_offset = offset
        return told

    def forget(self, update: Update) -> None:
        if update in self.pending:
            self.pending.remove(update)

    def news(self) -> Coroutine[Any, Any, bool]:
        """Waits for the next update from this call on, though it is awaited later."""
        return self._news.wait()

    # What Telegram never promises not to do

    def again(self, *updates: Update) -> None:
        """Tell these, or all that there ever were, once more."""
        for update in updates or list(self.history):
            copy = Update(update.id, update.type, update.body, self.clock.now() + DAY_S, update.queue)
            copy.repeated = True
            self.pending.append(copy)
        self._tell()

    @asynccontextmanager
    async def shuffled(self, *, backwards: bool = False) -> AsyncIterator[None]:
        """Hold the updates of this block back, then tell them in another order, each in a queue of its own."""
        self._held = []
        try:
            yield
        finally:
            held, self._held = self._held, None
            told = held[::-1] if backwards else self.dice.sample(held, len(held))
            for update in told:
                update.displaced = True
                update.queue = f"{update.queue} {update.id}"
            self.pending += told
            self._tell()
