"""Where each conversation stands, and what its member agreed to."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.conversation.talk import Consent, Purpose, Talk
from bot.storage.talk_tables import ConsentRow, TalkRow
from bot.storage.unit import Transactions


class SqlTalks:
    """The talks in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def get(self, conversation: str) -> Talk:
        query = select(TalkRow.state).where(TalkRow.conversation == conversation)
        async with self._transactions.reading() as connection:
            state = (await connection.execute(query)).scalar_one_or_none()
        return Talk.from_values(state) if state else Talk()

    async def put(self, conversation: str, talk: Talk, *, at: datetime) -> None:
        values = {"state": talk.as_values(), "updated_at": at}
        async with self._transactions.writing() as connection:
            on = postgresql if connection.dialect.name == "postgresql" else sqlite
            putting = on.insert(TalkRow).values(conversation=conversation, **values)
            await connection.execute(
                putting.on_conflict_do_update(index_elements=["conversation"], set_=values)
            )

    async def agree(self, consent: Consent) -> None:
        adding = insert(ConsentRow).values(
            member=consent.member,
            purpose=consent.purpose.value,
            text_version=consent.text_version,
            channel=consent.channel,
            at=consent.at,
        )
        async with self._transactions.writing() as connection:
            await connection.execute(adding)

    async def has_agreed(self, member: str, purpose: Purpose) -> bool:
        query = select(ConsentRow.id).where(ConsentRow.member == member, ConsentRow.purpose == purpose.value)
        async with self._transactions.reading() as connection:
            return (await connection.execute(query.limit(1))).first() is not None
