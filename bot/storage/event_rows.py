"""Events and registrations as rows, and back; and the lock under which an event's roll is changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.events.catalogue import Audience, Event, EventId, JoinLink, Kind, State
from bot.events.registration import Registration, Standing
from bot.storage.tables import EventRow, RegistrationRow

_SPECIAL = {"kind", "keywords", "audience", "state", "join_link"}
_PLAIN = [field.name for field in fields(Event) if field.name not in _SPECIAL]


def event_values(event: Event) -> dict[str, Any]:
    """An event as column values."""
    return {name: getattr(event, name) for name in _PLAIN} | {
        "kind": event.kind.value,
        "keywords": list(event.keywords),
        "audience": event.audience.name if event.audience else None,
        "audience_who": event.audience.who if event.audience else None,
        "state": event.state.value,
        "join_link": event.join_link.reveal() if event.join_link else None,
    }


def event_from(row: RowMapping) -> Event:
    """The event of a row."""
    return Event(
        **{name: row[name] for name in _PLAIN},
        kind=Kind(row["kind"]),
        keywords=tuple(row["keywords"]),
        audience=Audience(row["audience"], row["audience_who"]) if row["audience"] is not None else None,
        state=State(row["state"]),
        join_link=JoinLink(row["join_link"]) if row["join_link"] is not None else None,
    )


def registration_from(row: RowMapping) -> Registration:
    """The registration of a row."""
    return Registration(
        event=EventId(row["event_id"]),
        member=row["member"],
        number=row["number"],
        standing=Standing(row["standing"]),
        registered_at=row["registered_at"],
        revision=row["revision"],
        answers=row["answers"],
        conversation=row["conversation"],
    )


async def insert_new(connection: AsyncConnection, event: Event) -> bool:
    """Add an event, unless it is there; also while another process adds it."""
    on = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = on.insert(EventRow).values(event_values(event)).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount == 1


async def locked(connection: AsyncConnection, event: EventId) -> Event | None:
    """The event, which nobody else changes, nor its roll, until this transaction ends.

    SQLite has the lock already, by BEGIN IMMEDIATE.
    """
    query = select(*EventRow.__table__.columns).where(EventRow.id == event).with_for_update()
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else event_from(row)


async def roll_of(connection: AsyncConnection, *events: EventId) -> list[Registration]:
    """Every registration of these events, by number within each."""
    query = (
        select(*RegistrationRow.__table__.columns)
        .where(RegistrationRow.event_id.in_(events))
        .order_by(RegistrationRow.event_id, RegistrationRow.number)
    )
    return [registration_from(row) for row in (await connection.execute(query)).mappings()]


async def store(
    connection: AsyncConnection, changed: Iterable[Registration], *, roll: Sequence[Registration]
) -> None:
    """Write registrations, those on the roll in their place."""
    known = {each.member for each in roll}
    for each in changed:
        values: Mapping[str, Any] = {
            "number": each.number,
            "standing": each.standing.value,
            "registered_at": each.registered_at,
            "revision": each.revision,
            "answers": dict(each.answers),
            "conversation": each.conversation,
        }
        key = {"event_id": each.event, "member": each.member}
        if each.member in known:
            await connection.execute(update(RegistrationRow).filter_by(**key).values(values))
        else:
            await connection.execute(insert(RegistrationRow).values(**key, **values))
