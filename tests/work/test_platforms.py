"""What chat platforms need of durable work: bursts, edits, withdrawals, who reads along, and what was sent already."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import open_app
from bot.conversation.conversation import Conversation
from bot.messages import Action, Inbound, Reply, Said
from bot.messages.sending import NotSent, Outgoing, Unreachable
from bot.storage.deliveries import Delivery
from bot.storage.inbox import Amended, SqlInbox
from bot.storage.ticket_tables import DeliveryRow
from bot.storage.work_tables import InboxRow
from bot.work import replies
from tests.conversation.talking import HandClock
from tests.deployment import Deploy
from tests.work.making import Chat, Office, until

HALL, OWN = "test:hall", "test:own"


@dataclass
class Rooms(Chat):
    """A platform with a hall where everybody reads along, and with a memory of what it was sent."""

    refuses_private: bool = False
    arrived: set[int] = field(default_factory=set)

    async def private(self, member: str) -> str | None:
        return None if self.refuses_private else f"test:{member}"

    async def was_sent(self, outgoing: Outgoing) -> bool:
        return outgoing.id in {each.id for each in self.heard}


@pytest.fixture
async def rooms(deploy: Deploy, tmp_path: Path) -> AsyncIterator[Office]:
    async with open_app(deploy(tmp_path / "talk")) as app:
        clock = HandClock()
        app.clock = clock
        app.conversation()
        await app.stock_samples()
        chat = Rooms("test:")
        async with app.work(chat, burst=timedelta(seconds=2)) as work:
            yield Office(app, work, chat, clock)


def piece(text: str, key: str, *, member: str = "ana", merges: bool = True) -> Inbound:
    return Inbound(OWN, text, dedup_key=key, platform="test", member=member, merges=merges)


async def outcomes(at_work: Office) -> list[str | None]:
    async with at_work.app.database.reading() as connection:
        return list((await connection.execute(select(InboxRow.outcome).order_by(InboxRow.id))).scalars())


async def accept(rooms: Office, *inbound: Inbound) -> list[int]:
    return [await rooms.work.turns.accept(each) for each in inbound]


async def finish(rooms: Office, numbers: list[int]) -> None:
    await asyncio.gather(*(rooms.work.engine.run("turn", number) for number in numbers))
    await rooms.work.tell(OWN)


async def test_three_quick_messages_are_one_question(rooms: Office) -> None:
    said = [piece("How long", "1"), piece("does a peer review", "2"), piece("take?", "3")]
    await finish(rooms, await accept(rooms, *said))
    [told] = rooms.chat.texts
    assert "two days" in told
    assert await outcomes(rooms) == ["replied", "merged", "merged"]


async def test_what_comes_later_or_by_somebody_else_is_a_question_of_its_own(rooms: Office) -> None:
    numbers = await accept(
        rooms, piece("What is a peer review?", "1"), piece("What does it cost?", "2", member="ben")
    )
    rooms.clock.passes(seconds=3)
    numbers += await accept(rooms, piece("What does it cost?", "3", member="ben"))
    await finish(rooms, numbers)
    assert len(rooms.chat.heard) == 3


async def test_a_press_is_never_part_of_a_question(rooms: Office) -> None:
    await finish(rooms, await accept(rooms, piece("hello", "1"), piece("/help", "2", merges=False)))
    assert await outcomes(rooms) == ["replied", "replied"]


async def test_other_words_in_time_are_what_is_replied_to(rooms: Office) -> None:
    numbers = await accept(rooms, piece("How do I bake bread?", "1"))
    inbox = SqlInbox(rooms.app.database)
    assert await inbox.amend("test", "", "1", text="How long does a peer review take?") is Amended.IN_TIME
    await finish(rooms, numbers)
    assert "two days" in rooms.chat.texts[0]
    assert await inbox.amend("test", "", "1", text="too late") is Amended.TOO_LATE
    assert await inbox.amend("test", "", "none", text="of nothing") is Amended.UNKNOWN


async def test_of_several_changes_that_came_too_late_the_last_counts(rooms: Office) -> None:
    inbox, later = SqlInbox(rooms.app.database), "What does a peer review cost?"
    await finish(rooms, await accept(rooms, piece("How do I bake bread?", "1")))
    assert await inbox.amend("test", "", "1", text=later) is Amended.TOO_LATE
    numbers = await accept(rooms, piece(later, "1:7:b"), piece("of another", "11:7:b"))
    assert await inbox.amend("test", "", "1", text="How long does it take?") is Amended.IN_TIME
    kept = [await inbox.find(number) for number in numbers]
    assert [each.text for each in kept if each] == ["How long does it take?", "of another"]
    await finish(rooms, numbers)
    assert await inbox.amend("test", "", "1", text="How long does it take?") is Amended.IN_TIME
    assert await inbox.amend("test", "", "1", text="How do I bake bread?") is Amended.TOO_LATE


async def test_a_change_that_is_told_after_a_later_one_alters_nothing(rooms: Office) -> None:
    inbox = SqlInbox(rooms.app.database)
    [number] = await accept(rooms, piece("How do I bake bread?", "1"))
    for change, text in (([7, 3], "three"), ([7, 2], "two"), ([6, 9], "nine"), ([7, 3], "three again")):
        assert await inbox.amend("test", "", "1", text=text, change=change) is Amended.IN_TIME
    kept = await inbox.find(number)
    assert kept is not None
    assert kept.text == "three"
    await finish(rooms, [number])
    assert await inbox.amend("test", "", "1", text="two", change=[7, 2]) is Amended.IN_TIME
    assert await inbox.amend("test", "", "1", text="four", change=[7, 4]) is Amended.TOO_LATE


async def test_words_that_change_while_the_reply_is_made_are_replied_to_anew(
    rooms: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(Conversation):
        async def reply(self, said: Said) -> Reply:
            if "bread" in said.text:
                await inbox.amend("test", "", "1", text="How long does a peer review take?")
            return await super().reply(said)

    inbox = SqlInbox(rooms.app.database)
    monkeypatch.setattr("bot.app.Conversation", Slow)
    await finish(rooms, await accept(rooms, piece("How do I bake bread?", "1")))
    [told] = rooms.chat.texts
    assert "two days" in told


async def test_what_is_taken_back_in_time_gets_no_reply(rooms: Office) -> None:
    said, late = piece("What is a peer review?", "1"), piece("What does it cost?", "2")
    numbers = await accept(rooms, said)
    inbox = SqlInbox(rooms.app.database)
    assert await inbox.withdraw(said, at=rooms.clock.now())
    assert await inbox.withdraw(late, at=rooms.clock.now())
    numbers += await accept(rooms, late)
    await finish(rooms, numbers)
    assert rooms.chat.heard == []
    assert await outcomes(rooms) == ["withdrawn", "withdrawn"]
    assert not await inbox.withdraw(said, at=rooms.clock.now())


def aloud(text: str, key: str = "1", *, member: str = "ana") -> Inbound:
    return Inbound(HALL, text, dedup_key=key, platform="test", member=member, is_member=True, is_public=True)


async def test_what_is_personal_goes_on_in_private(rooms: Office) -> None:
    await rooms.work.say(aloud("sign me up for the rural mobility webinar"))
    await until_told(rooms, 2)
    [hall] = [each for each in rooms.chat.heard if each.conversation == HALL]
    [own] = [each for each in rooms.chat.heard if each.conversation == "test:ana"]
    assert "for you alone" in hall.reply.text
    assert own.reply.action is Action.REGISTER
    assert own.asked == "sign me up for the rural mobility webinar"
    await rooms.work.say(Inbound("test:ana", "yes", dedup_key="2", platform="test", member="ana"))
    [held] = await rooms.app.registrations.held_by("ana")
    assert held.position is None
    await rooms.work.say(aloud("what am I registered for?", "3"))
    await until_told(rooms, 5)
    assert "Rural" not in " ".join(each.reply.text for each in rooms.chat.heard if each.conversation == HALL)


async def test_what_is_personal_is_not_told_where_there_is_no_private_conversation(rooms: Office) -> None:
    assert isinstance(rooms.chat, Rooms)
    rooms.chat.refuses_private = True
    await rooms.work.say(aloud("what am I registered for?"))
    [told] = rooms.chat.texts
    assert "direct message" in told


async def test_an_answer_is_told_where_it_was_asked(rooms: Office) -> None:
    await rooms.work.say(aloud("How long does a peer review take?"))
    [told] = rooms.chat.heard
    assert told.conversation == HALL
    assert "two days" in told.reply.text


async def test_members_content_is_not_told_where_others_read_along(rooms: Office) -> None:
    await rooms.work.say(aloud("Who hosts the next study visit in Porto?"))
    assert "lighthouse" not in rooms.chat.texts[0]
    await rooms.work.say(
        Inbound(OWN, "Who hosts the next study visit in Porto?", dedup_key="2", member="ana", is_member=True)
    )
    assert "lighthouse" in rooms.chat.texts[1]


async def test_the_list_of_events_says_nothing_of_who_asked(rooms: Office) -> None:
    await rooms.work.say(aloud("sign me up for the rural mobility webinar"))
    await rooms.work.say(Inbound("test:ana", "yes", dedup_key="2", platform="test", member="ana"))
    assert await rooms.app.registrations.held_by("ana")
    await rooms.work.say(aloud("which webinars are coming up in March?", "3"))
    await rooms.work.say(aloud("which webinars are coming up in March?", "4", member="ben"))
    by_ana, by_ben = [each.reply.text for each in rooms.chat.heard if each.conversation == HALL][-2:]
    assert "rural mobility" in by_ana
    assert by_ana == by_ben


async def test_a_member_is_welcomed_once(rooms: Office) -> None:
    for key in ("1", "2"):
        inbound = Inbound(OWN, "thanks", dedup_key=key, member="ana", origin={"greets": True})
        await rooms.work.say(inbound)
    assert sum("a bot, not a person" in text for text in rooms.chat.texts) == 1
    assert len(rooms.chat.texts) == 3


async def test_origin_and_values_come_back_as_they_were_kept(rooms: Office) -> None:
    filled, origin = {"place": "Łódź \ud800", "more": ""}, {"ts": "1.5", "deep": {"a": [1, None]}}
    [number] = await accept(
        rooms, Inbound(OWN, "", dedup_key="1", filled=filled, origin=origin, is_public=True)
    )
    found = await SqlInbox(rooms.app.database).find(number)
    assert found is not None
    assert (found.filled, found.origin, found.is_public, found.merges) == (filled, origin, True, False)


async def test_a_platform_that_knows_what_has_arrived_is_sent_nothing_twice(rooms: Office) -> None:
    assert isinstance(rooms.chat, Rooms)
    rooms.chat.faults, rooms.chat.arrives_nevertheless = [ConnectionResetError()], True
    await rooms.work.say(piece("How long does a peer review take?", "1", merges=False))
    await until_told(rooms, 1)
    assert [each.is_again for each in rooms.chat.heard] == [False]
    assert await delivered(rooms) == ["once"]


async def test_who_can_never_be_reached_is_noted_and_not_tried_again(rooms: Office) -> None:
    rooms.chat.faults = [Unreachable()]
    await rooms.work.say(piece("hello", "1", merges=False))
    assert await delivered(rooms) == ["unreachable"]
    await rooms.work.say(piece("hello", "2", merges=False))
    assert len(rooms.chat.heard) == 1


async def test_what_surely_did_not_arrive_is_sent_later_without_asking(rooms: Office) -> None:
    rooms.chat.faults = [NotSent()]
    await rooms.work.say(piece("hello", "1", merges=False))
    await until_told(rooms, 1)


async def delivered(rooms: Office) -> list[str | None]:
    async def all_told() -> bool:
        return None not in await found()

    async def found() -> list[str | None]:
        async with rooms.app.database.reading() as connection:
            query = select(DeliveryRow.outcome).order_by(DeliveryRow.id)
            return list((await connection.execute(query)).scalars())

    await until(all_told)
    return await found()


async def until_told(rooms: Office, count: int) -> None:
    async def told() -> bool:
        return len(rooms.chat.heard) >= count

    await until(told)


def test_a_reply_stays_personal_when_it_is_kept() -> None:
    reply = Reply(Action.ANSWER, "You have a seat.", is_personal=True)
    assert replies.from_values(replies.as_values(reply)) == reply
    assert Delivery("c", "reply", HandClock().now(), payload=replies.as_values(reply)).payload["is_personal"]
