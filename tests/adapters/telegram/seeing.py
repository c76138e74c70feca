"""What tests of the Telegram adapter look at and say, all of them."""

from sqlalchemy import func, select

from bot.messages import Action, Reply
from bot.messages.sending import Outgoing
from bot.storage.work_tables import InboxRow
from escalation.experts import Expert, ExpertId
from escalation.tickets import Opening, TicketId
from tests.adapters.telegram.serving import Served
from tests.fakes.telegram import Chat

ASKED = "How long does a peer review take?"


def told(helpdesk: Served, chat: Chat) -> list[str]:
    """What the bot has said in a chat."""
    return [message.text for message in helpdesk.telegram.said(chat)]


async def accepted(helpdesk: Served) -> int:
    async with helpdesk.app.database.reading() as connection:
        query = select(func.count()).select_from(InboxRow)
        return int((await connection.execute(query)).scalar_one())


async def kept_words(helpdesk: Served) -> list[str]:
    """What the inbox holds, oldest first."""
    async with helpdesk.app.database.reading() as connection:
        return list(await connection.scalars(select(InboxRow.text).order_by(InboxRow.id)))


async def ticket_of(helpdesk: Served, conversation: str) -> TicketId:
    """A ticket that an expert has taken, in this conversation."""
    anna = Expert(ExpertId("anna"), "Anna")
    await helpdesk.app.desk.enrol(anna)
    opened = await helpdesk.app.desk.open_ticket(
        Opening(
            conversation=conversation, question=ASKED, opened_at=helpdesk.clock.now(), member=conversation
        )
    )
    await helpdesk.app.desk.claim(opened.ticket.id, by=anna)
    return opened.ticket.id


def outgoing(conversation: str, text: str, id_: int = 1, **more: object) -> Outgoing:
    return Outgoing(id_, conversation, Reply(Action.ANSWER, text, **more))  # type: ignore[arg-type]
