"""The answers that were given, each with all that is needed to replay it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import AnswerRow, TallyRow
from bot.storage.unit import Transactions

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread for another when copied by hand


class Verdict(StrEnum):
    """What a member says of an answer."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it was given; `record` holds JSON values only."""

    id: str
    created_at: datetime
    conversation: str
    question: str
    record: dict[str, Any]
    member: str | None = None
    verdict: Verdict | None = None


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
            "verdict": answer.verdict,
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
            AnswerRow.verdict,
        ).where(AnswerRow.id == id_)
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        verdict = Verdict(row.verdict) if row.verdict else None
        return KeptAnswer(
            row.id, row.created_at, row.conversation, row.question, row.record, row.member, verdict
        )

    async def judge(self, id_: str, verdict: Verdict) -> bool:
        """Note and count what its member says of an answer; false where that was said already.

        Who changes their mind is counted once, under what was said last.
        """
        judged = select(AnswerRow.verdict).where(AnswerRow.id == id_).with_for_update()
        async with self._transactions.writing() as connection:
            row = (await connection.execute(judged)).one_or_none()
            if row is None or row.verdict == verdict:
                return False
            await connection.execute(
                update(AnswerRow).where(AnswerRow.id == id_).values(verdict=verdict.value)
            )
            await _count(connection, verdict.value, 1)
            if row.verdict is not None:
                await _count(connection, row.verdict, -1)
        return True

    async def verdicts(self) -> dict[Verdict, int]:
        """How many answers were judged how, those erased since among them."""
        query = select(TallyRow.name, TallyRow.number).where(TallyRow.name.in_([v.value for v in Verdict]))
        async with self._transactions.reading() as connection:
            found = {row.name: row.number for row in await connection.execute(query)}
        return {verdict: found.get(verdict.value, 0) for verdict in Verdict}

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


async def _count(connection: AsyncConnection, name: str, more: int) -> None:
    on = postgresql if connection.dialect.name == "postgresql" else sqlite
    added = on.insert(TallyRow).values(name=name, number=more)
    await connection.execute(
        added.on_conflict_do_update(index_elements=["name"], set_={"number": TallyRow.number + more})
    )
