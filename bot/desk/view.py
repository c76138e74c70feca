"""How tickets look at the desk."""

from datetime import datetime
from textwrap import indent, shorten
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.desk.drafts import Draft
from bot.events.admitting import NotAdmitted
from bot.texts import Texts
from bot.texts.visible import visible
from escalation.notices import Waking
from escalation.rules import LONGEST_SLEEP, Refused
from escalation.sleeping import Moment
from escalation.tickets import Author, Message, SourceShown, State, Ticket, TicketId

QUESTION_WIDTH = 70


class View:
    """Words for tickets, in the texts' language and the office's time."""

    def __init__(self, texts: Texts, zone: ZoneInfo) -> None:
        self.texts = texts
        self.zone = zone

    def row(self, ticket: Ticket) -> str:
        """A ticket in a line."""
        return self.texts.say(
            "desk-row",
            ticket=str(ticket.id),
            state=", ".join([self.state(ticket), *self._asleep(ticket)]),
            opened=self.moment(ticket.opened_at),
            question=brief(ticket.question),
        )

    def rows(self, tickets: list[Ticket]) -> str:
        """Tickets, a line each; those that sleep come last."""
        by_sleep = sorted(tickets, key=lambda ticket: ticket.sleep is not None)
        return "\n".join(map(self.row, by_sleep)) or self.texts.say("desk-none")

    def packet(self, ticket: Ticket) -> str:
        """All that an expert needs to know: question, talk, the bot's answer, sources, and what was said since."""
        parts = (f"{title}\n{_indented(lines)}" for title, lines in self.parts(ticket))
        return "\n".join([self.head(ticket), *parts])

    def head(self, ticket: Ticket) -> str:
        """Its number, how it stands, when it was asked, and about what."""
        head = self.texts.say(
            "desk-ticket",
            ticket=str(ticket.id),
            state=self.state(ticket),
            opened=self.moment(ticket.opened_at),
            language=ticket.language,
        )
        if ticket.sleep is not None:
            until, by = self.waking(ticket.sleep.until), ticket.sleep.by
            head += "\n" + self.texts.say("desk-asleep-head", until=until, alias=by)
        if ticket.lost_since is not None and not ticket.is_over:
            head += "\n" + self.texts.say("desk-member-lost", since=self.moment(ticket.lost_since))
        if ticket.topic:
            head += "\n" + self.texts.say("desk-topic", topic=visible(ticket.topic))
        return head

    @property
    def question(self) -> str:
        """The title of the part that holds the question."""
        return self.texts.say("desk-question")

    def parts(self, ticket: Ticket) -> list[tuple[str, list[str]]]:
        """What there is to know, each part with its title."""
        say = self.texts.say
        talk = [
            say(
                "desk-said-member" if said.role == Author.MEMBER else "desk-said-helpdesk",
                text=visible(said.text),
            )
            for said in ticket.talk
        ]
        parts = [
            (say("desk-talk"), talk),
            (self.question, [visible(ticket.question)]),
            (say("desk-answer"), [visible(ticket.answer)] if ticket.answer else []),
            (say("desk-sources"), [source_line(source) for source in ticket.sources]),
            (say("desk-messages"), [self.message(said) for said in ticket.messages]),
        ]
        return [(title, lines) for title, lines in parts if lines]

    def draft(self, draft: Draft) -> tuple[str, list[str]]:
        """What pages say to the question, as a part that says that nobody has sent it."""
        lines = [f"[{n}] {source_line(source)}" for n, source in enumerate(draft.sources, 1)]
        return self.texts.say("desk-draft"), [visible(draft.text), *lines]

    def message(self, said: Message) -> str:
        """Who said what on a ticket."""
        if said.author is Author.MEMBER:
            return self.texts.say("desk-said-member", text=visible(said.text))
        key = "desk-asked-expert" if said.is_question else "desk-said-expert"
        return self.texts.say(key, alias=said.alias or "", text=visible(said.text))

    def state(self, ticket: Ticket) -> str:
        name = ticket.state.replace("_", "-")
        if ticket.state is State.CLAIMED and ticket.messages and ticket.awaits_expert:
            name = "member-replied"
        return self.texts.say(f"desk-state-{name}", alias=ticket.owner.alias if ticket.owner else "")

    def refusal(self, refused: Refused, *, word: str = "", known: str = "") -> str:
        """Why something can't be done."""
        return self.texts.say(
            "desk-refused-" + refused.reason.replace("_", "-"),
            ticket=str(refused.ticket),
            alias=refused.owner.alias if refused.owner else "",
            other=str(refused.other),
            word=visible(word),
            known=known,
            weeks=str(LONGEST_SLEEP.days // 7),
        )

    def not_admitted(self, refused: NotAdmitted, ticket: TicketId) -> str:
        """Why a ticket brings no seat."""
        if refused.why is None:
            return self.texts.say("desk-admits-nobody", ticket=str(ticket))
        reason = str(refused.why.reason).replace("_", "-")
        return self.texts.say("desk-not-admitted", ticket=str(ticket), title=refused.title, reason=reason)

    def moment(self, moment: datetime) -> str:
        return format_datetime(moment, "d MMMM yyyy, HH:mm", tzinfo=self.zone, locale=self.texts.language)

    def waking(self, moment: datetime) -> str:
        """A moment that is near, with its weekday."""
        return format_datetime(moment, "EEEE d MMMM, HH:mm", tzinfo=self.zone, locale=self.texts.language)

    def offered(self, moment: Moment) -> str:
        """A moment to choose."""
        return self.texts.say(f"desk-sleep-{moment.offer}", moment=self.waking(moment.at))

    def woken(self, ticket: Ticket, waking: Waking) -> str:
        """That a ticket woke of itself, and whose it is."""
        alias = ticket.owner.alias if ticket.is_held and ticket.owner else ""
        held = "held" if alias else "free"
        return self.texts.say(f"desk-woken-by-{waking}-{held}", ticket=str(ticket.id), alias=alias)

    def _asleep(self, ticket: Ticket) -> list[str]:
        if ticket.sleep is None:
            return []
        return [self.texts.say("desk-asleep", until=self.waking(ticket.sleep.until))]


def source_line(source: SourceShown) -> str:
    """`Title – address (as of 2026-01)`"""
    address = f" – {source.url}" if source.url else ""
    dated = f"as of {source.as_of}" if source.as_of else "undated"
    return visible(f"{source.title}{address} ({dated})")


def brief(text: str) -> str:
    """A text's beginning, in one line."""
    return shorten(visible(text), QUESTION_WIDTH, placeholder=" …")


def _indented(lines: list[str]) -> str:
    return indent("\n".join(lines), "  ")
