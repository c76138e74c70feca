"""What is known of each message on its way: whether it has left, and whether it has arrived.

Telegram can't be asked, so each step is noted when it is made, where a process that is killed leaves it for the next.
"""

from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from telegram import Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

from adapters.ports import Receipts
from adapters.telegram.transport import NotConnected

SURELY_NOT_SENT = (BadRequest, ChatMigrated, Forbidden, InvalidToken, NotConnected, RetryAfter)
NOTED = frozenset({"there", "left", "is_again"})
ANYTHING = "?"  # stands among what has left for whatever may have, as nobody has noted it


@dataclass
class Passage:
    """How far something has come, by its parts."""

    key: str
    receipts: Receipts
    there: dict[str, int] = field(default_factory=dict)
    """the messages that its parts have become"""
    left: set[str] = field(default_factory=set)
    """parts that have left, with no word of how that ended"""
    is_again: bool = False
    """whether any of it was sent once more though it had left before"""
    is_first: bool = False
    """whether nothing of it was begun before"""

    def may_stand(self, part: str) -> bool:
        """Whether nobody knows if this part is there."""
        return part in self.left or ANYTHING in self.left

    def is_any_of(self, parts: set[str]) -> None:
        """Note which parts those are, if it is not known what has left."""
        if ANYTHING in self.left:
            self.left = parts - self.there.keys()
            self.note()

    async def through(self, part: str, call: Coroutine[Any, Any, Message]) -> int:
        """Have a call bring a part there; its message. Raises what the call raises."""
        had_left, may_stand = part in self.left, self.may_stand(part)
        self.left.add(part)
        self.note()
        try:
            told = await call
        except SURELY_NOT_SENT:
            if not had_left:
                self.left.discard(part)
                self.note()
            raise
        self.there[part] = told.message_id
        self.is_again |= may_stand
        self.left -= {part, ANYTHING}
        self.note()
        return told.message_id

    def note(self) -> None:
        """Keep all this."""
        noted = {
            "there": self.there,
            "left": sorted(self.left),
            "is_again": self.is_again,
        }
        self.receipts.put(self.key, noted)


@dataclass(frozen=True)
class Passages:
    """All that is on its way from one bot."""

    receipts: Receipts

    def known(self, key: str) -> Passage | None:
        """What is noted of something; None where nothing is."""
        noted = self.receipts.get(key)
        if noted is None or not noted.keys() >= NOTED:  # those of another version say nothing
            return None
        return Passage(
            key,
            self.receipts,
            dict(noted["there"]),
            set(noted["left"]),
            bool(noted["is_again"]),
        )

    def begin(self, key: str, *, before: datetime | None, now: datetime) -> Passage:
        """Note that something counts as begun from `now` on; what is known of it since it last did, `before`.

        Each attempt has notes of its own: those of another say nothing, as another machine may have had it
        meanwhile, or another delivery the number; and who dies before the database has taken note of the attempt
        leaves those of the one before.
        """
        passage = Passage(key, self.receipts, is_first=True)
        if before is not None:
            passage = self.known(_attempt(key, before)) or Passage(key, self.receipts, left={ANYTHING})
        passage.key = _attempt(key, now)
        passage.note()
        return passage


def _attempt(key: str, at: datetime) -> str:
    return f"{key} of {at.astimezone(UTC).isoformat()}"
