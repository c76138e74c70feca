"""Forgets what members did not agree to have kept."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from bot.conversation.talk import Purpose
from bot.storage.tables import AnswerRow, TurnRow
from bot.storage.talk_tables import ConsentRow, TalkRow
from bot.storage.ticket_tables import DeliveryRow
from bot.storage.unit import Transactions
from bot.storage.work_tables import InboxRow


async def forget_unconsented(transactions: Transactions, *, before: datetime) -> int:
    """Erase what was said and told before this moment of everybody who agreed to nothing; how many rows."""
    of_talk = (
        ConsentRow.purpose != Purpose.INTERESTS.value
    )  # who chose topics agreed to have these kept, no more
    agreed = select(ConsentRow.channel).where(of_talk).union(select(ConsentRow.member).where(of_talk))
    gone = 0
    async with transactions.writing() as connection:
        for table, moment in ((TurnRow, TurnRow.created_at), (AnswerRow, AnswerRow.created_at)):
            whose: ColumnElement[bool] = table.conversation.not_in(agreed)
            gone += (await connection.execute(delete(table).where(moment < before, whose))).rowcount
        for told, done_at in ((DeliveryRow, DeliveryRow.delivered_at), (InboxRow, InboxRow.finished_at)):
            whose = told.conversation.not_in(agreed)
            gone += (await connection.execute(delete(told).where(done_at < before, whose))).rowcount
        stale = TalkRow.updated_at < before
        talks = delete(TalkRow).where(stale, TalkRow.conversation.not_in(agreed))
        gone += (await connection.execute(talks)).rowcount
    return gone
