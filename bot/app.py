"""The composition root: the only place that names concrete classes and puts them together."""

import logging
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import structlog

from bot.clock import Clock, clock
from bot.conversation.announcing import FORM as ANNOUNCEMENT_FORM
from bot.conversation.announcing import Announcing, announcement
from bot.conversation.asking_experts import AskingExperts
from bot.conversation.attending import Attending
from bot.conversation.belonging import FORM as ROLE_FORM
from bot.conversation.belonging import Belonging
from bot.conversation.conversation import Conversation
from bot.conversation.forms.dialog import FormDialog, FormOwner
from bot.conversation.interests import InterestsInMemory, KeptInterests
from bot.conversation.linking import Linking, NobodyElse, People
from bot.conversation.matters import MattersOfMembers
from bot.conversation.memory import Memory, memory_of_its_own
from bot.conversation.notices import notice
from bot.conversation.organised import OrganisedEvents
from bot.conversation.organising import Organising
from bot.conversation.own_settings import OwnSettings
from bot.conversation.services import Service
from bot.conversation.serving import Serving
from bot.desk.cards import card_of, moved
from bot.desk.drafts import Drafting
from bot.desk.room import ExpertRooms
from bot.desk.view import View
from bot.events import samples
from bot.events.admitting import Admitting
from bot.events.announcing import KIND as ANNOUNCEMENT
from bot.events.announcing import Announcements
from bot.events.in_memory import AnnouncementsInMemory, EventsInMemory, RegistrationsInMemory
from bot.events.keeping import Events, Registrations
from bot.events.organisers import Organisers, OrganisersInMemory
from bot.messages import OWN_SETTINGS, Reply
from bot.messages.sending import Sender
from bot.models import Models
from bot.settings import Settings
from bot.storage.answers import SqlAnswers
from bot.storage.deliveries import Delivery, SqlDeliveries
from bot.storage.engine import Database
from bot.storage.events import SqlEvents, SqlRegistrations
from bot.storage.experts import SqlRoster
from bot.storage.interests import SqlInterests
from bot.storage.library import SqlLibrary
from bot.storage.organisers import SqlAnnouncements, SqlOrganisers
from bot.storage.people import SqlPeople
from bot.storage.retention import forget_unconsented
from bot.storage.schema import migrate
from bot.storage.talks import SqlTalks
from bot.storage.tickets import WAKE, SqlTickets
from bot.storage.timers import SqlTimers, Timer
from bot.storage.turns import SqlTurns
from bot.storage.unit import Transactions, unit_of_work
from bot.texts import Texts
from bot.work.cards import Cards
from bot.work.delivery import Delivering
from bot.work.intake import Intake
from bot.work.order import InOrder
from bot.work.timers import Duty, Timers
from bot.work.turns import Turns
from bot.work.working import Working, at_work
from escalation.desk import Desk
from escalation.experts import Expert
from escalation.in_memory import InMemoryRoster, InMemoryTickets
from escalation.office import Office, read_closures
from escalation.tickets import Ticket, TicketId
from knowledge.ingest_report import Progress
from knowledge.ingestion import Ingestion
from knowledge.readers.sandbox import ReaderSandbox
from knowledge.reading_room import ReadingRoom

if TYPE_CHECKING:
    from knowledge.calibrating import Calibration

UNCONSENTED = timedelta(hours=24)  # how long the words of those are kept who agreed to nothing
REPEATS = {"forget": timedelta(hours=1)}  # how often what has to be done again and again


