"""The skill of events: listing them, taking seats, telling times, and calendar files."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bot.clock import Clock
from bot.conversation.belonging import Belonging
from bot.conversation.decision import SURE, about_events
from bot.conversation.forms.dialog import FormDialog
from bot.conversation.forms.wording import yes_or_no
from bot.conversation.giving_up import GivingUp
from bot.conversation.hearing import Heard
from bot.conversation.interests import KeptInterests, arranged, asks_for_own, is_on, means_own, without_own
from bot.conversation.memory import Memory
from bot.conversation.own_settings import topics_in_words
from bot.conversation.talk import Consent, Outcome, Pending, Purpose, Question, Talk
from bot.conversation.understanding import Intent, Understanding
from bot.events.calendar_files import calendar_file, file_name
from bot.events.catalogue import Event, EventId
from bot.events.dates import spoken_dates
from bot.events.finding import Ambiguous, Finding, Found, NothingFound, find, matching
from bot.events.keeping import Events, Held, Registrations
from bot.events.numbers import number_of, numbered
from bot.events.places import place_named
from bot.events.registration import Refused, RoleAsked, Waitlisted, admission, free_seats, waiting
from bot.events.times import hours, mislabelled
from bot.events.wording import EventWords
from bot.events.words import choice, content, kinds, matches, without_words
from bot.messages import Action, Citation, File, Lead, Reply, Said, Subject
from bot.texts import Texts
from knowledge.documents import Period
from knowledge.embeddings import Embedder
from knowledge.retrieval import leans_on_history

CONSENT_TEXT = "event-offer/1"  # which wording the member agreed to
FILE_WORDS = frozenset(
    {"ics", "ical", "icalendar", "calendar", "outlook"}
)  # names of the file and its programs
NAMING = 2  # words of its title, from which an event is surely named
MOST_CHARS = 700  # of one list of events; a reply stays below 900


@dataclass
class Attending:
    """Everything that a member does with events, by chat."""

    events: Events
    registrations: Registrations
    interests: KeptInterests
    memory: Memory
    embedder: Embedder
    understanding: Understanding
    belonging: Belonging
    forms: FormDialog
    texts: Texts
    clock: Clock

    @cached_property
    def giving_up(self) -> GivingUp:
        """The skill of giving seats up."""
        return GivingUp(self.events, self.registrations, self._similarity, self.texts, self.clock)

    async def about(self, said: Said, heard: Heard, talk: Talk) -> Outcome | None:
        """What a message wants of the events; None where it wants nothing of them, or none is meant."""
        text, history = heard.rendering.text, list(heard.rendering.history)
        if talk.listed and choice(text) and leans_on_history(text):
            return await self.wanted(said, text, talk, before=history)
        if asks_for_own(text):
            return await self.coming(said, text, talk)
        naming = await self._naming_one(text)
        understood, probability = heard.understood, heard.consultation.found.probability
        if naming is not None and naming != text == heard.text:  # of a rendering, little would be left
            probability = 0.0  # pages on the event's subject say nothing about the event
            understood = self.understanding.of(await asyncio.to_thread(self.embedder.question, naming))
        intent = about_events(
            understood,
            probability,
            is_named=naming is not None,
            is_covered=heard.rendering.is_covered,
        )
        if intent is None:
            return None
        is_sure = understood.probabilities[intent] >= SURE
        return await self._reply(intent, said, text, talk, before=history, is_sure=is_sure)

    async def _reply(
        self, intent: Intent, said: Said, text: str, talk: Talk, *, before: Sequence[str], is_sure: bool
    ) -> Outcome | None:
        """What a message with an intent about events gets; None where it is about no event that is known.

        `is_sure`: the intent is beyond doubt, so that there is no page to look for where there is no event.
        """
        match intent:
            case Intent.EVENTS_LIST:
                return await self.coming(said, text, talk)
            case Intent.EVENT_REGISTER:
                return await self.wanted(said, text, talk, before=before)
            case Intent.EVENT_CANCEL:
                return await self.giving_up.wanted(said, text, talk, is_sure=is_sure)
            case Intent.EVENT_DETAILS:
                return await self.details(said, text, talk, before=before)
            case Intent.MY_REGISTRATIONS:
                return await self.mine(said, text, talk)
            case _:
                return None

    async def _naming_one(self, text: str) -> str | None:
        """A message that surely names a known event, by its day or as a coming one of a kind and subject; else None.

        The subject is left out: "is the webinar full?" tells what is wanted better than with its title in between.
        """
        now = self.clock.now()
        events = await self.events.all()
        if spoken_dates(text, today=now.date()):
            return text if isinstance(find(text, events, now=now), Found) else None
        fitting = [
            match
            for match in matches(content(text), [event for event in events if not event.is_over(now)])
            if match.by_name and len(match.by) >= NAMING and match.event.kind in kinds(text)
        ]
        is_one = bool(fitting) and (len(fitting) == 1 or fitting[0].score > fitting[1].score)
        return without_words(text, fitting[0].by) if is_one else None

    async def coming(self, said: Said, text: str, talk: Talk) -> Outcome:
        """The coming events that a message asks for, numbered; alone with a member as they have chosen to see them."""
        chosen = None if said.is_public else await self.interests.of(said.asker)
        own, intro, none = None, "event-list", "event-list-none"
        events = await self.events.all()
        if (is_own := means_own(text)) and chosen is not None:
            own, intro, none = chosen, "interests-list", "interests-list-none"
            events = [each for each in events if is_on(each, chosen.topics)]
        topics = topics_in_words(own.topics, self.texts) if own else ""
        listing = matching(without_own(text), events, now=self.clock.now(), similarity=self._similarity)
        asked = arranged(listing.events or listing.nearest, chosen)
        words = self._words(text)
        if not asked:
            text = self.texts.say(none, topics=topics)
            return Reply(Action.LIST_EVENTS, text, is_personal=is_own), talk
        counts = {str(event): count for event, count in (await self.registrations.counts()).items()}
        held = [] if said.is_public else await self.registrations.held_by(said.asker)
        told = self.texts.say(intro if listing.events else "event-list-nearest", topics=topics)
        lines = words.lines(asked, counts=counts, held=held).split("\n")
        shown = len(lines)
        while shown > 1 and sum(map(len, lines[:shown])) > MOST_CHARS:
            shown -= 1
        if shown < len(lines):
            lines[shown:] = [self.texts.say("event-list-more", count=len(lines) - shown)]
        if is_own and own is None:
            lines.append(self.texts.say("interests-hint"))
        leads = _leads(asked[:shown]) if said.is_public else ()
        reply = Reply(Action.LIST_EVENTS, "\n".join([told, *lines]), is_personal=is_own, leads=leads)
        return reply, _listing(talk, asked[:shown])

    async def led_to(self, said: Said, argument: str, talk: Talk) -> Outcome:
        """The event of this number with the offer of a seat; with "again" behind it, only how it stands."""
        number, _, again = argument.partition(" ")
        event = numbered(number, await self.events.all())
        if event is None:
            return Reply(Action.ANSWER, self.texts.say("event-led-nowhere")), talk
        words, held = self._words(""), await self.registrations.held_by(said.asker)
        own = next((each for each in held if each.registration.event == event.id), None)
        if own is None and isinstance(between := admission(event, now=self.clock.now()), Refused):
            return _cited(Reply(Action.ANSWER, words.outcome(between, event)), [event]), talk
        counts = await self.registrations.counts()
        line = words.line(event, count=counts.get(event.id), held=own)
        if own is not None or again:
            told = line if own else f"{line}\n\n{self.texts.say('event-led-again', title=event.title)}"
            return _cited(Reply(Action.ANSWER, told, is_personal=True), [event]), talk
        talk = _listing(talk, [event])
        if (asked := await self._asks_for_role(said, [event], talk)) is not None:
            return asked
        offer = "\n\n".join([line, await self._offer(event, words), self.texts.say("event-offer")])
        reply = Reply(Action.REGISTER, offer, buttons=yes_or_no(self.texts))
        return reply, talk.asking(Question.REGISTER, {"events": [str(event.id)]})

    async def wanted(self, said: Said, text: str, talk: Talk, *, before: Sequence[str]) -> Outcome | None:
        """A wish to attend; None where no known event is meant."""
        if _asks_for_file(text):
            return await self.details(said, text, talk, before=before)
        finding = await self._find(text, talk, before=before)
        if isinstance(finding, NothingFound):
            return await self._nothing_coming(talk)
        words = self._words(text)
        if isinstance(finding, Ambiguous):
            return Reply(Action.CLARIFY, words.which(finding)), _listing(talk, finding.candidates)
        talk = _listing(talk, finding.events)
        asked = await self._asks_for_role(said, finding.events, talk)
        return asked or await self._offered(said, finding.events, talk, words)

    async def _nothing_coming(self, talk: Talk) -> Outcome | None:
        """That no event is coming at all; None where some are, and pages may say more."""
        now = self.clock.now()
        if any(event.starts_at > now for event in await self.events.all()):
            return None
        return Reply(Action.LIST_EVENTS, self.texts.say("event-list-none")), talk

    async def _offered(self, said: Said, events: Sequence[Event], talk: Talk, words: EventWords) -> Outcome:
        """The offer of seats, as far as anybody may have them; taken at once by who agreed to that before."""
        open_, replies = self._admitted(events, words)
        if not open_:
            return _cited(Reply(Action.ANSWER, "\n\n".join(replies)), events), talk
        if await self.memory.talks.has_agreed(said.asker, Purpose.REGISTRATION):
            return await self._register(said, open_, words), talk
        offers = replies + [await self._offer(event, words) for event in open_]
        ids = [str(event.id) for event in open_]
        offer = "\n\n".join([*offers, self.texts.say("event-offer")])
        return Reply(Action.REGISTER, offer, buttons=yes_or_no(self.texts)), talk.asking(
            Question.REGISTER, {"events": ids}
        )

    async def agreed(self, said: Said, pending: Pending) -> Reply:
        """The member said yes: note the consent, and register."""
        consent = Consent(said.asker, Purpose.REGISTRATION, CONSENT_TEXT, said.conversation, self.clock.now())
        await self.memory.talks.agree(consent)
        found = [await self.events.find(EventId(id_)) for id_ in pending.about["events"]]
        return await self._register(said, [event for event in found if event is not None], self._words(""))

    async def mine(self, said: Said, text: str, talk: Talk) -> Outcome:
        """What the member is registered for."""
        held = await self.registrations.held_by(said.asker)
        events = [
            event for each in held if (event := await self.events.find(each.registration.event)) is not None
        ]
        if not events:
            return Reply(Action.ANSWER, self.texts.say("event-mine-none"), is_personal=True), talk
        lines = self._words(text).lines(events, held=held)
        reply = Reply(Action.ANSWER, f"{self.texts.say('event-mine')}\n{lines}", is_personal=True)
        return reply, _listing(talk, events)

    async def details(self, said: Said, text: str, talk: Talk, *, before: Sequence[str]) -> Outcome | None:
        """An event's time where the member is, whether there is room, and its calendar file; None without event."""
        finding = await self._find(text, talk, before=before)
        if isinstance(finding, Ambiguous) and len(finding.candidates) == 1:
            finding = Found(finding.candidates)  # the one that was spoken of; to tell of it does no harm
        if not isinstance(finding, Found):
            return None
        words = self._words(text)
        wants_file = _asks_for_file(text)
        counts = await self.registrations.counts()
        own: dict[EventId, Held] = {
            each.registration.event: each for each in await self.registrations.held_by(said.asker)
        }
        told, files = [], []
        for event in finding.events:
            told.append(self._time_told(text, event))
            told.append(words.line(event, count=counts.get(event.id), held=own.get(event.id)))
            if wants_file and event.hours_known:
                held = own.get(event.id)
                registration = held.registration if held else None
                files.append(File(file_name(event), calendar_file(event, registration, now=self.clock.now())))
                told.append(self.texts.say("event-file", name=file_name(event)))
        text_ = "\n\n".join(line for line in told if line)
        is_own = any(event.id in own for event in finding.events)
        reply = Reply(Action.ANSWER, text_, files=tuple(files), is_personal=is_own)
        return _cited(reply, finding.events), _listing(talk, finding.events)

    def _time_told(self, text: str, event: Event) -> str:
        place = place_named(text)
        mistake = mislabelled(text, event.local_start.date())
        parts = []
        if mistake is not None:
            parts.append(self.texts.say("event-mislabelled", label=mistake.label, right=mistake.right))
        told = hours(event, place.zone) if place else None
        if place is not None and told is not None:
            parts.append(self.texts.say("event-time-there", title=event.title, hours=told, place=place.name))
        return " ".join(parts)

    async def _asks_for_role(self, said: Said, events: Sequence[Event], talk: Talk) -> Outcome | None:
        """The question for the role, where one event for few is wished for and the member is not on its roll."""
        if len(events) != 1 or not isinstance(admission(events[0], now=self.clock.now()), RoleAsked):
            return None
        held = await self.registrations.held_by(said.asker)
        if any(each.registration.event == events[0].id for each in held):
            return None
        reply, talk = self.forms.begin(talk, self.belonging.filling(events[0]))
        return _cited(reply, events), talk

    def _admitted(self, events: Sequence[Event], words: EventWords) -> tuple[list[Event], list[str]]:
        """The events that anybody may attend, and for each other what stands between it and the member."""
        now = self.clock.now()
        open_, others = [], []
        for event in events:
            match admission(event, now=now):
                case None:
                    open_.append(event)
                case RoleAsked(audience):
                    time = words.when(event)
                    others.append(
                        self.texts.say("event-for-few", title=event.title, time=time, who=audience.who)
                    )
                case stands_between:
                    others.append(words.outcome(stands_between, event))
        return open_, others

    async def _offer(self, event: Event, words: EventWords) -> str:
        """What a yes would give: a seat, or which place on the wait-list."""
        roll = await self.registrations.roll(event.id)
        if free_seats(event, roll) == 0 or waiting(roll):
            position = len(waiting(roll)) + 1
            return self.texts.say(
                "event-offer-waiting", title=event.title, time=words.when(event), position=position
            )
        return self.texts.say("event-offer-seat", title=event.title, time=words.when(event))

    async def _register(self, said: Said, events: Sequence[Event], words: EventWords) -> Reply:
        told, files = [], []
        action = Action.REGISTER
        for event in events:
            now = self.clock.now()
            outcome = await self.registrations.register(
                event.id, said.asker, now=now, conversation=said.conversation
            )
            told.append(words.outcome(outcome, event))
            if isinstance(outcome, Refused | RoleAsked):
                action = Action.ANSWER
            registration = getattr(outcome, "registration", None)
            if registration is not None and not isinstance(outcome, Waitlisted) and event.hours_known:
                files.append(File(file_name(event), calendar_file(event, registration, now=now)))
        return Reply(action, "\n\n".join(told), files=tuple(files))

    async def _find(self, text: str, talk: Talk, *, before: Sequence[str]) -> Finding:
        """The event meant: by this message, or by what was said just before it."""
        events = await self.events.all()
        now = self.clock.now()
        finding = find(text, events, now=now, listed=_ids(talk), similarity=self._similarity)
        if isinstance(finding, Found) or not before or talk.listed:
            return finding
        earlier = find(before[-1], events, now=now, similarity=None)
        return earlier if isinstance(earlier, Found) else finding

    def _words(self, text: str) -> EventWords:
        place = place_named(text) if text else None
        return EventWords(
            self.texts, self.clock.now(), place.zone if place else None, place.name if place else None
        )

    def _similarity(self, text: str, others: Sequence[str]) -> Sequence[float]:
        vectors = self.embedder.texts([text, *others])
        similarity: list[float] = (vectors[1:] @ vectors[0]).astype(np.float64).tolist()
        return similarity


def _cited(reply: Reply, events: Sequence[Event]) -> Reply:
    """The reply with the pages of its events, where they have one."""
    pages = [event for event in events if event.url]
    citations = tuple(
        Citation(n, event.title, event.url, as_of=None, period=Period.P2021, quote=event.summary)
        for n, event in enumerate(pages, start=1)
    )
    marks = "".join(f" [{citation.n}]" for citation in citations)
    return replace(reply, text=reply.text + marks, citations=citations)


def _asks_for_file(text: str) -> bool:
    return bool(FILE_WORDS & set(text.lower().replace(".", " ").split()))


def _ids(talk: Talk) -> list[EventId]:
    return [EventId(id_) for id_ in talk.listed]


def _leads(events: Sequence[Event]) -> tuple[Lead, ...]:
    """The ways from a list that many read to each of its events."""
    return tuple(
        Lead(Subject.EVENT, number_of(event.id), f"{n}. {event.title}") for n, event in enumerate(events, 1)
    )


def _listing(talk: Talk, events: Sequence[Event]) -> Talk:
    return replace(talk, listed=tuple(str(event.id) for event in events))
