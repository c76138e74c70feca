"""Forgets what members did not agree to have kept."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from bot.storage.engine import Database
from bot.storage.tables import AnswerRow, TurnRow
from bot.storage.talk_tables import ConsentRow, TalkRow


async def forget_unconsented(database: Database, *, before: datetime) -> int:
    """Erase turns, answers and talks from before this moment of everybody who agreed to nothing; how many rows."""
    agreed = select(ConsentRow.channel).union(select(ConsentRow.member))
    gone = 0
    async with database.writing() as connection:
        for table, moment in ((TurnRow, TurnRow.created_at), (AnswerRow, AnswerRow.created_at)):
            whose: ColumnElement[bool] = table.conversation.not_in(agreed)
            gone += (await connection.execute(delete(table).where(moment < before, whose))).rowcount
        stale = TalkRow.updated_at < before
        talks = delete(TalkRow).where(stale, TalkRow.conversation.not_in(agreed))
        gone += (await connection.execute(talks)).rowcount
    return gone
