"""Delivery: what is to be told goes out in order, once, and never past a person who has the conversation.

A delivery is noted as begun, sent, and noted as done. Whoever finds it begun by a process that died asks the platform
whether it arrived, or looks into what that process noted; where neither tells it is sent once more, and says so.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from bot.clock import Clock
from bot.messages import Action, Preview, Reply
from bot.messages.sending import (
    CardSender,
    Known,
    Looking,
    NobodyKnows,
    Noting,
    NotSent,
    Outgoing,
    Paced,
    Previewing,
    Private,
    Sender,
    Unreachable,
)
from bot.storage.cards import ALARM, CARD
from bot.storage.deliveries import Delivery, Sent, SqlDeliveries
from bot.storage.engine import Database
from bot.storage.inbox import Received, SqlInbox
from bot.storage.unit import Transactions, unit_of_work
from bot.work import replies
from bot.work.cards import Cards
from bot.work.executors import Colleagues
from bot.work.order import InOrder
from escalation.desk import Desk
from escalation.notices import Waking
from escalation.ownership import Ownership, bot_may_send

SEND_S = 180.0  # for what a platform makes wait longest, a group of Telegram that is written to much
MOST_IN_HAND = timedelta(seconds=SEND_S + 20)
"""after which whoever has begun it has stopped; the clocks of different machines differ by less than what is added"""
REPLY = "reply"
QUOTES = "quotes"  # in a payload: the reply is told with the question, as it was asked elsewhere
FOR_ALL = "for_all"  # in a payload: others are to see it, though its asker alone saw it before
PREVIEWED = "previewed"  # in a payload: it takes the place of what may have been shown of it before

log = structlog.get_logger()


class Fate(StrEnum):
    """What is to become of something that waits to be told."""

    SEND = "send"
    SEND_WITH_QUESTION = "send_with_question"
    WITHHOLD = "withhold"
    HOLD = "hold"


COMMITTED = frozenset({Action.REGISTER, Action.CANCEL, Action.SERVICE})
"""what such a reply tells has happened: it may wait, and can't be dropped"""


def fate(delivery: Delivery, action: Action | None, now: Ownership) -> Fate:
    """What becomes of a delivery, given who has the conversation at the moment of sending.

    `action` is that of a reply of the bot, None for what people and events bring.
    """
    if action is None or delivery.owner_version is None:
        return Fate.SEND
    if bot_may_send(composed_at=delivery.owner_version, now=now):
        return Fate.SEND
    if not now.is_persons:
        return Fate.SEND_WITH_QUESTION
    return Fate.HOLD if action in COMMITTED else Fate.WITHHOLD


class _BegunElsewhere(Exception):
    """Another process has begun it meanwhile, or has told it."""


