"""A ticket: a member's question in the hands of people, with all that was said about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from escalation.experts import Expert

TicketId = NewType("TicketId", int)


class State(StrEnum):
    """Where a ticket stands: open → claimed ⇄ waiting for the member → answered → closed; or withdrawn."""

    OPEN = "open"
    CLAIMED = "claimed"
    WAITING_FOR_MEMBER = "waiting_for_member"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


HELD = frozenset({State.CLAIMED, State.WAITING_FOR_MEMBER, State.ANSWERED})
"""A person owns the conversation."""
OVER = frozenset({State.CLOSED, State.WITHDRAWN})
LIVE = frozenset(State) - OVER


class Author(StrEnum):
    """Who wrote a message on a ticket."""

    MEMBER = "member"
    EXPERT = "expert"


@dataclass(frozen=True)
class Spoken:
    """Something said before the ticket was opened."""

    role: str
    """member or helpdesk"""
    text: str


@dataclass(frozen=True)
class SourceShown:
    """A source that the member saw."""

    title: str
    url: str | None = None
    as_of: str | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD"""


@dataclass(frozen=True)
class Message:
    """Something said on the ticket, by the member or by an expert under their alias."""

    author: Author
    text: str
    at: datetime
    alias: str | None = None
    is_question: bool = False
    """an expert asks back"""


@dataclass(frozen=True)
class Sleep:
    """That a ticket is left alone until a moment."""

    until: datetime
    by: str
    """the alias of the expert who wished it"""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A question as it goes to the experts, with what they need to know to answer it."""

    conversation: str
    question: str
    opened_at: datetime
    member: str | None = None
    language: str = "en"
    talk: tuple[Spoken, ...] = ()
    """what was said before, oldest first"""
    answer: str | None = None
    """what the bot said to the question"""
    sources: tuple[SourceShown, ...] = ()
    topic: str | None = None
    key: str | None = None
    """what asked for the ticket, like an answer's id: two tickets with one key are never live at once"""


@dataclass(frozen=True, kw_only=True)
class Ticket(Opening):
    """A question with the experts."""

    id: TicketId
    state: State = State.OPEN
    owner: Expert | None = None
    """who holds it, or held it last"""
    messages: tuple[Message, ...] = ()
    version: int = 0
    """grows with each change"""
    handovers: int = 0
    """grows whenever the conversation passes from one to another: bot, expert, colleague, bot"""
    lost_since: datetime | None = None
    """since when nothing reaches the member"""
    sleep: Sleep | None = None

    @property
    def is_held(self) -> bool:
        return self.state in HELD

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def is_answered(self) -> bool:
        """Whether an expert ever answered it, also where the talk went on afterwards."""
        return any(said.author is Author.EXPERT and not said.is_question for said in self.messages)

    @property
    def awaits_expert(self) -> bool:
        """Whether the last word is the member's."""
        return not self.is_over and (not self.messages or self.messages[-1].author is Author.MEMBER)
