"""What goes between people and the helpdesk, with no platform in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from knowledge.documents import Period


class Action(StrEnum):
    """What a reply does; there is one a reply."""

    ANSWER = "answer"
    ESCALATE = "escalate"
    CLARIFY = "clarify"
    REGISTER = "register"
    CANCEL = "cancel"
    LIST_EVENTS = "list_events"
    SERVICE = "service"
    DECLINE = "decline"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True)
class Citation:
    """A source as it is shown: its number in the text, and how old its facts are."""

    n: int
    title: str
    url: str | None
    as_of: str | None
    """YYYY, YYYY-MM or YYYY-MM-DD"""
    period: Period
    quote: str
    expert: str | None = None
    """whose answer it is, where a person has approved it for others"""


@dataclass(frozen=True)
class File:
    """A file that goes with a reply, like a calendar file."""

    name: str
    content: bytes


TOPICS_OF_PAGES = ("Smart", "Green", "Connected", "Social", "Citizens", "Governance")
"""the platform's six topics of 2021-2027, as its pages carry them"""


@dataclass(frozen=True)
class ChannelChoices:
    """What is chosen for the bot in a channel or group."""

    topics: frozenset[str] = frozenset()
    """to which answers are limited; empty: all"""
    answers_unasked: bool = False
    """whether a question that has a sure answer gets it though it was put to everybody"""
    is_private_first: bool = False
    """whether an answer is seen by its asker alone until they share it"""
    keepers: frozenset[str] = frozenset()
    """accounts that may change this, besides those who look after the whole place"""


OWN_SETTINGS = "own_settings"
"""the name of the form for what a member chooses for themselves"""


class FieldKind(StrEnum):
    """What a field of a form takes."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    ONE_OF = "one_of"
    SOME_OF = "some_of"
    YES_NO = "yes_no"
    EMAIL = "email"


@dataclass(frozen=True)
class Field:
    """One question of a form. Its texts are `field-KEY` and, in the summary, `label-KEY`; a choice's is `choice-CHOICE`."""

    key: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    optional: bool = False
    limit: int = 1000
    """of a text, in characters"""
    only_yes: bool = False
    """whether nothing goes on without a yes, as with the acceptance of terms"""


@dataclass(frozen=True)
class Form:
    """A form in no platform's shape. Its title is the text `form-NAME`."""

    name: str
    fields: tuple[Field, ...]
    is_verbatim: bool = False
    """whether what is written stands as it is: any words are the answer, with their paragraphs, and all of it is shown
    before a yes that has to be a plain one"""


@dataclass(frozen=True)
class FormShown:
    """A form as it stands. A platform may show it whole, or only the field that is asked now."""

    form: Form
    answers: Mapping[str, str | list[str] | None]
    """by field; None: left empty"""
    asked: str | None
    """the field's key; None: all is answered, and the summary waits for a yes"""
    values: Mapping[str, str] = field(default_factory=dict)
    """what its texts are filled in with"""


@dataclass(frozen=True)
class Button:
    """A command with a label: pressing it says the command in the conversation that shows it."""

    label: str
    command: str
    """like "/why a-7f3k2c", or the words that answer a question: "yes", a choice"""
    ticks: bool = False
    """whether it is one of several choices that may be taken together; where that can't be shown, it is the answer"""
    is_ticked: bool = False
    """whether it is taken already, as far as the member has said before"""


class Subject(StrEnum):
    """What a lead leads to."""

    EVENT = "event"
    TICKET = "ticket"


@dataclass(frozen=True)
class Lead:
    """Something with which anybody who reads a reply may go on alone with the bot; it tells nobody's own matters."""

    to: Subject
    number: int
    """what `/event` or `/status` takes"""
    label: str


@dataclass(frozen=True)
class Reply:
    """One reply to one message. `text` holds paragraphs divided by blank lines, with [n] for citation n."""

    action: Action
    text: str
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    """0 to 1: that the content answers the question"""
    ticket: int | None = None
    buttons: tuple[Button, ...] = ()
    answer_id: str | None = None
    files: tuple[File, ...] = ()
    form: FormShown | None = None
    is_personal: bool = False
    """whether it tells of the member's own matters though its action does not say so"""
    goes_on: int | None = None
    """the number of the message that the member may put again, alone with the bot"""
    leads: tuple[Lead, ...] = ()
    """shown where others read along, on platforms that can"""


