"""From a reply to the member's eyes: once, in order, never past a person, and never lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import open_app
from bot.messages import Action, Reply
from bot.messages.sending import NotSent
from bot.storage.deliveries import Delivery, Sent, SqlDeliveries
from bot.storage.errors import DatabaseUnreachable
from bot.storage.inbox import Inbound, SqlInbox
from bot.storage.ticket_tables import DeliveryRow
from bot.work import replies
from bot.work.delivery import Fate, fate
from escalation.desk import Desk
from escalation.experts import Expert, ExpertId
from escalation.ownership import Ownership
from escalation.tickets import Ticket
from tests.conversation.talking import START
from tests.deployment import Deploy
from tests.events.making import event as webinar
from tests.work.making import ADVICE, ANNA, Chat, Office, office, until


@pytest.fixture
async def ana(deploy: Deploy, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(deploy(tmp_path / "talk")) as at_work:
        yield at_work


async def ticket_of(at_work: Office, conversation: str = "test:ana") -> Ticket:
    [ticket] = (await at_work.app.desk.status_for(conversation=conversation)).tickets
    return ticket


async def asks_an_expert(at_work: Office) -> Ticket:
    await at_work.says(ADVICE)
    await at_work.says("yes")
    await at_work.app.desk.enrol(ANNA)
    return await ticket_of(at_work)


async def outcomes(at_work: Office) -> list[str | None]:
    async with at_work.app.database.reading() as connection:
        rows = await connection.execute(select(DeliveryRow.outcome).order_by(DeliveryRow.id))
        return list(rows.scalars())


BY_NOBODY = Ownership(version=4)
BY_ANNA = Ownership(Expert(ExpertId("anna"), "Anna"), version=4)


@pytest.mark.parametrize(
    ("action", "composed_at", "now", "expected"),
    [
        (Action.ANSWER, 4, BY_NOBODY, Fate.SEND),
        (Action.ANSWER, 3, BY_ANNA, Fate.WITHHOLD),
        (Action.ESCALATE, 3, BY_ANNA, Fate.WITHHOLD),
        (Action.REGISTER, 3, BY_ANNA, Fate.HOLD),
        (Action.CANCEL, 3, BY_ANNA, Fate.HOLD),
        (Action.ANSWER, 2, BY_NOBODY, Fate.SEND_WITH_QUESTION),
        (Action.SMALLTALK, None, BY_ANNA, Fate.SEND),
        (None, 4, BY_ANNA, Fate.SEND),
    ],
)
def test_what_becomes_of_a_reply_depends_on_who_has_the_conversation_when_it_is_sent(
    action: Action | None, composed_at: int | None, now: Ownership, expected: Fate
) -> None:
    now_ = datetime(2026, 1, 8, tzinfo=UTC)
    assert fate(Delivery("c", "reply", now_, owner_version=composed_at), action, now) is expected


async def test_an_experts_words_reach_the_chat_within_a_second(ana: Office) -> None:
    ticket = await asks_an_expert(ana)
    await ana.app.desk.answer(ticket.id, "Pay the shop.", by=ANNA, claims=True)
    await ana.chat.hears("Pay the shop.", within_s=1)
    assert sum("Pay the shop." in text for text in ana.chat.texts) == 1


async def test_a_reply_in_flight_when_a_person_takes_over_goes_to_the_person_instead(
    ana: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.work.working.LOOK_S", 60)  # a look at what waits would tell it before the claim
    ticket = await asks_an_expert(ana)
    await asyncio.sleep(0.4)  # for the wait that had begun
    number = await ana.work.turns.accept(Inbound("test:ana", "What is a peer review?", dedup_key="late"))
    await ana.work.turns.respond(number)
    await ana.app.desk.claim(ticket.id, by=ANNA)
    heard = len(ana.chat.heard)
    await ana.work.tell("test:ana")
    assert not any("two-day" in text for text in ana.chat.texts[heard:])
    assert (await ticket_of(ana)).messages[-1].text == "What is a peer review?"
    assert "withheld" in await outcomes(ana)


async def test_a_confirmation_in_flight_waits_until_the_person_is_done(ana: Office) -> None:
    ticket = await asks_an_expert(ana)
    await ana.app.desk.answer(ticket.id, "Pay the shop.", by=ANNA, claims=True)
    told = (await SqlDeliveries(ana.app.database).find(1)) or pytest.fail("no delivery")
    payload = told.payload | {"action": "register", "text": "You have a seat."}
    await SqlDeliveries(ana.app.database).add(
        Delivery("test:ana", "reply", ana.clock.now(), payload=payload, owner_version=0)
    )
    await ana.work.tell("test:ana")
    assert "You have a seat." not in ana.chat.texts
    await ana.app.desk.close(ticket.id, by=ANNA)
    await ana.work.tell("test:ana")
    await ana.work.tell("test:ana")
    assert ana.chat.texts.count("You have a seat.") == 1


async def test_what_could_not_be_sent_is_sent_later_and_in_order(ana: Office) -> None:
    ana.chat.faults = [NotSent(), NotSent()]
    await ana.says("What is a peer review?")
    await ana.says("thanks")
    assert [each.is_again for each in ana.chat.heard] == [False, False]
    assert "two-day" in ana.chat.texts[0]


async def test_what_may_have_arrived_is_sent_once_more_and_marked(ana: Office) -> None:
    ana.chat.faults, ana.chat.arrives_nevertheless = [ConnectionResetError()], True
    await ana.says("What is a peer review?")
    assert [each.is_again for each in ana.chat.heard] == [False, True]
    assert {each.id for each in ana.chat.heard} == {1}
    assert await outcomes(ana) == [Sent.AGAIN]


async def test_what_can_not_be_sent_now_may_stand_there_from_before(ana: Office) -> None:
    ana.chat.faults, ana.chat.arrives_nevertheless = [ConnectionResetError(), NotSent()], True
    await ana.says("What is a peer review?")
    assert [each.is_again for each in ana.chat.heard] == [False, True, True]
    assert await outcomes(ana) == [Sent.AGAIN]


async def test_what_may_have_arrived_is_no_first_time_for_a_process_that_could_not_reach_it(
    deploy: Deploy, tmp_path: Path
) -> None:
    settings = deploy(tmp_path / "talk")
    async with office(settings, chat=Chat("other:")) as at_work:
        await at_work.says("What is a peer review?", by="test:ana")
        await SqlDeliveries(at_work.app.database).begin(1, at=at_work.clock.now())
        await at_work.work.delivering.deliver(1)
    async with office(settings) as at_work:
        await at_work.chat.hears()
        assert [each.is_again for each in at_work.chat.heard] == [True]


async def test_what_was_being_sent_when_the_process_died_is_sent_once_more_and_marked(ana: Office) -> None:
    number = await ana.work.turns.accept(Inbound("test:ana", "What is a peer review?", dedup_key="1"))
    await ana.work.turns.respond(number)
    await SqlDeliveries(ana.app.database).begin(1, at=ana.clock.now())
    await ana.work.tell("test:ana")
    assert [each.is_again for each in ana.chat.heard] == [True]


async def test_a_conversation_that_nobody_here_reaches_waits_for_who_does(
    deploy: Deploy, tmp_path: Path
) -> None:
    settings = deploy(tmp_path / "talk")
    async with office(settings, chat=Chat("other:")) as at_work:
        await at_work.says("What is a peer review?", by="test:ana")
        assert at_work.chat.heard == []
    async with office(settings) as at_work:
        await at_work.chat.hears()
        assert [each.is_again for each in at_work.chat.heard] == [False]


async def test_a_message_accepted_by_a_process_that_died_is_answered_by_the_next(
    deploy: Deploy, tmp_path: Path
) -> None:
    settings = deploy(tmp_path / "talk")
    async with open_app(settings) as app:
        inbound = Inbound("test:ana", "What is a peer review?", dedup_key="1")
        await SqlInbox(app.database).accept(inbound, at=START)
    async with office(settings) as at_work:
        await at_work.chat.hears()
        await asyncio.sleep(0.7)
        assert len(at_work.chat.heard) == 1


async def test_many_tell_one_delivery_once(ana: Office) -> None:
    number = await ana.work.turns.accept(Inbound("test:ana", "What is a peer review?", dedup_key="1"))
    await ana.work.turns.respond(number)
    await asyncio.gather(
        *(ana.work.tell("test:ana") for _ in range(10)), *(ana.work.look() for _ in range(10))
    )
    await asyncio.sleep(0.4)
    assert len(ana.chat.heard) == 1


async def test_what_nobody_agreed_to_keep_is_erased_after_a_day_in_the_inbox_too(ana: Office) -> None:
    await ana.says("My mother tongue is Sorbian. What is a peer review?")
    ana.clock.passes(hours=25)

    async def is_empty() -> bool:
        return not await outcomes(ana)

    await until(is_empty)
    async with ana.app.database.reading() as connection:
        for table in ("inbox", "deliveries", "turns", "answers"):
            found = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            assert found.scalar_one() == 0, table


async def test_a_member_who_moves_up_the_wait_list_is_told_in_the_chat(ana: Office) -> None:
    event = webinar(seats=1)
    await ana.app.events.keep([event], now=ana.clock.now())
    for member in ("test:bo", "test:ana"):
        await ana.app.registrations.register(event.id, member, now=ana.clock.now(), conversation=member)
    await ana.app.registrations.cancel(event.id, "test:bo", now=ana.clock.now())
    await ana.chat.hears(event.title)
    [told] = ana.chat.heard
    assert told.conversation == "test:ana"
    assert told.reply.files[0].name.endswith(".ics")


async def test_what_somebody_else_has_begun_meanwhile_is_left_to_them(ana: Office) -> None:
    number = await ana.work.turns.accept(Inbound("test:ana", "What is a peer review?", dedup_key="1"))
    await ana.work.turns.respond(number)
    deliveries, now = SqlDeliveries(ana.app.database), datetime(2026, 1, 8, 9, tzinfo=UTC)
    later = now + timedelta(seconds=1)
    assert await deliveries.begin(1, at=now)
    assert not await deliveries.begin(1, at=later)
    assert await deliveries.begin(1, at=later, before=now)
    found = await deliveries.find(1)
    assert found is not None
    assert found.sending_since == later


async def test_what_failed_before_it_could_be_begun_is_tried_again(
    ana: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter(range(9))  # more than an attempt has tries
    owner_of = Desk.owner_of

    async def fails(desk: Desk, conversation: str) -> Ownership:
        for _ in failures:
            raise DatabaseUnreachable
        return await owner_of(desk, conversation)

    number = await ana.work.turns.accept(Inbound("test:ana", "What is a peer review?", dedup_key="1"))
    await ana.work.turns.respond(number)
    monkeypatch.setattr(Desk, "owner_of", fails)
    await ana.chat.hears(within_s=30)
    assert next(failures, None) is None


async def test_what_was_tried_for_days_keeps_nothing_else_from_being_told(ana: Office) -> None:
    payload = replies.as_values(Reply(Action.ANSWER, "It takes two days."))
    told = [Delivery(who, "reply", ana.clock.now(), payload=payload) for who in ("nobody", "no one")]
    await SqlDeliveries(ana.app.database).add(*told)
    async with ana.app.database.writing() as connection:
        await connection.exec_driver_sql(
            "UPDATE deliveries SET attempts = 5000, conversation = 'test:' || id"
        )
    await ana.chat.hears()

    async def both() -> bool:
        return {each.conversation for each in ana.chat.heard} == {"test:1", "test:2"}

    await until(both)