@dataclass
class Delivering:
    """Tells what waits to be told."""

    database: Database
    desk_in: Callable[[Transactions], Desk]
    notice: Callable[[Delivery], Awaitable[Reply | None]]
    """words what people and events bring; None where it is not true any more"""
    clock: Clock
    senders: Sequence[Sender]
    order: InOrder = field(default_factory=InOrder)
    cards: Cards | None = None
    """shows tickets to experts"""
    colleagues: Colleagues | None = None
    """who else tells what waits"""

    async def deliver(self, number: int) -> None:
        """Tell this, and first what waits before it in its conversation. Raises what went wrong."""
        delivery = await SqlDeliveries(self.database).find(number)
        if delivery is not None:
            await self.tell(delivery.conversation)
            await SqlDeliveries(self.database).pass_over(number)  # unless it was told

    async def may_tell(self, delivery: Delivery) -> bool:
        """Whether its conversation can be reached from here, and nobody is telling this already."""
        return self.sender(delivery.conversation) is not None and not await self._is_in_other_hands(delivery)

    async def tell(self, conversation: str) -> None:
        """Tell what waits in a conversation, up to what is to be told by others. Raises what went wrong."""
        sender = self.sender(conversation)
        if sender is None:
            return
        deliveries = SqlDeliveries(self.database)
        async with self.order.within(conversation):
            waiting = await deliveries.pending(conversation)
            if any(delivery.is_held for delivery in waiting) and not await self._is_persons(conversation):
                await deliveries.release(conversation)
                waiting = await deliveries.pending(conversation)
            with suppress(_BegunElsewhere):
                for delivery in waiting:
                    if await self._is_in_other_hands(delivery):
                        return
                    if not delivery.is_held:
                        await self._tell(delivery, sender)

    def sender(self, conversation: str) -> Sender | None:
        """Who reaches this conversation from here."""
        return next((sender for sender in self.senders if sender.serves(conversation)), None)

    async def private(self, received: Received) -> str | None:
        """The conversation with a message's member alone; None where there can be none."""
        sender: object = self.sender(received.conversation)
        if received.member is None or not isinstance(sender, Private):
            return None
        return await sender.private(received.member)

    async def preview(self, received: Received) -> Preview | None:
        """Where the reply to a message may be shown while it is made; None where it can't be."""
        sender: object = self.sender(received.conversation)
        if not isinstance(sender, Previewing):
            return None
        return await sender.preview(received.conversation, received.id, received.origin)

    async def _tell(self, delivery: Delivery, sender: Sender) -> None:
        assert delivery.id is not None
        if delivery.kind in (CARD, ALARM):
            await self._show(delivery, sender)
            return
        if isinstance(sender, Paced):  # before anything is looked up, which may be otherwise after the wait
            await sender.may_send(delivery.conversation, is_news=delivery.kind != REPLY)
        reply = _reply(delivery)
        owned = await self.desk_in(self.database).owner_of(delivery.conversation)
        match fate(delivery, reply.action if reply else None, owned):
            case Fate.WITHHOLD:
                await self._discard_preview(delivery)
                await self._withhold(delivery, owned)
            case Fate.HOLD:
                await self._discard_preview(delivery)
                await SqlDeliveries(self.database).hold(delivery.id)
            case Fate.SEND:
                await self._send(delivery, reply, sender, with_question=bool(delivery.payload.get(QUOTES)))
            case Fate.SEND_WITH_QUESTION:
                await self._send(delivery, reply, sender, with_question=True)

    async def told(self, delivery: Delivery) -> Reply | None:
        """What is told by a delivery; None where it is not true any more."""
        return _reply(delivery) or await self.notice(delivery)

    async def reach(self, conversation: str, *, is_reachable: bool) -> None:
        """Let the experts of a conversation see whether anything still reaches its member."""
        async with unit_of_work(self.database) as unit:
            await self.desk_in(unit).reach(conversation, is_reachable=is_reachable)

    async def _send(
        self, delivery: Delivery, reply: Reply | None, sender: Sender, *, with_question: bool
    ) -> None:
        assert delivery.id is not None
        deliveries = SqlDeliveries(self.database)
        told = reply or await self.notice(delivery)
        if told is None:
            await deliveries.mark_delivered(delivery.id, at=self.clock.now(), outcome=Sent.WITHHELD)
            return
        received, now, until = await self._received(delivery), self.clock.now(), _end()
        outgoing = Outgoing(
            delivery.id,
            delivery.conversation,
            told,
            received.text if received and with_question else None,
            origin=received.origin if received else {},
            is_news=reply is None,
            is_for_all=bool(delivery.payload.get(FOR_ALL)),
            preview=delivery.inbox if delivery.payload.get(PREVIEWED) else None,
            has_waited=isinstance(sender, Paced),
        )
        known = Known(is_again=delivery.sending_since is not None)
        if isinstance(sender, Noting):
            known = sender.begin(outgoing, before=delivery.sending_since, now=now)
        if not known.has_arrived:
            await self._begin(delivery, now)
        try:
            async with asyncio.timeout_at(until):
                if known.is_again and isinstance(sender, Looking):
                    with suppress(NobodyKnows):
                        known = Known(has_arrived=await sender.was_sent(outgoing))
                if not known.has_arrived:
                    await sender.send(replace(outgoing, is_again=known.is_again))
        except NotSent:
            await deliveries.put_off(delivery.id, since=now, may_stand=known.is_again)
            raise
        except Unreachable:
            log.warning("unreachable", delivery=delivery.id)
            await self.reach(delivery.conversation, is_reachable=False)
            await deliveries.mark_delivered(delivery.id, at=self.clock.now(), outcome=Sent.UNREACHABLE)
            return
        if known.is_again:
            log.warning("sent again", delivery=delivery.id)
        outcome = Sent.AGAIN if known.is_again else Sent.ONCE
        await deliveries.mark_delivered(delivery.id, at=self.clock.now(), outcome=outcome)

    async def _show(self, delivery: Delivery, sender: Sender) -> None:
        """Have a room of experts see a ticket as it is now, or hear that it woke."""
        assert delivery.id is not None
        deliveries, outcome = SqlDeliveries(self.database), Sent.WITHHELD
        now, until = self.clock.now(), _end()
        if isinstance(sender, CardSender):
            sender.begin_showing(
                delivery.conversation, mark=delivery.id, before=delivery.sending_since, now=now
            )
        await self._begin(delivery, now)
        if self.cards is not None and delivery.ticket is not None and isinstance(sender, CardSender):
            try:
                async with asyncio.timeout_at(until):
                    outcome = await self._shown(delivery, delivery.ticket, self.cards, sender)
            except NotSent:
                may_stand = delivery.sending_since is not None
                await deliveries.put_off(delivery.id, since=now, may_stand=may_stand)
                raise
            except Unreachable:
                log.warning("no room for a card", delivery=delivery.id)
                outcome = Sent.UNREACHABLE
        await deliveries.mark_delivered(delivery.id, at=self.clock.now(), outcome=outcome)

    @staticmethod
    async def _shown(delivery: Delivery, ticket: int, cards: Cards, sender: CardSender) -> Sent:
        if delivery.kind == CARD:
            return await cards.show(delivery.conversation, ticket, sender)
        assert delivery.id is not None
        is_again = delivery.sending_since is not None
        waking = Waking(delivery.payload["waking"])
        return await cards.alarm(
            delivery.conversation, ticket, waking, sender, mark=delivery.id, is_again=is_again
        )

    async def _withhold(self, delivery: Delivery, owned: Ownership) -> None:
        """Drop what the bot would have said, and give what the member said to the person who has the talk."""
        assert delivery.id is not None
        asked = await self._asked(delivery)
        async with unit_of_work(self.database) as unit:
            if not await SqlDeliveries(unit).mark_delivered(
                delivery.id, at=self.clock.now(), outcome=Sent.WITHHELD
            ):
                return
            if asked and owned.ticket is not None:
                await self.desk_in(unit).member_replies(owned.ticket, asked)

    async def _discard_preview(self, delivery: Delivery) -> None:
        """Take away what was shown of a reply that nobody is told now."""
        received = await self._received(delivery) if delivery.payload.get(PREVIEWED) else None
        preview = await self.preview(received) if received is not None else None
        if preview is not None:
            await preview.discard()

    async def _begin(self, delivery: Delivery, now: datetime) -> None:
        assert delivery.id is not None
        by = self.colleagues.own if self.colleagues is not None else None
        deliveries = SqlDeliveries(self.database)
        if not await deliveries.begin(delivery.id, at=now, before=delivery.sending_since, by=by):
            raise _BegunElsewhere

    async def _is_in_other_hands(self, delivery: Delivery) -> bool:
        """Whether another process is sending it."""
        return self.colleagues is not None and await self.colleagues.are_sending(
            delivery, now=self.clock.now()
        )

    async def _is_persons(self, conversation: str) -> bool:
        return (await self.desk_in(self.database).owner_of(conversation)).is_persons

    async def _asked(self, delivery: Delivery) -> str | None:
        received = await self._received(delivery)
        return received.text if received else None

    async def _received(self, delivery: Delivery) -> Received | None:
        """The message to which it replies, or from which its ticket came."""
        inbox = SqlInbox(self.database)
        if delivery.inbox is not None:
            return await inbox.find(delivery.inbox)
        question = delivery.payload.get("question")
        return await inbox.asking(delivery.conversation, str(question)) if question else None


def _end() -> float:
    """When what begins now has to be sent, on the loop's clock."""
    return asyncio.get_running_loop().time() + SEND_S


def _reply(delivery: Delivery) -> Reply | None:
    """The reply that was kept; None for what is worded when it is told."""
    return replies.from_values(delivery.payload) if delivery.kind == REPLY else None
