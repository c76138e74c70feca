"""Announcements of organisers: asked for by a form, shown whole before a yes, and told under the organiser's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bot.clock import Clock
from bot.conversation.forms.dialog import FormDialog
from bot.conversation.forms.filling import Filling
from bot.conversation.organised import OrganisedEvents
from bot.conversation.talk import Outcome, Talk
from bot.events.announcing import (
    LONGEST,
    MOST,
    Announced,
    Announcement,
    Announcements,
    Hindrance,
    HoldsLink,
    NobodyToTell,
    TooLate,
    TooMany,
    Words,
    listeners,
)
from bot.events.catalogue import Event, EventId
from bot.events.keeping import Events, Registrations
from bot.events.organisers import Organiser
from bot.messages import Action, Field, FieldKind, Form, Reply, Said
from bot.texts import Texts

FORM = Form("announcement", (Field("announcement", FieldKind.LONG_TEXT, limit=LONGEST),), is_verbatim=True)


@dataclass
class Announcing:
    """The owner of the form by which an organiser announces something."""

    organised: OrganisedEvents
    registrations: Registrations
    announcements: Announcements
    texts: Texts
    clock: Clock

    action = Action.CLARIFY
    patience = 3
    is_done_by_sending = False

    async def wanted(self, event: Event, organiser: Organiser, talk: Talk, forms: FormDialog) -> Outcome:
        """The form, or why nothing can be announced now."""
        against = await self.announcements.hindrance(event.id, now=self.clock.now())
        if against is not None:
            return Reply(Action.ANSWER, why_not(against, event, self.texts), is_personal=True), talk
        people = len(listeners(await self.registrations.roll(event.id)))
        about = {"key": uuid4().hex, "event": str(event.id), "title": event.title}
        about |= {"name": organiser.name, "people": self.texts.say("announcement-people", count=people)}
        return forms.begin(talk, Filling(FORM.name, self.clock.now(), about=about))

    def form(self, filling: Filling) -> Form:
        return FORM

    def values(self, filling: Filling) -> dict[str, str]:
        """The event's title, who writes, and how many will read it."""
        told = {key: str(filling.about[key]) for key in ("title", "name", "people")}
        return {"consent": "announcement", "limit": f"{LONGEST:,}"} | told

    def recognised(self, asked: Field, text: str) -> str | None:
        return None

    async def objection(self, said: Said, filling: Filling, talk: Talk) -> Outcome | None:
        """Who is no organiser of the event any more announces nothing, and no text that may not be told goes on."""
        event, _ = await self._mine(said, filling)
        if event is None:
            return Reply(Action.DECLINE, self.texts.say("organise-refused"), is_personal=True), talk
        text, now = str(filling.answers.get("announcement") or ""), self.clock.now()
        against = await self.announcements.hindrance(event.id, now=now, text=text)
        if against is None:
            return None
        return Reply(Action.ANSWER, why_not(against, event, self.texts), is_personal=True), talk

    async def finish(self, said: Said, filling: Filling, talk: Talk) -> Outcome:
        """Have everybody told who is registered at this moment."""
        event, organiser = await self._mine(said, filling)
        if event is None or organiser is None:
            return Reply(Action.DECLINE, self.texts.say("organise-refused"), is_personal=True), talk
        announcement = Announcement(
            event.id,
            str(filling.about["key"]),
            said.account or said.asker,
            organiser.name,
            str(filling.answers["announcement"]),
            self.clock.now(),
        )
        outcome = await self.announcements.announce(announcement)
        if not isinstance(outcome, Announced):
            return Reply(Action.ANSWER, why_not(outcome, event, self.texts), is_personal=True), talk
        return Reply(Action.SERVICE, await self._done(outcome, event)), talk

    async def _done(self, outcome: Announced, event: Event) -> str:
        told = self.texts.say("announcement-made", title=event.title, count=outcome.people)
        roll = await self.registrations.roll(event.id)
        silent = sum(each.is_live for each in roll) - len(listeners(roll))
        return f"{told} {self.texts.say('announcement-silent', count=silent)}" if silent else told

    async def _mine(self, said: Said, filling: Filling) -> tuple[Event | None, Organiser | None]:
        """The event, if who speaks organises it now, and who that is."""
        organiser = await self.organised.organiser(said.asker, account=said.account)
        event = await self.organised.events.find(EventId(str(filling.about["event"])))
        if organiser is None or event is None or not organiser.organises(event):
            return None, None
        return event, organiser


def why_not(against: Hindrance, event: Event, texts: Texts) -> str:
    """Why nothing is announced, in a sentence."""
    match against:
        case TooMany():
            return texts.say("announcement-too-many", title=event.title, most=MOST)
        case NobodyToTell():
            return texts.say("announcement-nobody", title=event.title)
        case TooLate():
            return texts.say("announcement-too-late", title=event.title)
        case HoldsLink():
            return texts.say("announcement-holds-link", title=event.title)


async def announcement(
    payload: Mapping[str, Any], texts: Texts, *, events: Events, announcements: Announcements
) -> Reply | None:
    """What a member reads, under the organiser's name; None for whoever has given up their place since."""
    words = Words.from_values(payload)
    told, event = await announcements.find(words.announcement), await events.find(words.event)
    if told is None or event is None or not await announcements.is_meant(words):
        return None
    said = texts.say("announcement-told", name=told.name, title=event.title, text=told.text)
    return Reply(Action.ANSWER, said)
