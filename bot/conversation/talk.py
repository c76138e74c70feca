"""Where a talk stands: what was asked back, and what was listed last. It survives a restart."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.conversation.forms.filling import Filling
from bot.messages import Reply


class Question(StrEnum):
    """What the helpdesk has asked, and waits for a yes or no to."""

    ASK_EXPERT = "ask_expert"
    REGISTER = "register"
    GIVE_UP = "give_up"
    FILL_IN = "fill_in"
    LINK = "link"


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
    form: Filling | None = None
    """the form that is being filled in, or was put aside"""
    refusals: int = 0
    """how many replies in a row gave the member nothing"""
    unsolved: int = 0
    """how many answers in a row the member called no help"""
    language: str | None = None
    """that of the member's last words; None before the first"""
    ownership: int = 0
    """how often the conversation had passed between bot and experts when the bot spoke last"""
    began_at: datetime | None = None
    """when the bot had the talk back from an expert; what was said before is no longer what it is about"""

    def asking(self, question: Question, about: dict[str, Any]) -> "Talk":
        """The talk after a question was put, with what a yes would act on."""
        return replace(self, pending=Pending(question, about))

    def settled(self) -> "Talk":
        """The talk without an open question."""
        return replace(self, pending=None)

    def filling_in(self, filling: Filling | None) -> "Talk":
        """The talk with this form; None: with none."""
        return replace(self, pending=None, form=filling)

    def begun_anew(self, ownership: int, *, at: datetime) -> "Talk":
        """The talk after an expert had it: a form that was put aside stays, all else is over."""
        return Talk(form=self.form, language=self.language, ownership=ownership, began_at=at)

    def as_values(self) -> dict[str, Any]:
        """As JSON values."""
        pending = (
            {"question": self.pending.question.value, "about": self.pending.about} if self.pending else None
        )
        return {
            "pending": pending,
            "listed": list(self.listed),
            "form": self.form.as_values() if self.form else None,
            "refusals": self.refusals,
            "unsolved": self.unsolved,
            "language": self.language,
            "ownership": self.ownership,
            "began_at": self.began_at.isoformat() if self.began_at else None,
        }

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> "Talk":
        pending, form, began_at = (values.get(name) for name in ("pending", "form", "began_at"))
        return cls(
            Pending(Question(pending["question"]), pending["about"]) if pending else None,
            tuple(values.get("listed", ())),
            Filling.from_values(form) if form else None,
            values.get("refusals", 0),
            values.get("unsolved", 0),
            values.get("language"),
            values.get("ownership", 0),
            datetime.fromisoformat(began_at) if began_at else None,
        )


Outcome = tuple[Reply, Talk]
"""what is said, and where the talk stands then"""


class Purpose(StrEnum):
    """What a member may agree to; each has a row of its own."""

    TICKET = "ticket"
    REGISTRATION = "registration"
    SERVICE = "service"
    DIGEST = "digest"
    NEWSLETTER = "newsletter"
    TERMS = "terms"
    INTERESTS = "interests"


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
