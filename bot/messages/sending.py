"""What goes out to chat platforms, and what a platform has to be able to do for that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from bot.messages import Card, Preview, Reply


@dataclass(frozen=True)
class Outgoing:
    """A reply on its way to a conversation."""

    id: int
    """the delivery's number: the same when it is sent again"""
    conversation: str
    reply: Reply
    asked: str | None = None
    """the member's message, where so much has happened since that the reply needs it"""
    is_again: bool = False
    """whether it was sent before, and may have arrived"""
    origin: Mapping[str, Any] = field(default_factory=dict)
    """of the message to which it replies, or from which its ticket came"""
    is_news: bool = False
    """whether people or events bring it, so that much may have been said since"""
    is_for_all: bool = False
    """whether it is for everybody who reads along, whoever was to see the first reply alone"""
    preview: int | None = None
    """the number of the message whose reply may have been shown while it was made; it takes the place of that"""
    has_waited: bool = False
    """whether it has waited for its turn already, with `Paced`"""


class NotSent(Exception):
    """It surely did not arrive; sending it again later repeats nothing."""


class Unreachable(Exception):
    """It did not arrive, and never will: nobody is there any more, or they want nothing from us."""


class NobodyKnows(Exception):
    """It may stand there or not."""


class Sender(Protocol):
    """Sends replies to the conversations of a platform that this process can reach."""

    def serves(self, conversation: str) -> bool: ...

    async def send(self, outgoing: Outgoing) -> None:
        """Send one. Raises NotSent or Unreachable; after any other error it may have arrived or not."""
        ...


@runtime_checkable
class Looking(Protocol):
    """A sender whose platform can be asked what has arrived."""

    async def was_sent(self, outgoing: Outgoing) -> bool:
        """Whether all of it stands in its conversation already. Raises NobodyKnows."""
        ...


@dataclass(frozen=True)
class Known:
    """What a sender knows of a reply from its own notes."""

    has_arrived: bool = False
    """whether all of it stands in its conversation"""
    is_again: bool = False
    """whether some of it may stand there twice, or would if it were sent now"""


@runtime_checkable
class Noting(Protocol):
    """A sender whose platform can't be asked, and that notes what it sends where a process that dies leaves it."""

    def begin(self, outgoing: Outgoing, *, before: datetime | None, now: datetime) -> Known:
        """Note that it counts as begun from `now` on; what is known of it since it last did, `before`."""
        ...


@runtime_checkable
class Paced(Protocol):
    """A sender that keeps a rate, so that nothing counts as begun, and perhaps arrived, while it only waits."""

    async def may_send(self, conversation: str, *, is_news: bool) -> None:
        """Wait until one more message may go to a conversation, and keep its place for it; replies go before news."""
        ...


@runtime_checkable
class Previewing(Protocol):
    """A sender that can show a reply while it is being made."""

    async def preview(self, conversation: str, number: int, origin: Mapping[str, Any]) -> Preview | None:
        """Where the reply to a message of the inbox may be shown; None where it can't be."""
        ...


@runtime_checkable
class Private(Protocol):
    """A sender whose platform has conversations that others read along."""

    async def private(self, member: str) -> str | None:
        """The conversation with this member alone; None where there can be none."""
        ...


@dataclass(frozen=True)
class Remark:
    """Something that was said at a card."""

    message: str | None = None
    """None where replies to it are told as replies to the card"""
    is_again: bool = False
    """whether it may stand there twice"""


class CardGone(Exception):
    """The message that held a card is no more, or can't be changed any more."""


@runtime_checkable
class CardSender(Protocol):
    """A sender that shows tickets to experts. Raises NotSent or Unreachable, as for replies."""

    async def post_card(self, room: str, card: Card, *, mark: int) -> str:
        """Let a new card stand in a room; its message. The mark tells it from others of the ticket."""
        ...

    async def change_card(self, room: str, message: str, card: Card) -> None:
        """Let a card show something else. Raises CardGone."""
        ...

    async def posted_card(self, room: str, *, mark: int) -> str | None:
        """The message of a card whose posting ended in no answer; None where there is none. Raises NobodyKnows."""
        ...

    def begin_showing(self, room: str, *, mark: int, before: datetime | None, now: datetime) -> None:
        """Take note, where that is of use, that what a mark stands for counts as begun in a room; as in `Noting`.

        Until the next time in this room, cards and remarks there belong to it.
        """
        ...

    async def remark(self, room: str, message: str, text: str, *, mark: int, is_again: bool) -> Remark:
        """Say something at a card, that all see. With `is_again` it may stand there already, under the same mark."""
        ...
