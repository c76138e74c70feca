"""Where a talk stands: what was asked back, and what was listed last. It survives a restart."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class Question(StrEnum):
    """What the helpdesk has asked, and waits for a yes or no to."""

    ASK_EXPERT = "ask_expert"
    REGISTER = "register"


@dataclass(frozen=True)
class Pending:
    """A question that is open, with what a yes would act on."""

    question: Question
    about: dict[str, Any] = field(default_factory=dict)
    """JSON values only"""


@dataclass(frozen=True)
class Talk:
    """The state of one conversation."""

    pending: Pending | None = None
    listed: tuple[str, ...] = ()
    """ids of the events that were listed last, in their order"""

    def asking(self, question: Question, about: dict[str, Any]) -> "Talk":
        """The talk after a question was put, with what a yes would act on."""
        return replace(self, pending=Pending(question, about))

    def settled(self) -> "Talk":
        """The talk without an open question."""
        return replace(self, pending=None)

    def as_values(self) -> dict[str, Any]:
        """As JSON values."""
        pending = (
            {"question": self.pending.question.value, "about": self.pending.about} if self.pending else None
        )
        return {"pending": pending, "listed": list(self.listed)}

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> "Talk":
        pending = values.get("pending")
        return cls(
            Pending(Question(pending["question"]), pending["about"]) if pending else None,
            tuple(values.get("listed", ())),
        )


class Purpose(StrEnum):
    """What a member may agree to; each has a row of its own."""

    TICKET = "ticket"
    REGISTRATION = "registration"


@dataclass(frozen=True)
class Consent:
    """That somebody agreed, to which text, when and where."""

    member: str
    purpose: Purpose
    text_version: str
    channel: str
    at: datetime


class Talks(Protocol):
    """The state of each conversation, and what its member agreed to."""

    async def get(self, conversation: str) -> Talk: ...

    async def put(self, conversation: str, talk: Talk, *, at: datetime) -> None: ...

    async def agree(self, consent: Consent) -> None: ...

    async def has_agreed(self, member: str, purpose: Purpose) -> bool: ...


class TalksInMemory:
    """Talks that go with the process."""

    def __init__(self) -> None:
        self._talks: dict[str, Talk] = {}
        self._consents: list[Consent] = []

    async def get(self, conversation: str) -> Talk:
        return self._talks.get(conversation, Talk())

    async def put(self, conversation: str, talk: Talk, *, at: datetime) -> None:
        self._talks[conversation] = talk

    async def agree(self, consent: Consent) -> None:
        self._consents.append(consent)

    async def has_agreed(self, member: str, purpose: Purpose) -> bool:
        return any(given.member == member and given.purpose is purpose for given in self._consents)