@dataclass
class App:
    """One deployment's parts, open."""

    settings: Settings
    database: Database
    library: SqlLibrary
    texts: Texts
    clock: Clock
    memory: Memory
    join_addresses: dict[str, Callable[[str], str]] = field(default_factory=dict)
    """by chat platform that is served: the address that brings a code for joining accounts there"""

    def conversation(self) -> Conversation:
        """The front door. Learns from the examples at its first opening, which blocks for some seconds."""
        kept = SqlInterests(self.database), self.organisers, self.announcements
        return self._conversation(self.memory, self.desk, self.events, self.registrations, *kept)

    def conversation_in(self, transactions: Transactions) -> Conversation:
        """The same front door within a unit of work, so that a turn is kept whole or not at all."""
        memory = Memory(SqlTurns(transactions), SqlAnswers(transactions), SqlTalks(transactions))
        events, registrations = SqlEvents(transactions), SqlRegistrations(transactions)
        desk, people = self.desk_in(transactions), SqlPeople(transactions)
        organisers, announcements = SqlOrganisers(transactions), SqlAnnouncements(transactions)
        kept = SqlInterests(transactions), organisers, announcements
        return self._conversation(memory, desk, events, registrations, *kept, people=people)

    @asynccontextmanager
    async def work(self, *senders: Sender, burst: timedelta = timedelta()) -> AsyncIterator[Working]:
        """Durable work: accepts messages, and replies through these senders to whomever they reach."""
        order = InOrder()
        delivering = Delivering(
            self.database,
            self.desk_in,
            self._notice,
            self.clock,
            senders,
            order=InOrder(),
            cards=Cards(
                self.database,
                self.desk_in,
                lambda ticket: card_of(ticket, self.desk_view),
                lambda ticket: moved(ticket, self.desk_view),
                self.desk_view.woken,
                self.texts.say("sent-again"),
            ),
        )

        turns = Turns(
            self.database,
            self.conversation_in,
            self.desk_in,
            self.clock,
            order=order,
            private=delivering.private,
            preview=delivering.preview if self.settings.llm is not None else None,
            burst=burst,
        )
        async with at_work(
            self.settings.database,
            self.database,
            turns=turns,
            delivering=delivering,
            timers=Timers(self.database, self._duties(), REPEATS, self.clock),
            clock=self.clock,
            folder=self.settings.data_dir / "executors",
        ) as working:
            yield working

    async def _notice(self, delivery: Delivery) -> Reply | None:
        texts = Texts(str(delivery.payload.get("language", "en")))
        if delivery.kind == ANNOUNCEMENT:
            return await announcement(
                delivery.payload, texts, events=self.events, announcements=self.announcements
            )
        return await notice(
            delivery, texts, events=self.events, registrations=self.registrations, now=self.clock.now()
        )

    def _duties(self) -> dict[str, Duty]:
        async def forget(transactions: Transactions, _timer: Timer) -> None:
            before = self.clock.now() - UNCONSENTED
            await forget_unconsented(transactions, before=before)
            await SqlTimers(transactions).forget(before=before)

        async def wake(transactions: Transactions, timer: Timer) -> None:
            await self.desk_in(transactions).wake_in_time(TicketId(int(timer.subject)))

        return {"forget": forget, WAKE: wake}

    def intake(self, working: Working) -> Intake:
        """The door of this work for chat platforms."""
        conversation = self.conversation()
        forms = conversation.forms

        async def misfits(conversation: str, filled: Mapping[str, str]) -> dict[str, str]:
            return await forms.misfits(filled, await self.memory.talks.get(conversation))

        experts = AskingExperts(self.desk, self.memory, self.texts, self.clock)
        organised = OrganisedEvents(
            self.events, self.registrations, self.organisers, SqlPeople(self.database), self.texts
        )
        matters = MattersOfMembers(
            experts,
            self.events,
            self.registrations,
            SqlInterests(self.database),
            organised,
            self.texts,
            self.clock,
        )
        return Intake(working, misfits, matters.of, conversation.own.shown)

    def expert_rooms(self) -> ExpertRooms:
        """The door of the desk for chat platforms; nobody may do anything there until it is opened."""
        drafting = Drafting(lambda: self.room)
        return ExpertRooms(
            self.database, self.desk_in, self.admitting_in, self.desk_view, self.clock, drafting
        )

    @property
    def desk_view(self) -> View:
        """Words for tickets."""
        return View(self.texts, self.office.zone)

    async def rehearsal(self, *, threshold: float | None = None) -> Conversation:
        """The same front door over a copy of the events, with a memory and a desk of its own: it leaves no trace.

        `threshold`: the confidence from which it answers; None: that of the settings.
        """
        desk = Desk(InMemoryTickets(), InMemoryRoster(), office=self.office, now=self.clock.now)
        events = EventsInMemory()
        registrations = RegistrationsInMemory(events)
        await events.keep(await self.events.all(), now=self.clock.now())
        for event in events.events:
            events.store(await self.registrations.roll(event))
        return self._conversation(
            memory_of_its_own(),
            desk,
            events,
            registrations,
            InterestsInMemory(),
            OrganisersInMemory(),
            AnnouncementsInMemory(events),
            threshold=threshold,
        )

    def _conversation(
        self,
        memory: Memory,
        desk: Desk,
        events: Events,
        registrations: Registrations,
        interests: KeptInterests,
        organisers: Organisers,
        announcements: Announcements,
        *,
        people: People | None = None,
        threshold: float | None = None,
    ) -> Conversation:
        texts, now = self.texts, self.clock
        serving = Serving(
            self.room,
            self.models.service_kinds,
            self.models.prefilling,
            self.models.assenting,
            desk,
            memory,
            texts,
            now,
        )
        belonging = Belonging(events, registrations, desk, memory, texts, now)
        owners: dict[str, FormOwner] = {service.value: serving for service in Service}
        owners[ROLE_FORM.name] = belonging
        own = OwnSettings(interests, events, registrations, memory, texts, now)
        owners[OWN_SETTINGS] = own
        people = people or NobodyElse()
        organised = OrganisedEvents(events, registrations, organisers, people, texts)
        announcing = Announcing(organised, registrations, announcements, texts, now)
        owners[ANNOUNCEMENT_FORM.name] = announcing
        forms = FormDialog(owners, self.models.assenting, self.models.embedder, texts, now)
        attending = Attending(
            events,
            registrations,
            interests,
            memory,
            self.models.embedder,
            self.models.understanding,
            belonging,
            forms,
            texts,
            now,
        )
        return Conversation(
            self.room,
            self.models.understanding,
            self.models.likeness,
            self.models.openness,
            self.models.assenting,
            memory,
            AskingExperts(desk, memory, texts, now),
            attending,
            serving,
            Organising(organised, registrations, announcing, forms, texts, now),
            forms,
            own,
            texts,
            now,
            self.models.writing,
            Linking(people, texts, now, self.join_addresses),
            threshold=self.settings.answer_threshold if threshold is None else threshold,
        )

    @cached_property
    def models(self) -> Models:
        """What embeds, what has learned, and what writes."""
        return Models(self.settings)

    @cached_property
    def room(self) -> ReadingRoom:
        """Where questions are put to the library."""
        folder = self.settings.data_dir / "index"
        return ReadingRoom(self.library, self.models.embedder, folder=folder)

    @cached_property
    def desk(self) -> Desk:
        """Where questions reach experts, and their replies the members."""
        return self.desk_in(self.database)

    def desk_in(self, transactions: Transactions) -> Desk:
        """The same desk within a unit of work, so that what it changes is kept with all else in it."""
        return Desk(SqlTickets(transactions), SqlRoster(transactions), office=self.office, now=self.clock.now)

    async def admit(self, id_: TicketId, words: str, /, *, by: Expert) -> Ticket:
        """Give the seat that a ticket asks for, as `Admitting.admit`; raises NotAdmitted."""
        async with unit_of_work(self.database) as unit:
            return await self.admitting_in(unit).admit(id_, words, by=by)

    def admitting_in(self, transactions: Transactions) -> Admitting:
        """What gives such seats, within a unit of work."""
        events, registrations = SqlEvents(transactions), SqlRegistrations(transactions)
        return Admitting(self.desk_in(transactions), events, registrations, self.texts, self.clock)

    @cached_property
    def events(self) -> SqlEvents:
        """What there is to attend."""
        return SqlEvents(self.database)

    @cached_property
    def registrations(self) -> SqlRegistrations:
        """Who attends what, and who waits."""
        return SqlRegistrations(self.database)

    @cached_property
    def organisers(self) -> SqlOrganisers:
        """Who organises events."""
        return SqlOrganisers(self.database)

    @cached_property
    def announcements(self) -> SqlAnnouncements:
        """What organisers tell everybody who is registered."""
        return SqlAnnouncements(self.database)

    async def stock_samples(self) -> int:
        """Bring in the sample events that aren't there, unless the settings say otherwise; how many."""
        if not self.settings.sample_events:
            return 0
        return await samples.stock(self.events, self.registrations, now=self.clock.now())

    async def forget_unconsented(self) -> int:
        """Erase what is older than a day of everybody who agreed to nothing, as the greeting promises."""
        return await forget_unconsented(self.database, before=self.clock.now() - UNCONSENTED)

    @property
    def office(self) -> Office:
        """When the experts' office is closed."""
        return Office(read_closures(self.settings.office_closed))

    @cached_property
    def deliveries(self) -> SqlDeliveries:
        """What waits to be told in conversations."""
        return SqlDeliveries(self.database)

    @asynccontextmanager
    async def ingestion(self) -> AsyncIterator[Ingestion]:
        """Everything that brings content in, its sandbox running."""
        async with ReaderSandbox() as sandbox:
            yield Ingestion(library=self.library, sandbox=sandbox, embedder=self.models.embedder)

    async def stock_starter(self, *, progress: Progress | None = None) -> None:
        """Bring in the content that comes with the product; milliseconds where it is there already."""
        async with self.ingestion() as ingestion:
            await ingestion.run_starter(progress=progress)

    async def calibrate(self, *, if_due: bool = False) -> "Calibration | None":
        """Train the confidence on what the library holds; None where that has not changed enough to be due."""
        from bot.conversation.understanding import foreign_requests
        from knowledge.calibrating import calibrate_library, is_due

        if if_due and not await is_due(self.library, model=self.models.embedder.name):
            return None
        return await calibrate_library(self.library, self.models.embedder, foreign=foreign_requests())


@asynccontextmanager
async def open_app(settings: Settings) -> AsyncIterator[App]:
    """Open everything that the settings name, and close it again.

    Raises SettingsError, StorageError or ModelUnavailable, each with a sentence for the operator.
    """
    _log_at(settings.log_level)
    settings.make_data_dir()
    await migrate(settings.database)
    async with Database(settings.database) as database:
        app = App(
            settings,
            database,
            SqlLibrary(database),
            Texts(),
            clock(settings.now),
            Memory(SqlTurns(database), SqlAnswers(database), SqlTalks(database)),
        )
        try:
            yield app
        finally:
            if "room" in vars(app):
                app.room.close()


def _log_at(level: str) -> None:
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
