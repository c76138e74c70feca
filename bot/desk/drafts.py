"""Drafts for experts: what pages say to a ticket's question. Nothing of it goes to a member unless an expert sends it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from escalation.tickets import SourceShown, Ticket
from knowledge.answering import Answer
from knowledge.errors import KnowledgeError
from knowledge.reading_room import ReadingRoom

PATIENT_S = 1.5  # what a platform waits for a form is 3 s, and a ticket can be read without a draft

log = structlog.get_logger()


@dataclass(frozen=True)
class Draft:
    """Sentences of pages, with [n] for source n."""

    text: str
    sources: tuple[SourceShown, ...]


@dataclass(frozen=True)
class Drafting:
    """Looks a ticket's question up in pages that everybody may read, however unsure it is that they answer it."""

    room: Callable[[], ReadingRoom]

    async def of(self, ticket: Ticket) -> Draft | None:
        """A draft for a ticket that waits for an expert; None where there is none, or none in time."""
        if not ticket.awaits_expert:
            return None
        try:
            async with asyncio.timeout(PATIENT_S):
                consulted = await self.room().consult(ticket.question, threshold=0.0)
        except (KnowledgeError, TimeoutError) as error:
            log.info("no draft", ticket=ticket.id, error=type(error).__name__)
            return None
        if not isinstance(consulted.outcome, Answer):
            return None
        said = consulted.outcome
        text = " ".join(f"{each.text} [{each.n}]" for each in said.statements)
        sources = (
            SourceShown(each.title, each.url, str(each.as_of) if each.as_of else None)
            for each in said.citations
        )
        return Draft(text, tuple(sources))
