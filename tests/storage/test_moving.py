"""Conversations under another name, and what one process at a time does."""

from datetime import timedelta

from sqlalchemy import select

from bot.conversation.talk import Talk
from bot.messages import ChannelChoices
from bot.storage import Database
from bot.storage.channels import SqlChannels
from bot.storage.inbox import Inbound, SqlInbox
from bot.storage.leases import SqlLeases
from bot.storage.moving import NAMES, move
from bot.storage.tables import Base
from bot.storage.talks import SqlTalks
from bot.storage.work_tables import InboxRow
from tests.escalation.making import NOW


def test_every_column_that_names_a_conversation_moves() -> None:
    named = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name in {"conversation", "room", "channel"}
    }
    assert {f"{each.class_.__tablename__}.{each.key}" for each in NAMES} == named


async def test_conversations_move_once_with_their_state_and_others_stay(database: Database) -> None:
    for number, name in enumerate(("t:-1:0:7", "t:-1:4:8", "t:-12:0:7", "t:5", "t:%:0:1")):
        await SqlInbox(database).accept(Inbound(name, "hello", dedup_key=str(number)), at=NOW)
    await SqlTalks(database).put("t:-1:0:7", Talk(refusals=2), at=NOW)
    await SqlTalks(database).put("t:-1:4:8", Talk(refusals=3), at=NOW)
    await SqlTalks(database).put("t:-100:4:8", Talk(refusals=1), at=NOW)
    for _ in range(2):
        await move(database, "t:-1:", "t:-100:")
    async with database.reading() as connection:
        names = list(await connection.scalars(select(InboxRow.conversation).order_by(InboxRow.id)))
    assert names == ["t:-100:0:7", "t:-100:4:8", "t:-12:0:7", "t:5", "t:%:0:1"]
    assert (await SqlTalks(database).get("t:-100:0:7")).refusals == 2
    assert (await SqlTalks(database).get("t:-100:4:8")).refusals == 1, "what has begun there goes on"
    assert (await SqlTalks(database).get("t:-1:0:7")) == Talk()


async def test_what_a_channel_is_kept_to_goes_with_it_unless_it_was_chosen_anew(database: Database) -> None:
    channels = SqlChannels(database)
    green, smart, social = (ChannelChoices(frozenset({each})) for each in ("Green", "Smart", "Social"))
    await channels.choose("t:-1", green, by="a", at=NOW)
    await channels.choose("t:-1:4", smart, by="a", at=NOW)
    await channels.choose("t:-12", social, by="a", at=NOW)
    for _ in range(2):
        await move(database, "t:-1:", "t:-100:")
    assert await channels.choices_in("t:-100:0:7") == green
    assert await channels.choices_in("t:-100:4:7") == smart
    assert await channels.choices_in("t:-12:0:7") == social
    await channels.choose("t:-1", smart, by="a", at=NOW)
    await move(database, "t:-1:", "t:-100:")
    assert await channels.choices_in("t:-100:0:7") == green


async def test_a_lease_is_one_holders_until_it_ends_or_is_given_back(database: Database) -> None:
    leases, lasts = SqlLeases(database), timedelta(seconds=30)

    async def holds(holder: str, after_s: float) -> bool:
        now = NOW + timedelta(seconds=after_s)
        return await leases.hold("polling", holder=holder, now=now, lasts=lasts)

    assert await holds("a", 0)
    assert not await holds("b", 10)
    assert await holds("a", 20)
    assert not await holds("b", 49)
    assert await holds("b", 50)
    assert not await holds("a", 51)
    await leases.leave(holder="a")
    assert not await holds("a", 52)
    await leases.leave(holder="b")
    assert await holds("a", 53)
