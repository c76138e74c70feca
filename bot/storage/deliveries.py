"""What waits to be told in a conversation: written with the change that it tells of, marked once when told."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.ticket_tables import DeliveryRow
from bot.storage.unit import Transactions


@dataclass(frozen=True)
class Delivery:
    """Something to tell; `payload` holds JSON values only."""

    conversation: str
    kind: str
    created_at: datetime
    text: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    ticket: int | None = None
    owner_version: int | None = None
    """the version of the ownership for which it was written; None where it may be told at any time"""
    id: int | None = None
    """None until it is kept"""


class SqlDeliveries:
    """The deliveries in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def add(self, *deliveries: Delivery) -> None:
        """Keep deliveries, in the order of telling, all or none."""
        async with self._transactions.writing() as connection:
            await add(connection, *deliveries)

    async def pending(self, conversation: str) -> list[Delivery]:
        """What was not told yet, in the order of telling."""
        query = (
            select(
                DeliveryRow.conversation,
                DeliveryRow.kind,
                DeliveryRow.created_at,
                DeliveryRow.text,
                DeliveryRow.payload,
                DeliveryRow.ticket_id,
                DeliveryRow.owner_version,
                DeliveryRow.id,
            )
            .where(DeliveryRow.conversation == conversation, DeliveryRow.delivered_at.is_(None))
            .order_by(DeliveryRow.id)
        )
        async with self._transactions.reading() as connection:
            return [Delivery(*row) for row in await connection.execute(query)]

    async def mark_delivered(self, id_: int, *, at: datetime) -> bool:
        """Note that it was told; False where it was noted before, by whomever."""
        mark = (
            update(DeliveryRow)
            .where(DeliveryRow.id == id_, DeliveryRow.delivered_at.is_(None))
            .values(delivered_at=at)
        )
        async with self._transactions.writing() as connection:
            return (await connection.execute(mark)).rowcount == 1


async def add(connection: AsyncConnection, *deliveries: Delivery) -> None:
    """Keep deliveries in a transaction that is open already."""
    rows = [
        {
            "conversation": delivery.conversation,
            "ticket_id": delivery.ticket,
            "kind": delivery.kind,
            "text": delivery.text,
            "payload": delivery.payload,
            "created_at": delivery.created_at,
            "owner_version": delivery.owner_version,
        }
        for delivery in deliveries
    ]
    if rows:
        await connection.execute(insert(DeliveryRow), rows)
