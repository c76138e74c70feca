"""The skill of asking people: a question becomes a ticket once its asker agrees, and its state can be asked for."""

from dataclasses import dataclass

from babel.dates import format_date

from bot.clock import Clock
from bot.conversation.forms.wording import yes_or_no
from bot.conversation.memory import Memory
from bot.conversation.own_answers import OwnAnswers
from bot.conversation.talk import Consent, Purpose, Question, Talk
from bot.messages import Action, Lead, Reply, Said, Subject
from bot.texts import Texts
from escalation.desk import Desk
from escalation.ownership import Ownership
from escalation.rules import Refused
from escalation.tickets import Opening, SourceShown, Spoken, State, Ticket

TALK_TURNS = 12  # that go with a question to the expert
DAY = "d MMMM yyyy"
CONSENT_TEXT = "offer-expert/1"  # which wording the member agreed to


@dataclass
class AskingExperts:
    """Opens tickets, tells their state, and hands on what a member says while a person is in the talk."""

    desk: Desk
    memory: Memory
    texts: Texts
    clock: Clock

    def offered(self, talk: Talk, *, question: str, answer_id: str | None, language: str = "en") -> Talk:
        """The talk after "Shall I ask an expert?" about this question, put in this language."""
        return talk.asking(
            Question.ASK_EXPERT, {"question": question, "answer_id": answer_id, "language": language}
        )

    async def person_wanted(self, said: Said, talk: Talk, *, answer_id: str = "") -> tuple[Reply, Talk]:
        """Somebody asks for a person: about this answer, else about the last question, or one still to be put."""
        if answer_id and _is_offered(talk, answer_id):
            return await self.open(said, talk), talk.settled()
        kept = await OwnAnswers(self.memory).named(said, answer_id)
        if kept is None:
            return Reply(Action.ESCALATE, self.texts.say("expert-what-about")), talk.settled()
        offer = self.texts.say("expert-about", question=kept.question)
        text = f"{offer} {self.texts.say('offer-expert')}"
        reply = Reply(Action.ESCALATE, text, buttons=yes_or_no(self.texts))
        return reply, self.offered(talk, question=kept.question, answer_id=kept.id)

    async def open(self, said: Said, talk: Talk) -> Reply:
        """The member said yes: note the consent and open the ticket, once for each question."""
        assert talk.pending is not None
        about = talk.pending.about
        now = self.clock.now()
        member = said.asker
        await self.memory.talks.agree(Consent(member, Purpose.TICKET, CONSENT_TEXT, said.conversation, now))
        opened = await self.desk.open_ticket(
            await self._opening(
                said, str(about["question"]), about.get("answer_id"), str(about.get("language", "en"))
            )
        )
        text = self.texts.say("ticket-opened", number=str(opened.ticket.id))
        if opened.closed_until is not None:
            day = format_date(opened.closed_until, DAY, locale=self.texts.language_of("office-closed"))
            text += " " + self.texts.say("office-closed", day=day)
        return Reply(
            Action.ESCALATE, text, ticket=opened.ticket.id, leads=lead_to(opened.ticket.id, self.texts)
        )

    async def status(self, said: Said, number: str = "") -> Reply:
        """How the member's tickets stand, or that of this number; no time is promised."""
        whose = {"member": said.member} if said.member else {"conversation": said.conversation}
        status = await self.desk.status_for(**whose)
        tickets = status.tickets
        if number.isdecimal():
            tickets = tuple(ticket for ticket in tickets if str(ticket.id) == number)
            if not tickets:
                return Reply(Action.ANSWER, self.texts.say("ticket-not-yours"), is_personal=True)
        if not tickets:
            return Reply(Action.ANSWER, self.texts.say("tickets-none"), is_personal=True)
        lines = [self._line(ticket) for ticket in tickets[:5]]
        if status.closed_until is not None and any(not ticket.is_over for ticket in tickets):
            day = format_date(status.closed_until, DAY, locale=self.texts.language_of("office-closed"))
            lines.append(self.texts.say("office-closed", day=day))
        return Reply(Action.ANSWER, "\n\n".join(lines), ticket=tickets[0].id, is_personal=True)

    async def hand_on(self, said: Said, ownership: Ownership) -> bool:
        """Put a message on the ticket of the person who has the conversation; false where it has just ended."""
        assert ownership.ticket is not None
        return not isinstance(await self.desk.member_replies(ownership.ticket, said.text), Refused)

    async def withdraw(self, said: Said) -> Reply | None:
        """Take the newest open question back; None where there is none."""
        for ticket in (await self.desk.status_for(conversation=said.conversation)).tickets:
            if not ticket.is_over and not isinstance(await self.desk.withdraw(ticket.id), Refused):
                return Reply(
                    Action.CANCEL, self.texts.say("ticket-withdrawn", number=str(ticket.id)), ticket=ticket.id
                )
        return None

    async def _opening(self, said: Said, question: str, answer_id: str | None, language: str) -> Opening:
        turns = await self.memory.turns.last(said.conversation, limit=TALK_TURNS)
        kept = await self.memory.answers.find(answer_id) if answer_id else None
        record = kept.record if kept else {}
        return Opening(
            conversation=said.conversation,
            question=question,
            opened_at=self.clock.now(),
            member=said.member,
            language=language,
            talk=tuple(Spoken(turn.role.value, turn.text) for turn in turns),
            answer=record.get("text"),
            sources=tuple(
                SourceShown(source["title"], source["url"], source["as_of"])
                for source in record.get("citations", ())
            ),
            key=answer_id,
        )

    def _line(self, ticket: Ticket) -> str:
        alias = ticket.owner.alias if ticket.owner else ""
        name = {
            State.OPEN: "ticket-open",
            State.CLAIMED: "ticket-claimed",
            State.WAITING_FOR_MEMBER: "ticket-waiting",
            State.ANSWERED: "ticket-answered",
            State.CLOSED: "ticket-closed",
            State.WITHDRAWN: "ticket-withdrawn",
        }[ticket.state]
        return self.texts.say(name, number=str(ticket.id), alias=alias, question=_short(ticket.question))


def _is_offered(talk: Talk, answer_id: str) -> bool:
    """Whether the talk waits for a yes to an expert's look at just this question, its consent shown."""
    pending = talk.pending
    if pending is None or pending.question is not Question.ASK_EXPERT:
        return False
    return pending.about.get("answer_id") == answer_id.lower()


def _short(text: str, limit: int = 80) -> str:
    text = text.split("\n", 1)[0]  # what a form asks for; its answers stand below
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def lead_to(ticket: int, texts: Texts) -> tuple[Lead, ...]:
    """The way from where others read along to how a ticket stands, which its asker alone is told."""
    return (Lead(Subject.TICKET, ticket, texts.say("lead-ticket")),)
