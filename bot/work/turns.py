"""Turns: a message of the inbox becomes a reply, once, in one transaction with everything that it brought about."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import structlog

from bot.clock import Clock
from bot.conversation.conversation import Conversation
from bot.conversation.language import language_of_talk
from bot.messages import Action, Preview, Reply, Said
from bot.storage.channels import SqlChannels
from bot.storage.deliveries import Delivery, SqlDeliveries
from bot.storage.engine import Database
from bot.storage.inbox import Inbound, Outcome, Received, SqlInbox
from bot.storage.people import SqlPeople
from bot.storage.unit import Transactions, UnitOfWork, unit_of_work
from bot.texts import Texts
from bot.work import replies
from bot.work.delivery import FOR_ALL, PREVIEWED, QUOTES
from bot.work.failures import what
from bot.work.order import InOrder
from bot.work.sharing import SHARES, shared
from bot.work.shown import Shown
from escalation.desk import Desk

TURN_S = 60.0  # within which a reply is made, or else something is wrong
PERSONAL = frozenset({Action.REGISTER, Action.CANCEL, Action.SERVICE})
"""what such a reply tells concerns the member alone"""
MOST_MESSAGES = 20  # of one member in `MINUTE`; people write three or four, and presses of buttons count
MINUTE = timedelta(minutes=1)
MOST_FAILURES = 3  # then the member is told that something went wrong
MOST_DEATHS = 6  # of processes in the middle of one message; the message may be why, and often is not

log = structlog.get_logger()


class _DoneElsewhere(Exception):
    """Another process has finished the message, or its author has changed it; what was done here is rolled back."""


class _NotHere(Exception):
    """The reply is for the member alone, and others read along; what was done here is rolled back."""


@dataclass
class Turns:
    """Accepts messages and replies to them, in order within each conversation."""

    database: Database
    conversation_in: Callable[[Transactions], Conversation]
    desk_in: Callable[[Transactions], Desk]
    clock: Clock
    order: InOrder = field(default_factory=InOrder)
    private: Callable[[Received], Awaitable[str | None]] | None = None
    """the conversation with the member alone; None where there can be none"""
    preview: Callable[[Received], Awaitable[Preview | None]] | None = None
    """where the reply to a message may be seen while it is made; None where replies are made at once"""
    burst: timedelta = timedelta()
    """within which what a member says in pieces is one question"""
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
        return received.conversation

    async def _respond(self, received: Received) -> None:
        tries = await self._count(received)
        shown = Shown()
        if self.preview is not None:
            shown = Shown(await self.preview(received), may_stand=tries > 1)
        if tries > MOST_DEATHS:
            await self._apologise([received], shown)
            return
        burst = await SqlInbox(self.database).burst(received, within=self.burst)
        try:
            async with asyncio.timeout(TURN_S):
                await self._make(burst, shown)
        except _DoneElsewhere:
            shown.is_left_over = True
        except Exception as error:
            log.error("turn failed", inbox=received.id, tries=tries, **what(error))  # noqa: TRY400  (a traceback may quote)
            if tries < MOST_FAILURES:
                raise
            await self._apologise(burst, shown)
        finally:
            await shown.stands()
        if shown.is_left_over:
            await shown.discard()

    async def _count(self, received: Received) -> int:
        """How often this message was tried, this time included."""
        if received.id in self._fresh:
            self._fresh.discard(received.id)
            return 1
        return 1 + await SqlInbox(self.database).count_attempt(received.id)

    async def _make(self, burst: Sequence[Received], shown: Shown) -> None:
        try:
            async with unit_of_work(self.database) as unit:
                await self._reply(burst, unit, shown)
        except _NotHere:
            await self._reply_in_private(burst, shown)

    async def _reply(self, burst: Sequence[Received], unit: UnitOfWork, shown: Shown) -> None:
        received = burst[0]
        owned = await self.desk_in(unit).owner_of(received.conversation)
        if SHARES in received.origin:
            await self._share(received, unit, shown, owner_version=owned.version)
            return
        if not owned.is_persons and await self._slowed(burst, unit, shown):
            return
        # A second attempt shows nothing: what the first one left is replaced as a whole.
        said = replace(await _said(burst, unit), preview=None if shown.may_stand else shown.preview)
        reply = await self.conversation_in(unit).reply(said)
        if received.is_public and is_personal(reply):
            raise _NotHere
        told = await self._told(received, reply, unit)
        silent = Outcome.LEFT if is_unasked(received) else Outcome.HANDED_ON
        outcome = Outcome.REPLIED if told else silent
        await self._finish(burst, outcome, told, unit, shown, owner_version=owned.version)

    async def _share(self, received: Received, unit: UnitOfWork, shown: Shown, *, owner_version: int) -> None:
        """Tell everybody what its asker saw alone, or its asker why that can't be."""
        texts = Texts()
        reply = await shared(received, unit, texts)
        told = [Reply(Action.SMALLTALK, texts.say("share-gone"))] if reply is None else [reply]
        outcome = Outcome.APOLOGISED if reply is None else Outcome.REPLIED
        await self._finish(
            [received],
            outcome,
            told,
            unit,
            shown,
            owner_version=owner_version,
            payload={} if reply is None else {FOR_ALL: True},
        )

    async def _slowed(self, burst: Sequence[Received], unit: UnitOfWork, shown: Shown) -> bool:
        """Whether the member writes more than anybody reads; they are told so once, and the rest is left alone."""
        if burst[0].member is None:
            return False
        count, was_told = await SqlInbox(unit).pressure(burst[0], within=MINUTE)
        if count < MOST_MESSAGES or is_unasked(burst[0]):
            return False
        texts = Texts(await asyncio.to_thread(language_of_talk, [burst[0].text]))
        notice = [] if was_told else [Reply(Action.SMALLTALK, texts.say("slow-down"))]
        await self._finish(burst, Outcome.SLOWED, notice, unit, shown, owner_version=None)
        return True

    async def _reply_in_private(self, burst: Sequence[Received], shown: Shown) -> None:
        """Go on with a member alone, and say so where others read along."""
        received = burst[0]
        texts = Texts(await asyncio.to_thread(language_of_talk, [received.text]))
        private = await self.private(received) if self.private is not None else None
        if private is None:
            async with unit_of_work(self.database) as unit:
                reply = Reply(Action.SMALLTALK, texts.say("personal-not-here"), goes_on=received.id)
                await self._finish(burst, Outcome.REPLIED, [reply], unit, shown, owner_version=None)
            return
        async with self.order.within(private), unit_of_work(self.database) as unit:
            owned = await self.desk_in(unit).owner_of(private)
            said = await _said(burst, unit)
            reply = await self.conversation_in(unit).reply(
                replace(said, conversation=private, is_public=False)
            )
            told = await self._told(received, reply, unit)
            deliveries = [self._delivery(received, each, conversation=private) for each in told]
            deliveries[-1:] = [
                replace(each, owner_version=owned.version, payload=each.payload | {QUOTES: True})
                for each in deliveries[-1:]
            ]
            await SqlDeliveries(unit).add(*deliveries)
            pointer = Reply(Action.SMALLTALK, texts.say("personal-in-private"))
            await self._finish(burst, Outcome.REPLIED, [pointer], unit, shown, owner_version=None)

    async def _told(self, received: Received, reply: Reply, unit: UnitOfWork) -> list[Reply]:
        """The reply, after a greeting for a member who has said nothing before and whose platform shows none by itself."""
        greeting = Texts().say("greeting")
        if not reply.text:
            return []
        if not received.origin.get("greets") or greeting in reply.text:
            return [reply]
        is_first = await SqlInbox(unit).is_first(received)
        return [Reply(Action.SMALLTALK, greeting), reply] if is_first else [reply]

    async def _apologise(self, burst: Sequence[Received], shown: Shown) -> None:
        texts = Texts(await asyncio.to_thread(language_of_talk, [each.text for each in burst]))
        outcome, told = Outcome.APOLOGISED, [Reply(Action.SMALLTALK, texts.say("something-went-wrong"))]
        if is_unasked(burst[0]):
            outcome, told = Outcome.LEFT, []
        try:
            async with unit_of_work(self.database) as unit:
                await self._finish(burst, outcome, told, unit, shown, owner_version=None)
        except _DoneElsewhere:
            return

    async def _finish(
        self,
        burst: Sequence[Received],
        outcome: Outcome,
        told: Sequence[Reply],
        unit: UnitOfWork,
        shown: Shown,
        *,
        owner_version: int | None,
        payload: Mapping[str, Any] | None = None,
    ) -> None:
        stands = await shown.stands()
        if not await SqlInbox(unit).finish(burst, outcome, at=self.clock.now()):
            raise _DoneElsewhere
        deliveries = [self._delivery(burst[0], reply) for reply in told]
        deliveries = [replace(each, payload={**each.payload, **(payload or {})}) for each in deliveries]
        deliveries[-1:] = [replace(each, owner_version=owner_version) for each in deliveries[-1:]]
        if stands:
            deliveries[:1] = [
                replace(each, payload=each.payload | {PREVIEWED: True}) for each in deliveries[:1]
            ]
            shown.is_left_over = not deliveries
        await SqlDeliveries(unit).add(*deliveries)

    def _delivery(self, received: Received, reply: Reply, *, conversation: str | None = None) -> Delivery:
        return Delivery(
            conversation or received.conversation,
            "reply",
            self.clock.now(),
            payload=replies.as_values(reply),
            inbox=received.id,
        )


async def _said(burst: Sequence[Received], unit: UnitOfWork) -> Said:
    """What was said, by the person to whom the account belongs."""
    first = burst[0]
    account = first.member or first.conversation
    person = await SqlPeople(unit).person(account)
    topics: frozenset[str] = frozenset()
    if first.is_public:
        topics = (await SqlChannels(unit).choices_in(first.conversation)).topics
    return Said(
        first.conversation,
        "\n".join(each.text for each in burst),
        first.member if person == account else person,
        first.is_member and not first.is_public,
        is_public=first.is_public,
        filled=first.filled,
        account=account,
        instead=first.origin.get("instead"),
        is_unasked=is_unasked(first),
        topics=topics,
    )


def is_unasked(received: Received) -> bool:
    """Whether a message was for everybody, so that silence is a reply to it."""
    return bool(received.origin.get("unasked"))


def is_personal(reply: Reply) -> bool:
    """Whether a reply is for nobody but the member."""
    return reply.is_personal or reply.form is not None or bool(reply.files) or reply.action in PERSONAL
