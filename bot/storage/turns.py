"""What was said last in each conversation, so that follow-ups are understood after a restart too."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, insert, select

from bot.storage.tables import TurnRow
from bot.storage.unit import Transactions


class Role(StrEnum):
    """Who said it."""

    MEMBER = "member"
    HELPDESK = "helpdesk"


@dataclass(frozen=True)
class Turn:
    """One thing said; a helpdesk's turn may name the answer it gave."""

    role: Role
    text: str
    created_at: datetime
    answer_id: str | None = None


class SqlTurns:
    """The turns in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def add(self, conversation: str, *turns: Turn) -> None:
        """Append turns in the order of saying, all or none."""
        rows = [
            {
                "conversation": conversation,
                "role": turn.role.value,
                "text": turn.text,
                "answer_id": turn.answer_id,
                "created_at": turn.created_at,
            }
            for turn in turns
        ]
        if not rows:
            return
        async with self._transactions.writing() as connection:
            await connection.execute(insert(TurnRow), rows)

    async def last(self, conversation: str, *, limit: int) -> list[Turn]:
        """The newest turns, in the order of saying."""
        query = (
            select(TurnRow.role, TurnRow.text, TurnRow.created_at, TurnRow.answer_id)
            .where(TurnRow.conversation == conversation)
            .order_by(TurnRow.id.desc())
            .limit(limit)
        )
        async with self._transactions.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Turn(Role(role), text, created_at, answer_id)
            for role, text, created_at, answer_id in reversed(rows)
        ]

    async def forget(self, conversation: str) -> int:
        """Erase a conversation; how many turns it had."""
        async with self._transactions.writing() as connection:
            gone = await connection.execute(delete(TurnRow).where(TurnRow.conversation == conversation))
            return gone.rowcount

    async def forget_before(self, moment: datetime) -> int:
        """Erase what was said before this moment; how many turns that were."""
        async with self._transactions.writing() as connection:
            return (await connection.execute(delete(TurnRow).where(TurnRow.created_at < moment))).rowcount
