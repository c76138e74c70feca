"""News of events among what waits to be told: written with the change, one at most for each member and event."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.events.announcing import KIND as ANNOUNCEMENT
from bot.events.catalogue import EventId
from bot.events.news import News, NewsKind
from bot.storage.deliveries import Delivery, add
from bot.storage.tables import RegistrationRow
from bot.storage.ticket_tables import DeliveryRow

_AT_ONCE = 500  # ids in a statement; databases limit them
_IS_NEWS = DeliveryRow.kind.in_([kind.value for kind in NewsKind])
_IS_OF_EVENTS = _IS_NEWS | (DeliveryRow.kind == ANNOUNCEMENT)


async def keep_news(connection: AsyncConnection, found: Iterable[News], *, now: datetime) -> list[News]:
    """Write news of one event, each with what was not told before it; what there is to tell."""
    by_member = {each.member: each for each in found}
    if not by_member:
        return []
    event = next(iter(by_member.values())).event
    untold = await take_back(connection, event, by_member)
    whole = [each.with_untold(untold.get(member)) for member, each in by_member.items()]
    left = [each for each in whole if each is not None]
    deliveries = [Delivery(each.conversation, each.kind, now, payload=each.as_values()) for each in left]
    await add(connection, *deliveries)
    return left


async def take_back(connection: AsyncConnection, event: EventId, members: Collection[str]) -> dict[str, News]:
    """News of an event that nobody has begun to tell these members, and that now nobody will; by member.

    The lock of the event keeps others from writing news meanwhile, but not from telling them.
    """
    places = select(RegistrationRow.conversation).where(RegistrationRow.event_id == event)
    waiting = (
        _IS_NEWS,
        DeliveryRow.delivered_at.is_(None),
        DeliveryRow.sending_since.is_(None),
    )
    query = select(DeliveryRow.id, DeliveryRow.conversation, DeliveryRow.payload).where(
        *waiting, DeliveryRow.conversation.in_(places)
    )
    found: dict[int, News] = {}
    for id_, conversation, payload in await connection.execute(query):
        each = News.from_values(payload, conversation=conversation)
        if each.event == event and each.member in members:
            found[id_] = each
    taken: dict[str, News] = {}
    ids = list(found)
    for start in range(0, len(ids), _AT_ONCE):
        some = delete(DeliveryRow).where(DeliveryRow.id.in_(ids[start : start + _AT_ONCE]), *waiting)
        gone = (await connection.execute(some.returning(DeliveryRow.id))).scalars()
        taken |= {found[id_].member: found[id_] for id_ in gone}
    return taken


async def forget_news(connection: AsyncConnection, member: str) -> None:
    """Erase all that a member whose registrations are about to be erased hears of events, told or not."""
    places = select(RegistrationRow.conversation).where(RegistrationRow.member == member)
    its = (_IS_OF_EVENTS, DeliveryRow.conversation.in_(places))
    query = select(DeliveryRow.id, DeliveryRow.payload).where(*its)
    ids = [id_ for id_, payload in await connection.execute(query) if payload["member"] == member]
    for start in range(0, len(ids), _AT_ONCE):
        await connection.execute(delete(DeliveryRow).where(DeliveryRow.id.in_(ids[start : start + _AT_ONCE])))