class Preview(Protocol):
    """Shows the reply to a message while it is still being made. It is a courtesy: nothing depends on it."""

    def show(self, reply: Reply) -> None:
        """Show this in the place of what was shown before. It never waits; what comes too fast is left out."""
        ...

    async def close(self) -> bool:
        """Show no more, and wait for what is under way; whether anything may stand there that the reply has to replace."""
        ...

    async def discard(self) -> None:
        """Take away what stands there, if anything does."""
        ...


@dataclass(frozen=True)
class Said:
    """What a member said in a conversation; `history` is what was said there before, oldest first."""

    conversation: str
    text: str
    member: str | None = None
    is_member: bool = False
    """whether members-only content may be shown"""
    is_public: bool = False
    """whether others read along"""
    topics: frozenset[str] = frozenset()
    """to which answers are limited here, as with a channel on one topic; empty: all"""
    history: tuple[tuple[str, str], ...] = field(default=())
    """(role, text) pairs, role "member" or "helpdesk"; empty: what the database remembers"""
    filled: Mapping[str, str] | None = None
    """what came back from a form that was shown whole, by field"""
    account: str | None = None
    """who says it on this platform, or the conversation where it knows nobody; `member` is the person"""
    instead: str | None = None
    """what came where words were wanted: the name of a text `instead-…` that tells what to do, and of one `came-…`"""
    preview: Preview | None = None
    """where the reply may be seen while it is made"""
    is_unasked: bool = False
    """whether it was said to everybody, where what is surely known is told all the same"""

    @property
    def asker(self) -> str:
        """Whose registrations and tickets are meant: the member's, or the conversation's where it knows nobody."""
        return self.member or self.conversation


@dataclass(frozen=True)
class Inbound:
    """A message from a platform; one that comes twice has the same (platform, tenant, dedup key)."""

    conversation: str
    text: str
    dedup_key: str
    platform: str = "console"
    tenant: str = ""
    member: str | None = None
    is_member: bool = False
    is_public: bool = False
    """whether others read along, so that nothing personal may be told there"""
    merges: bool = False
    """whether it and what the member says right after it are one question"""
    filled: Mapping[str, str] | None = None
    """what came back from a form that was shown whole, by field"""
    origin: Mapping[str, Any] = field(default_factory=dict)
    """what its platform has to know for the reply, in JSON values; `greets`: a member's first message is welcomed;
    `unasked`: as `is_unasked` in `Said`; `instead`: as there; `change`: numbers that ascend with the changes of a message"""


@dataclass(frozen=True)
class Organised:
    """An event as its organiser sees it at a glance."""

    line: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class Matters:
    """What a member has going on, a line each."""

    tickets: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    """that are coming, whoever attends; with topics those on them"""
    prompts: tuple[tuple[str, str], ...] = ()
    """what they may want to say next: (what is shown, what is said)"""
    topics: str = ""
    """the names of those that interest them, if they have chosen any"""
    settings: tuple[str, ...] = ()
    """what they have chosen for themselves, in words"""
    organised: tuple[Organised, ...] = ()
    """the events that they organise; none for whoever is no organiser"""


@dataclass(frozen=True)
class Card:
    """A ticket as the experts in a room see it: one message, changed in place whenever the ticket changes."""

    ticket: int
    version: int
    head: str
    question: str = ""
    said: tuple[str, ...] = ()
    """what was said on it, oldest first"""
    note: str = ""
    buttons: tuple[Button, ...] = ()
    """the commands of the desk that fit now; one that is in `DIALOGS` needs more words first"""


DIALOGS = frozenset({"open", "answer", "ask", "reassign", "snooze"})
"""commands of the desk for which a platform may open a form"""


@dataclass(frozen=True)
class Packet:
    """All that an expert needs to know about a ticket, and what this expert may do with it now."""

    ticket: int
    head: str
    question: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    """(title, lines)"""
    deeds: frozenset[str]
    """of "answer", "ask", "reassign" and "snooze" """
    colleagues: tuple[str, ...] = ()
    moments: tuple[tuple[str, str], ...] = ()
    """until when it may sleep, as (what is shown, what is written at the desk)"""


@dataclass(frozen=True)
class Told:
    """What somebody alone is told of what they wrote or pressed; with no text there is nothing to tell."""

    text: str
    is_done: bool = True
    """whether it was what they wanted"""
    ticket: int | None = None
    """the ticket that it is about, if it is about one"""
