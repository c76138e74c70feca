"""Questions that go to people: tickets, the experts who answer them, and who owns a conversation meanwhile."""

from escalation.desk import Desk, Opened, Status
from escalation.experts import Expert, ExpertId
from escalation.office import Closure, Office, read_closures
from escalation.ownership import Ownership, bot_may_send
from escalation.rules import Reason, Refused
from escalation.tickets import Author, Message, Opening, SourceShown, Spoken, State, Ticket, TicketId

__all__ = [
    "Author",
    "Closure",
    "Desk",
    "Expert",
    "ExpertId",
    "Message",
    "Office",
    "Opened",
    "Opening",
    "Ownership",
    "Reason",
    "Refused",
    "SourceShown",
    "Spoken",
    "State",
    "Status",
    "Ticket",
    "TicketId",
    "bot_may_send",
    "read_closures",
]
