"""Turns: a message of the inbox becomes a reply, once, in one transaction with everything that it brought about."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from bot.clock import Clock
from bot.conversation.conversation import Conversation
from bot.conversation.language import language_of_talk
from bot.messages import Action, Reply, Said
from bot.storage.deliveries import Delivery, SqlDeliveries
from bot.storage.engine import Database
from bot.storage.inbox import Inbound, Outcome, Received, SqlInbox
from bot.storage.unit import Transactions, UnitOfWork, unit_of_work
from bot.texts import Texts
from bot.work import replies
from bot.work.failures import what
from bot.work.order import InOrder
from escalation.desk import Desk

TURN_S = 60.0  # within which a reply is made, or else something is wrong
MOST_TRIES = 3  # then the member is told that something went wrong

log = structlog.get_logger()


class _DoneElsewhere(Exception):
    """Another process has finished the message; what was done here is rolled back."""


@dataclass
class Turns:
    """Accepts messages and replies to them, in order within each conversation."""

    database: Database
    conversation_in: Callable[[Transactions], Conversation]
    desk_in: Callable[[Transactions], Desk]
    clock: Clock
    order: InOrder = field(default_factory=InOrder)
    _fresh: set[int] = field(default_factory=set)
    """accepted by this process, and not tried yet"""

    async def accept(self, inbound: Inbound) -> int:
        """Keep a message: from here on it will be replied to, whatever happens. Its number in the inbox."""
        number, is_new = await SqlInbox(self.database).accept(inbound, at=self.clock.now())
        if is_new:
            self._fresh.add(number)
        return number

    async def respond(self, number: int) -> str | None:
        """Reply to a message, and first to those before it in its conversation, which is given. Raises what went wrong."""
        inbox = SqlInbox(self.database)
        received = await inbox.find(number)
        if received is None or received.finished_at is not None:
            return received.conversation if received else None
        async with self.order.within(received.conversation):
            while (waiting := await inbox.waiting(received.conversation, up_to=number)) is not None:
                await self._respond(waiting)
                if waiting.id == number:
                    break
        return received.conversation

    async def _respond(self, received: Received) -> None:
        tries = await self._count(received)
        if tries > MOST_TRIES:  # each time the process died of it
            await self._apologise(received)
            return
        try:
            async with asyncio.timeout(TURN_S), unit_of_work(self.database) as unit:
                await self._reply(received, unit)
        except _DoneElsewhere:
            return
        except Exception as error:
            log.error("turn failed", inbox=received.id, tries=tries, **what(error))  # noqa: TRY400  (a traceback may quote)
            if tries < MOST_TRIES:
                raise
            await self._apologise(received)

    async def _count(self, received: Received) -> int:
        """How often this message was tried, this time included."""
        if received.id in self._fresh:
            self._fresh.discard(received.id)
            return 1
        return 1 + await SqlInbox(self.database).count_attempt(received.id)

    async def _reply(self, received: Received, unit: UnitOfWork) -> None:
        owned = await self.desk_in(unit).owner_of(received.conversation)
        said = Said(received.conversation, received.text, received.member, received.is_member)
        reply = await self.conversation_in(unit).reply(said)
        outcome = Outcome.REPLIED if reply.text else Outcome.HANDED_ON
        await self._finish(received, outcome, reply, unit, owner_version=owned.version)

    async def _apologise(self, received: Received) -> None:
        texts = Texts(await asyncio.to_thread(language_of_talk, [received.text]))
        reply = Reply(Action.SMALLTALK, texts.say("something-went-wrong"))
        try:
            async with unit_of_work(self.database) as unit:
                await self._finish(received, Outcome.APOLOGISED, reply, unit, owner_version=None)
        except _DoneElsewhere:
            return

    async def _finish(
        self,
        received: Received,
        outcome: Outcome,
        reply: Reply,
        unit: UnitOfWork,
        *,
        owner_version: int | None,
    ) -> None:
        now = self.clock.now()
        if not await SqlInbox(unit).finish(received.id, outcome, at=now):
            raise _DoneElsewhere
        if reply.text:
            delivery = Delivery(
                received.conversation,
                "reply",
                now,
                payload=replies.as_values(reply),
                owner_version=owner_version,
                inbox=received.id,
            )
            await SqlDeliveries(unit).add(delivery)
