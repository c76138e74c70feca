"""The experts in SQL."""

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.storage.ticket_tables import ExpertRow
from bot.storage.unit import Transactions
from escalation.experts import Expert, ExpertId


class SqlRoster:
    """The experts in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def enrol(self, expert: Expert) -> bool:
        values = {
            "alias": expert.alias,
            "folded_alias": expert.alias.casefold(),
            "is_coordinator": expert.is_coordinator,
        }
        async with self._transactions.writing() as connection:
            try:
                async with connection.begin_nested():
                    change = update(ExpertRow).where(ExpertRow.id == expert.id).values(values)
                    if not (await connection.execute(change)).rowcount:
                        await connection.execute(insert(ExpertRow).values(id=expert.id, **values))
            except IntegrityError:  # the alias is somebody else's, or the same expert enrols twice at once
                kept = select(ExpertRow.id).where(ExpertRow.folded_alias == values["folded_alias"])
                return (await connection.scalars(kept)).one_or_none() == expert.id
            return True

    async def experts(self) -> list[Expert]:
        query = select(ExpertRow.id, ExpertRow.alias, ExpertRow.is_coordinator).order_by(
            ExpertRow.folded_alias
        )
        async with self._transactions.reading() as connection:
            return [
                Expert(ExpertId(id_), alias, is_coordinator)
                for id_, alias, is_coordinator in await connection.execute(query)
            ]
