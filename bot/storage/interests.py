"""What members have chosen for themselves, until they delete it."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.interests import Interests
from bot.storage.people_tables import InterestsRow
from bot.storage.unit import Transactions


class SqlInterests:
    """The choices in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def of(self, member: str) -> Interests | None:
        """None: nothing is kept of this member."""
        query = select(InterestsRow.topics, InterestsRow.lead).where(InterestsRow.member == member)
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Interests(frozenset(row.topics.splitlines()), row.lead)

    async def keep(self, member: str, interests: Interests, *, at: datetime) -> None:
        """In the place of what was chosen before."""
        values = {"topics": "\n".join(sorted(interests.topics)), "lead": interests.lead, "set_at": at}
        async with self._transactions.writing() as connection:
            on = postgresql if connection.dialect.name == "postgresql" else sqlite
            keeping = on.insert(InterestsRow).values(member=member, **values)
            await connection.execute(keeping.on_conflict_do_update(index_elements=["member"], set_=values))

    async def forget(self, member: str) -> bool:
        """Delete what is kept; whether there was anything."""
        deleting = delete(InterestsRow).where(InterestsRow.member == member)
        async with self._transactions.writing() as connection:
            return (await connection.execute(deleting)).rowcount > 0


async def join_interests(connection: AsyncConnection, person: str, other: str) -> None:
    """Have a person keep what was chosen last of what two accounts chose."""
    row = InterestsRow
    query = select(row.member).where(row.member.in_((person, other))).order_by(row.set_at.desc(), row.member)
    chosen = list(await connection.scalars(query))
    if not chosen:
        return
    await connection.execute(delete(row).where(row.member.in_(chosen[1:])))
    await connection.execute(update(row).where(row.member == chosen[0]).values(member=person))
