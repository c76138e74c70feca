"""What tests of tickets are made of: experts, questions and tickets, with defaults."""

from datetime import UTC, datetime, timedelta
from typing import Any

from escalation.experts import Expert, ExpertId
from escalation.tickets import Opening, SourceShown, Spoken, Ticket, TicketId

NOW = datetime(2026, 1, 8, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)

ANNA = Expert(ExpertId("console:anna"), "Anna")
BORIS = Expert(ExpertId("console:boris"), "Boris")
CLEO = Expert(ExpertId("console:cleo"), "Cleo", is_coordinator=True)


def opening(question: str = "Who signs visa letters?", **changed: Any) -> Opening:
    given: dict[str, Any] = {
        "conversation": "console:ana",
        "question": question,
        "opened_at": NOW,
        "member": "m-1",
        "talk": (Spoken("member", "Hello"), Spoken("helpdesk", "Hello!")),
        "answer": "I found no answer.",
        "sources": (SourceShown("Travel", "https://example.eu/travel", "2026-01"),),
    }
    return Opening(**given | changed)


def ticket(question: str = "Who signs visa letters?", *, id_: int = 1, **changed: Any) -> Ticket:
    return Ticket(id=TicketId(id_), **vars(opening(question, **changed)))
