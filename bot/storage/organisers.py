"""Organisers and their announcements in SQL. An announcement is kept under the lock of its event, with what is told."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.events.announcing import (
    KIND,
    WITHIN,
    Announced,
    Announcement,
    Hindrance,
    Words,
    hindrance,
    listeners,
)
from bot.events.catalogue import Event, EventId
from bot.events.organisers import Organiser, as_one
from bot.events.registration import Standing
from bot.storage.deliveries import Delivery, add
from bot.storage.event_rows import locked, roll_of
from bot.storage.events import SqlEvents
from bot.storage.organiser_tables import AnnouncementRow, OrganiserRow
from bot.storage.tables import RegistrationRow
from bot.storage.unit import Transactions


class SqlOrganisers:
    """The organisers of one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def appoint(self, named: Mapping[str, Organiser], *, among: str) -> None:
        async with self._transactions.writing() as connection:
            begins = OrganiserRow.account.startswith(among, autoescape=True)
            await connection.execute(delete(OrganiserRow).where(begins))
            on = postgresql if connection.dialect.name == "postgresql" else sqlite
            # By id, so that two processes that start at once never wait for each other.
            for account, each in sorted(named.items()):
                values = {"name": each.name, "sees_all": each.sees_all}
                new = on.insert(OrganiserRow).values(account=account, **values)
                await connection.execute(new.on_conflict_do_update(index_elements=["account"], set_=values))

    async def of(self, accounts: Collection[str]) -> Organiser | None:
        query = select(OrganiserRow.name, OrganiserRow.sees_all).where(OrganiserRow.account.in_(accounts))
        async with self._transactions.reading() as connection:
            found = (await connection.execute(query.order_by(OrganiserRow.account))).all()
        return as_one(Organiser(name, sees_all) for name, sees_all in found)


class SqlAnnouncements:
    """The announcements of one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def hindrance(self, event: EventId, *, now: datetime, text: str = "") -> Hindrance | None:
        found = await SqlEvents(self._transactions).find(event)
        if found is None:
            return None
        async with self._transactions.reading() as connection:
            return await _hindrance(connection, found, now=now, text=text)

    async def announce(self, announcement: Announcement) -> Announced | Hindrance:
        event = announcement.event
        async with self._transactions.writing() as connection:
            found = await locked(connection, event)
            if found is None:
                raise KeyError(event)
            before = select(AnnouncementRow.people).where(AnnouncementRow.key == announcement.key)
            if (people := (await connection.execute(before)).scalar_one_or_none()) is not None:
                return Announced(people, again=True)
            against = await _hindrance(connection, found, now=announcement.at, text=announcement.text)
            if against is not None:
                return against
            told = listeners(await roll_of(connection, event))
            values = {
                "key": announcement.key,
                "event_id": event,
                "account": announcement.by,
                "name": announcement.name,
                "text": announcement.text,
                "announced_at": announcement.at,
                "people": len(told),
            }
            kept = insert(AnnouncementRow).values(values).returning(AnnouncementRow.id)
            number = (await connection.execute(kept)).scalar_one()
            deliveries = [
                Delivery(
                    each.conversation,
                    KIND,
                    announcement.at,
                    payload=Words(number, event, each.member, each.number).as_values(),
                )
                for each in told
                if each.conversation is not None
            ]
            await add(connection, *deliveries)
            return Announced(len(deliveries))

    async def find(self, id_: int) -> Announcement | None:
        row = AnnouncementRow
        query = select(row.event_id, row.key, row.account, row.name, row.text, row.announced_at)
        async with self._transactions.reading() as connection:
            found = (await connection.execute(query.where(row.id == id_))).one_or_none()
        return None if found is None else Announcement(EventId(found[0]), *found[1:])

    async def is_meant(self, words: Words) -> bool:
        query = select(RegistrationRow.standing).where(
            RegistrationRow.event_id == words.event, RegistrationRow.number == words.number
        )
        async with self._transactions.reading() as connection:
            standing = (await connection.execute(query)).scalar_one_or_none()
        return standing is not None and standing != Standing.CANCELLED.value


async def _hindrance(
    connection: AsyncConnection, event: Event, *, now: datetime, text: str
) -> Hindrance | None:
    lately = (AnnouncementRow.event_id == event.id, AnnouncementRow.announced_at > now - WITHIN)
    count = select(func.count()).select_from(AnnouncementRow).where(*lately)
    earlier = int((await connection.execute(count)).scalar_one())
    return hindrance(event, await roll_of(connection, event.id), earlier=earlier, now=now, text=text)
