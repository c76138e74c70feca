"""Asking for the role that an event for few is meant for, and what becomes of the answer."""

from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.conversation.forms.filling import Filling
from bot.conversation.forms.wording import FormWords
from bot.conversation.memory import Memory
from bot.conversation.talk import Consent, Outcome, Purpose, Talk
from bot.events.admitting import key_of
from bot.events.calendar_files import calendar_file, file_name
from bot.events.catalogue import Event, EventId
from bot.events.keeping import Events, Registrations
from bot.events.registration import CheckNeeded, Role, Seat, admission
from bot.events.wording import EventWords
from bot.messages import Action, Field, FieldKind, File, Form, Reply, Said
from bot.texts import Texts
from escalation.desk import Desk
from escalation.tickets import Opening

FORM = Form("role", (Field("belongs", FieldKind.YES_NO), Field("capacity", FieldKind.SHORT_TEXT)))
CONSENT_TEXT = "consent-role/1"  # which wording the member agreed to
MOST_OTHERS = 3  # events that are named as open instead


@dataclass
class Belonging:
    """The owner of the form that asks whether a member belongs to those whom an event is for."""

    events: Events
    registrations: Registrations
    desk: Desk
    memory: Memory
    texts: Texts
    clock: Clock

    action = Action.CLARIFY
    patience = 1
    is_done_by_sending = False

    def filling(self, event: Event) -> Filling:
        """The form for this event, empty."""
        words = self._words()
        about = {"event": str(event.id), "title": event.title, "time": words.when_in(event)}
        who = event.audience.who if event.audience else ""
        return Filling(FORM.name, self.clock.now(), about={**about, "who": who})

    def form(self, filling: Filling) -> Form:
        return FORM

    def values(self, filling: Filling) -> dict[str, str]:
        """The event's title, time and audience."""
        return {"consent": "role"} | {key: str(filling.about[key]) for key in ("title", "time", "who")}

    def recognised(self, asked: Field, text: str) -> str | None:
        return None

    async def objection(self, said: Said, filling: Filling, talk: Talk) -> Outcome | None:
        """Refuse who does not belong to them, and name what is open instead."""
        if filling.answers.get("belongs") != "no":
            return None
        refused = self.texts.say("event-restricted", **self._told(filling))
        now = self.clock.now()
        others = [event for event in await self.events.all() if admission(event, now=now) is None]
        if not others:
            return Reply(Action.DECLINE, refused), talk
        counts = {str(event): count for event, count in (await self.registrations.counts()).items()}
        held = await self.registrations.held_by(said.asker)
        lines = self._words().lines(others[:MOST_OTHERS], counts=counts, held=held)
        listed = tuple(str(event.id) for event in others[:MOST_OTHERS])
        text = f"{refused}\n\n{self.texts.say('event-open-instead')}\n{lines}"
        return Reply(Action.DECLINE, text), replace(talk, listed=listed)

    async def finish(self, said: Said, filling: Filling, talk: Talk) -> Outcome:
        """Register with the role that is claimed; where a person has to confirm it first, ask one."""
        now, member = self.clock.now(), said.asker
        await self.memory.talks.agree(
            Consent(member, Purpose.REGISTRATION, CONSENT_TEXT, said.conversation, now)
        )
        event = await self.events.find(EventId(str(filling.about["event"])))
        if event is None:
            return Reply(Action.ANSWER, self.texts.say("event-none")), talk
        answers = {key: str(answer) for key, answer in filling.answers.items()}
        outcome = await self.registrations.register(
            event.id, member, now=now, role=Role.CLAIMED, answers=answers
        )
        if isinstance(outcome, CheckNeeded):
            return await self._to_be_checked(said, filling), talk
        files: tuple[File, ...] = ()
        if isinstance(outcome, Seat) and event.hours_known:
            files = (File(file_name(event), calendar_file(event, outcome.registration, now=now)),)
        return Reply(Action.REGISTER, self._words().outcome(outcome, event), files=files), talk

    async def _to_be_checked(self, said: Said, filling: Filling) -> Reply:
        words = FormWords(self.texts, FORM, filling, self.values(filling))
        title = self.texts.say("form-role", **self.values(filling))
        opened = await self.desk.open_ticket(
            Opening(
                conversation=said.conversation,
                question="\n".join([title, *words.lines()]),
                opened_at=self.clock.now(),
                member=said.member,
                key=key_of(EventId(str(filling.about["event"])), said.asker),
            )
        )
        text = self.texts.say("event-role-sent", number=str(opened.ticket.id), **self._told(filling))
        return Reply(Action.CLARIFY, text, ticket=opened.ticket.id)

    def _told(self, filling: Filling) -> dict[str, str]:
        return {key: str(filling.about[key]) for key in ("title", "time", "who")}

    def _words(self) -> EventWords:
        return EventWords(self.texts, self.clock.now(), None, None)
