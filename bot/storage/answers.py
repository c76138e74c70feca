"""The answers that were given, each with all that is needed to replay it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select

from bot.storage.tables import AnswerRow
from bot.storage.unit import Transactions

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread for another when copied by hand


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it was given; `record` holds JSON values only."""

    id: str
    created_at: datetime
    conversation: str
    question: str
    record: dict[str, Any]
    member: str | None = None


class SqlAnswers:
    """The answers in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def new_id(self) -> str:
        """An id that no answer has, like a-7f3k2c."""
        while await self.find(id_ := "a-" + "".join(secrets.choice(_LETTERS) for _ in range(6))) is not None:
            pass
        return id_

    async def keep(self, answer: KeptAnswer) -> None:
        """Store an answer under its id, which must be new."""
        values = {
            "id": answer.id,
            "created_at": answer.created_at,
            "conversation": answer.conversation,
            "member": answer.member,
            "question": answer.question,
            "record": answer.record,
        }
        async with self._transactions.writing() as connection:
            await connection.execute(insert(AnswerRow).values(values))

    async def find(self, id_: str) -> KeptAnswer | None:
        query = select(
            AnswerRow.id,
            AnswerRow.created_at,
            AnswerRow.conversation,
            AnswerRow.question,
            AnswerRow.record,
            AnswerRow.member,
        ).where(AnswerRow.id == id_)
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return KeptAnswer(*row) if row else None

    async def forget_before(self, moment: datetime) -> int:
        """Erase what was answered before this moment; how many answers that were."""
        async with self._transactions.writing() as connection:
            gone = await connection.execute(delete(AnswerRow).where(AnswerRow.created_at < moment))
            return gone.rowcount

    async def forget(self, *, conversation: str | None = None, member: str | None = None) -> int:
        """Erase a conversation's answers, a member's, or both; how many that were."""
        whose = [
            column == value
            for column, value in ((AnswerRow.conversation, conversation), (AnswerRow.member, member))
            if value is not None
        ]
        if not whose:
            return 0
        async with self._transactions.writing() as connection:
            return (await connection.execute(delete(AnswerRow).where(or_(*whose)))).rowcount
