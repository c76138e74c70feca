"""Events and registrations in SQL. Every change of a roll happens under the lock of its event."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.events import registration as rules
from bot.events.catalogue import Event, EventId, State, revised
from bot.events.keeping import Count, Held, Kept
from bot.events.news import News, news
from bot.events.registration import (
    Cancelled,
    NotRegistered,
    Reason,
    Refused,
    Registered,
    Registration,
    Role,
    Seat,
    Standing,
    Waitlisted,
)
from bot.storage.event_news import forget_news, keep_news, take_back
from bot.storage.event_rows import (
    event_from,
    event_values,
    insert_new,
    locked,
    registration_from,
    roll_of,
    store,
)
from bot.storage.tables import EventRow, RegistrationRow
from bot.storage.unit import Transactions


class SqlEvents:
    """The events in one database."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    async def keep(self, events: Sequence[Event], *, now: datetime) -> Kept:
        async with self._database.writing() as connection:
            return await _keep(connection, events, now=now)

    async def find(self, event: EventId) -> Event | None:
        query = select(*EventRow.__table__.columns).where(EventRow.id == event)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return None if row is None else event_from(row)

    async def all(self) -> list[Event]:
        query = select(*EventRow.__table__.columns).order_by(EventRow.starts_at, EventRow.id)
        async with self._database.reading() as connection:
            return [event_from(row) for row in (await connection.execute(query)).mappings()]

    async def set_state(self, event: EventId, state: State, *, now: datetime) -> Kept:
        async with self._database.writing() as connection:
            old = await locked(connection, event)
            if old is None:
                return Kept()
            return await _keep(connection, [replace(old, state=state)], now=now)


