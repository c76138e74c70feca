"""Cards on their way to the experts' rooms: each shows its ticket as it is, in one message, whatever dies meanwhile."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog

from bot.messages import Card
from bot.messages.sending import CardGone, CardSender, NobodyKnows, NotSent
from bot.storage.cards import NEVER, KeptCard, SqlCards
from bot.storage.deliveries import Sent
from bot.storage.engine import Database
from bot.storage.unit import Transactions
from escalation.desk import Desk
from escalation.notices import Waking
from escalation.rules import Refused
from escalation.tickets import Ticket, TicketId

log = structlog.get_logger()


@dataclass(frozen=True)
class Cards:
    """Shows tickets in rooms."""

    database: Database
    desk_in: Callable[[Transactions], Desk]
    card_of: Callable[[Ticket], Card]
    moved: Callable[[Ticket], Card]
    """what stays where a card was, once another shows the ticket"""
    woken: Callable[[Ticket, Waking], str]
    """what is said at the card of a ticket that woke of itself"""
    again: str
    """what a card says that may stand there twice"""

    async def show(self, room: str, ticket: int, sender: CardSender) -> Sent:
        """Have the room see the ticket as it is now; again and again with the same end. Raises what went wrong."""
        if not await self._kept.is_room(room):
            return Sent.WITHHELD
        found = await self.desk_in(self.database).ticket(TicketId(ticket))
        if isinstance(found, Refused):
            return Sent.WITHHELD
        for former in await self._kept.leaving(ticket, room):
            await self._leave(former, found, sender)
        kept = await self._kept.current(ticket, room)
        if kept is None:
            if found.is_over:
                return Sent.ONCE
            kept = await self._kept.plan(ticket, room)
        card, sent = self.card_of(found), Sent.ONCE
        if kept.message is None and kept.is_begun:
            try:
                message = await sender.posted_card(room, mark=kept.id)
                kept = replace(kept, message=message, version=NEVER, is_begun=message is not None)
            except NobodyKnows:
                log.warning("sent again", card=kept.id)
                card, sent = replace(card, head=f"{card.head}\n{self.again}"), Sent.AGAIN
        if kept.message is None:
            await self._post(kept, card, sender)
        elif kept.version < found.version:
            await self._change(kept, kept.message, found, sender)
        return sent

    async def alarm(
        self, room: str, ticket: int, waking: Waking, sender: CardSender, *, mark: int, is_again: bool
    ) -> Sent:
        """Tell a room, at its card, that a ticket woke of itself, unless that is not true any more."""
        shown = await self.show(room, ticket, sender)
        found = await self.desk_in(self.database).ticket(TicketId(ticket))
        kept = await self._kept.current(ticket, room)
        if kept is None or kept.message is None or not await self._kept.is_room(room):
            return Sent.WITHHELD
        if isinstance(found, Refused) or found.is_over or found.sleep is not None:
            return Sent.WITHHELD
        said = self.woken(found, waking)
        remark = await sender.remark(room, kept.message, said, mark=mark, is_again=is_again)
        if remark.message is not None:
            await self._kept.remarked(ticket, room, remark.message)
        return Sent.AGAIN if remark.is_again else shown

    async def _post(self, kept: KeptCard, card: Card, sender: CardSender) -> None:
        await self._kept.begin(kept)
        try:
            message = await sender.post_card(kept.room, card, mark=kept.id)
        except NotSent:
            if not kept.is_begun:
                await self._kept.put_off(kept)
            raise
        await self._kept.shown(kept, message, version=card.version)

    async def _change(self, kept: KeptCard, message: str, ticket: Ticket, sender: CardSender) -> None:
        try:
            await sender.change_card(kept.room, message, self.card_of(ticket))
        except CardGone:
            await self._kept.lost(kept)
            if not ticket.is_over:
                await self._post(await self._kept.plan(ticket.id, kept.room), self.card_of(ticket), sender)
            return
        await self._kept.shown(kept, message, version=ticket.version)

    async def _leave(self, former: KeptCard, ticket: Ticket, sender: CardSender) -> None:
        assert former.message is not None
        with suppress(CardGone):
            await sender.change_card(former.room, former.message, self.moved(ticket))
        await self._kept.lost(former)

    @property
    def _kept(self) -> SqlCards:
        return SqlCards(self.database)
