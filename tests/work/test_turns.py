"""From a message to its reply: once, whole or not at all, in order, and with a certain ending."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.conversation.conversation import Conversation
from bot.messages import Reply, Said
from bot.storage.errors import DatabaseUnreachable
from bot.storage.inbox import Inbound, Received, SqlInbox
from bot.storage.tables import AnswerRow, TurnRow
from bot.storage.ticket_tables import DeliveryRow
from bot.storage.unit import unit_of_work
from bot.storage.work_tables import InboxRow
from bot.work.order import InOrder
from tests.deployment import Deploy
from tests.work.making import ADVICE, ANNA, Office, office


@pytest.fixture
async def ana(deploy: Deploy, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(deploy(tmp_path / "talk")) as at_work:
        yield at_work


async def counted(at_work: Office, *columns: object) -> int:
    async with at_work.app.database.reading() as connection:
        query = select(func.count()).select_from(columns[0])  # type: ignore[arg-type]
        return int((await connection.execute(query)).scalar_one())


async def outcomes(at_work: Office) -> list[str | None]:
    async with at_work.app.database.reading() as connection:
        return list((await connection.execute(select(InboxRow.outcome).order_by(InboxRow.id))).scalars())


async def test_a_message_gets_its_reply(ana: Office) -> None:
    [said] = await ana.says("How long does a peer review take?")
    assert "two days" in said
    assert await outcomes(ana) == ["replied"]


async def test_a_message_that_comes_again_is_replied_to_once(ana: Office) -> None:
    for _ in range(3):
        await ana.says("How long does a peer review take?", key="same")
    await asyncio.gather(*(ana.says("What is a peer review?", key="other") for _ in range(5)))
    assert len(ana.chat.heard) == 2
    assert await counted(ana, InboxRow) == 2


async def test_the_same_key_of_another_platform_is_another_message(ana: Office) -> None:
    for platform in ("test", "other"):
        await ana.work.say(Inbound("test:ana", "hello", dedup_key="1", platform=platform))
    assert len(ana.chat.heard) == 2


async def test_messages_of_a_conversation_are_replied_to_in_order(ana: Office) -> None:
    asked = ["What is a peer review?", "and how long does it take?", "and what does it cost?", "thanks"]
    numbers = [await ana.work.turns.accept(Inbound("test:ana", text, dedup_key=text)) for text in asked]
    await asyncio.gather(*(ana.work.engine.run("turn", number) for number in reversed(numbers)))
    await ana.work.tell("test:ana")
    turns = await ana.app.memory.turns.last("test:ana", limit=20)
    assert [turn.text for turn in turns if turn.role == "member"] == asked
    assert [each.id for each in ana.chat.heard] == sorted(each.id for each in ana.chat.heard)
    assert len(ana.chat.heard) == len(asked)


async def test_conversations_do_not_mix(ana: Office) -> None:
    names = [f"test:{number}" for number in range(12)]
    await asyncio.gather(*(ana.says("What is a peer review?", by=name) for name in names))
    assert sorted(each.conversation for each in ana.chat.heard) == sorted(names)


class Breaks(Conversation):
    """A conversation that does its work and then fails, for as often as it is told to."""

    left = 0

    async def reply(self, said: Said) -> Reply:
        reply = await super().reply(said)
        if Breaks.left:
            Breaks.left -= 1
            raise RuntimeError(said.text)
        return reply


@pytest.fixture
def breaks(ana: Office, monkeypatch: pytest.MonkeyPatch) -> type[Breaks]:
    monkeypatch.setattr("bot.app.Conversation", Breaks)
    return Breaks


async def test_a_turn_that_breaks_leaves_nothing_and_is_made_again(ana: Office, breaks: type[Breaks]) -> None:
    await ana.says(ADVICE)
    breaks.left = 1
    [said] = await ana.says("yes")
    assert "as number" in said
    [ticket] = (await ana.app.desk.status_for(conversation="test:ana")).tickets
    assert ticket.question == ADVICE
    assert await counted(ana, TurnRow) == 4
    assert await counted(ana, AnswerRow) == 1


async def test_who_can_never_be_answered_is_told_so_and_the_next_message_is_answered(
    ana: Office, breaks: type[Breaks], capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.left = 3
    [said] = await ana.says("Wie lange dauert ein Peer Review?")
    assert said.startswith("Bei mir ist etwas schiefgegangen")
    assert await counted(ana, AnswerRow) == 0
    [said] = await ana.says("How long does a peer review take?")
    assert "two days" in said
    assert await outcomes(ana) == ["apologised", "replied"]
    assert "Wie lange" not in capsys.readouterr().err, "what a member wrote is in the log"


async def test_a_message_that_kills_its_process_each_time_is_given_up(ana: Office) -> None:
    async with unit_of_work(ana.app.database) as unit:  # or else a look at what waits may come between
        number, _ = await SqlInbox(unit).accept(
            Inbound("test:ana", "What is a peer review?", dedup_key="1"), at=ana.clock.now()
        )
        for _ in range(6):  # as six processes do that die right afterwards
            await SqlInbox(unit).count_attempt(number)
    await ana.work.engine.run("turn", number, 6)
    await ana.work.tell("test:ana")
    assert ana.chat.texts == [
        "Something went wrong on my side, and I could not answer. Please try again in a moment."
    ]


async def test_what_another_process_finishes_meanwhile_is_not_done_twice(
    ana: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(Conversation):
        async def reply(self, said: Said) -> Reply:
            await asyncio.sleep(0.2)  # long enough for the other to have begun
            return await super().reply(said)

    monkeypatch.setattr("bot.app.Conversation", Slow)
    number = await ana.work.turns.accept(Inbound("test:ana", "hello", dedup_key="1"))
    other = replace(ana.work.turns, order=InOrder())  # as of a process of its own
    await asyncio.gather(ana.work.turns.respond(number), other.respond(number))
    assert await counted(ana, DeliveryRow) == 1
    assert await counted(ana, TurnRow) == 2


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "a" * 100_000, "\u202e" * 50, "<!channel> [x](http://y)", "\x1b[2J"]
)
async def test_any_text_gets_a_reply(ana: Office, text: str) -> None:
    assert len(await ana.says(text)) == 1
    assert await outcomes(ana) == ["replied"]


async def test_what_a_member_says_to_a_person_gets_no_reply_of_the_bot(ana: Office) -> None:
    await ana.says(ADVICE)
    await ana.says("yes")
    [ticket] = (await ana.app.desk.status_for(conversation="test:ana")).tickets
    await ana.app.desk.enrol(ANNA)
    await ana.app.desk.claim(ticket.id, by=ANNA)
    await ana.work.tell("test:ana")
    heard = len(ana.chat.heard)
    assert await ana.says("It is for three towns, by the way.") == []
    assert len(ana.chat.heard) == heard
    assert (await outcomes(ana))[-1] == "handed_on"
    [ticket] = (await ana.app.desk.status_for(conversation="test:ana")).tickets
    assert ticket.messages[-1].text == "It is for three towns, by the way."


async def test_a_turn_that_takes_too_long_ends_in_an_apology(
    ana: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Endless(Conversation):
        async def reply(self, said: Said) -> Reply:
            await asyncio.sleep(60)
            return await super().reply(said)

    monkeypatch.setattr("bot.app.Conversation", Endless)
    monkeypatch.setattr("bot.work.turns.TURN_S", 0.05)
    [said] = await ana.says("What is a peer review?")
    assert said.startswith("Something went wrong on my side")


async def test_the_engine_forgets_what_is_done_and_never_knew_what_was_said(ana: Office) -> None:
    await ana.says("My mother tongue is Sorbian.")

    async def kept() -> list[str]:
        async with ana.app.database.reading() as connection:
            schema = "" if ana.app.database.is_sqlite else "dbos."
            status = await connection.exec_driver_sql(f"SELECT * FROM {schema}workflow_status")
            inputs = await connection.exec_driver_sql(f"SELECT * FROM {schema}workflow_input")
            return [str(row) for row in (*status, *inputs)]

    assert await kept() != []
    assert not any("Sorbian" in row for row in await kept())
    await ana.work.engine.forget(older_than_s=-1)
    assert await kept() == []


async def test_who_writes_too_much_is_told_once_and_is_answered_again_a_minute_later(ana: Office) -> None:
    for number in range(20):
        await ana.work.say(inbound("ana", f"hello {number}"))
    assert len(ana.chat.heard) == 20
    for number in range(20, 40):
        await ana.work.say(inbound("ana", f"hello {number}"))
    assert len(ana.chat.heard) == 21
    assert "one thing at a time" in ana.chat.texts[-1]
    await ana.work.say(inbound("ben", "hello"))
    assert len(ana.chat.heard) == 22, "one member's haste is another's silence"
    ana.clock.passes(seconds=61)
    await ana.work.say(inbound("ana", "What is a peer review?"))
    assert "[1]" in ana.chat.texts[-1]
    assert (await outcomes(ana)).count("slowed") == 20


async def test_what_is_said_to_an_expert_is_never_slowed(ana: Office) -> None:
    await ana.work.say(inbound("ana", ADVICE))
    await ana.work.say(inbound("ana", "yes"))
    [ticket] = (await ana.app.desk.status_for(conversation="test:ana")).tickets
    await ana.app.desk.enrol(ANNA)
    await ana.app.desk.claim(ticket.id, by=ANNA)
    for number in range(30):
        await ana.work.say(inbound("ana", f"and {number}"))
    [ticket] = (await ana.app.desk.status_for(conversation="test:ana")).tickets
    assert len(ticket.messages) == 30


def inbound(member: str, text: str) -> Inbound:
    return Inbound(
        f"test:{member}", text, dedup_key=f"{member} {text}", platform="test", member=f"test:{member}"
    )


async def test_what_failed_before_it_could_be_counted_is_tried_again(
    ana: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter(range(9))  # more than an attempt has tries
    find = SqlInbox.find

    async def fails(inbox: SqlInbox, number: int) -> Received | None:
        for _ in failures:
            raise DatabaseUnreachable
        return await find(inbox, number)

    monkeypatch.setattr(SqlInbox, "find", fails)
    with pytest.raises(DatabaseUnreachable):
        await ana.says("How long does a peer review take?")
    assert ana.work.engine.rests("turn", 1), "it is not tried at every look"
    ana.clock.passes(seconds=3)
    await ana.chat.hears("two days", within_s=30)
    assert next(failures, None) is None