class SqlRegistrations:
    """The registrations in one database."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    async def register(
        self,
        event: EventId,
        member: str,
        *,
        now: datetime,
        role: Role = Role.UNKNOWN,
        answers: Mapping[str, str] | None = None,
        conversation: str | None = None,
    ) -> Registered:
        async with self._database.writing() as connection:
            found = await locked(connection, event)
            if found is None:
                return Refused(Reason.NO_SUCH_EVENT)
            roll = await roll_of(connection, event)
            outcome = rules.register(
                found, roll, member=member, now=now, role=role, answers=answers, conversation=conversation
            )
            if isinstance(outcome, Seat | Waitlisted) and not outcome.again:
                await store(connection, [outcome.registration], roll=roll)
            return outcome

    async def admit(
        self, event: EventId, member: str, *, now: datetime, conversation: str
    ) -> Seat | Waitlisted | Refused:
        async with self._database.writing() as connection:
            found = await locked(connection, event)
            if found is None:
                return Refused(Reason.NO_SUCH_EVENT)
            roll = await roll_of(connection, event)
            outcome = rules.register(
                found, roll, member=member, now=now, role=Role.VERIFIED, conversation=conversation
            )
            assert isinstance(outcome, Seat | Waitlisted | Refused), "a verified role is not asked about"
            if not isinstance(outcome, Refused) and not outcome.again:
                await store(connection, [outcome.registration], roll=roll)
                told = News.of_admission(found, outcome.registration, conversation=conversation)
                await keep_news(connection, [told], now=now)
            return outcome

    async def cancel(self, event: EventId, member: str, *, now: datetime) -> Cancelled | NotRegistered:
        async with self._database.writing() as connection:
            return await _cancel(connection, event, member, now=now)

    async def enter(self, event: EventId, members: Sequence[str], *, at: datetime) -> int:
        async with self._database.writing() as connection:
            found = await locked(connection, event)
            if found is None:
                return 0
            roll = await roll_of(connection, event)
            new = 0
            for member in members:
                outcome = rules.enter(found, roll, member=member, at=at)
                if not outcome.again:
                    await store(connection, [outcome.registration], roll=roll)
                    roll = [*(each for each in roll if each.member != member), outcome.registration]
                    new += 1
            return new

    async def held_by(self, member: str) -> list[Held]:
        mine = (
            select(*RegistrationRow.__table__.columns)
            .join(EventRow, EventRow.id == RegistrationRow.event_id)
            .where(RegistrationRow.member == member, RegistrationRow.standing != Standing.CANCELLED.value)
            .order_by(EventRow.starts_at, EventRow.id)
        )
        async with self._database.reading() as connection:
            found = [registration_from(row) for row in (await connection.execute(mine)).mappings()]
            held = []
            for each in found:
                waits = each.standing is Standing.WAITING
                roll = await roll_of(connection, each.event) if waits else [each]
                outcome = rules.standing_of(each, roll)
                held.append(Held(each, outcome.position if isinstance(outcome, Waitlisted) else None))
            return held

    async def roll(self, event: EventId) -> list[Registration]:
        async with self._database.reading() as connection:
            return await roll_of(connection, event)

    async def counts(self) -> dict[EventId, Count]:
        seated, waiting = (
            func.count().filter(RegistrationRow.standing == standing.value)
            for standing in (Standing.SEATED, Standing.WAITING)
        )
        query = select(RegistrationRow.event_id, seated, waiting).group_by(RegistrationRow.event_id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {EventId(event): Count(*numbers) for event, *numbers in rows}

    async def forget(self, member: str, *, now: datetime) -> list[Registration]:
        events = select(RegistrationRow.event_id).where(RegistrationRow.member == member)
        promoted: list[Registration] = []
        async with self._database.writing() as connection:
            # By id, so that two who are forgotten at once never wait for each other.
            for event in sorted((await connection.execute(events)).scalars()):
                outcome = await _cancel(connection, EventId(event), member, now=now)
                if isinstance(outcome, Cancelled):
                    promoted += outcome.promoted
            await forget_news(connection, member)
            await connection.execute(delete(RegistrationRow).where(RegistrationRow.member == member))
        return promoted


async def _keep(connection: AsyncConnection, events: Sequence[Event], *, now: datetime) -> Kept:
    added: list[EventId] = []
    changed: list[EventId] = []
    unchanged: list[EventId] = []
    promoted: list[Registration] = []
    told: list[News] = []
    # By id, so that two who keep the same events never wait for each other.
    for id_, event in sorted({event.id: event for event in events}.items()):
        if await insert_new(connection, event):
            added.append(id_)
            continue
        old = await locked(connection, id_)
        assert old is not None, "events are never removed"
        if old == event:
            unchanged.append(id_)
        else:
            new = revised(old, event)
            await connection.execute(update(EventRow).where(EventRow.id == id_).values(event_values(new)))
            changed.append(id_)
            roll = await roll_of(connection, id_)
            moved_up = rules.promotions(new, roll, now=now)
            await store(connection, moved_up, roll=roll)
            promoted += moved_up
            found = news(old, new, before=roll, after=_changed(roll, *moved_up), now=now)
            told += await keep_news(connection, found, now=now)
    return Kept(tuple(added), tuple(changed), tuple(unchanged), tuple(promoted), tuple(told))


async def _cancel(
    connection: AsyncConnection, event: EventId, member: str, *, now: datetime
) -> Cancelled | NotRegistered:
    found = await locked(connection, event)
    if found is None:
        return NotRegistered()
    roll = await roll_of(connection, event)
    outcome = rules.cancel(found, roll, member=member, now=now)
    if isinstance(outcome, Cancelled):
        changed = [outcome.registration, *outcome.promoted]
        await store(connection, changed, roll=roll)
        await take_back(connection, event, [member])
        promoted = news(found, found, before=roll, after=_changed(roll, *changed), now=now)
        await keep_news(connection, promoted, now=now)
    return outcome


def _changed(roll: rules.Roll, *changed: Registration) -> list[Registration]:
    return list(({each.member: each for each in roll} | {each.member: each for each in changed}).values())
