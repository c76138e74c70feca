"""What waits to be told: kept with the change that it tells of, told in order, marked once, there after a restart."""

import asyncio

import pytest

from bot.storage import Database, Delivery, SqlDeliveries, SqlRoster, SqlTickets, UnitOfWork, unit_of_work
from escalation.desk import Desk
from escalation.office import Office
from escalation.rules import Reason, Refused
from escalation.tickets import State, Ticket
from tests.escalation.making import ANNA, BORIS, LATER, NOW, opening


def desk_in(transactions: Database | UnitOfWork) -> Desk:
    return Desk(SqlTickets(transactions), SqlRoster(transactions), office=Office(), now=lambda: NOW)


def delivery(text: str, conversation: str = "a") -> Delivery:
    return Delivery(conversation, "reminder", NOW, text=text, payload={"event": "e-1"}, owner_version=3)


async def test_what_waits_is_told_in_order_and_once(database: Database) -> None:
    deliveries = SqlDeliveries(database)
    await deliveries.add(delivery("one"), delivery("two"))
    await deliveries.add(delivery("elsewhere", "b"))
    await deliveries.add()
    one, two = await deliveries.pending("a")
    assert (one.text, two.text) == ("one", "two")
    assert (one.payload, one.owner_version, one.ticket, one.created_at) == ({"event": "e-1"}, 3, None, NOW)
    assert one.id is not None
    marked = await asyncio.gather(*(deliveries.mark_delivered(one.id, at=LATER) for _ in range(5)))
    assert sorted(marked) == [False, False, False, False, True]
    assert await deliveries.pending("a") == [two]
    assert not await deliveries.mark_delivered(10**6, at=LATER)


async def test_a_reply_waits_through_a_restart(database_url: str) -> None:
    async with Database(database_url) as before:
        ticket = (await desk_in(before).open_ticket(opening())).ticket
        await desk_in(before).answer(ticket.id, "The registrar.", by=ANNA, claims=True)
    async with Database(database_url) as after:
        claimed, answered = await SqlDeliveries(after).pending("console:ana")
        assert (claimed.kind, answered.kind, answered.ticket) == ("claimed", "answered", ticket.id)
        assert answered.payload == {"alias": "Anna", "question": ticket.question, "language": "en"}
        owned = await desk_in(after).owner_of("console:ana")
        assert owned.owner is not None
        assert (owned.owner.alias, owned.version) == ("Anna", answered.owner_version)


async def test_a_unit_of_work_keeps_all_of_it_or_nothing(database: Database) -> None:
    async def open_and_tell(unit: UnitOfWork, text: str) -> Ticket:
        ticket = (await desk_in(unit).open_ticket(opening(key=text))).ticket
        await SqlDeliveries(unit).add(delivery(text))
        return ticket

    with pytest.raises(ZeroDivisionError):
        async with unit_of_work(database) as unit:
            await open_and_tell(unit, "lost")
            raise ZeroDivisionError
    assert await desk_in(database).list_open() == []
    assert await SqlDeliveries(database).pending("a") == []
    async with unit_of_work(database) as unit:
        kept = await open_and_tell(unit, "kept")
        assert await open_and_tell(unit, "kept") == kept, "a refused insert leaves the transaction usable"
    assert await desk_in(database).list_open() == [kept]
    assert [each.text for each in await SqlDeliveries(database).pending("a")] == ["kept", "kept"]


async def test_a_refusal_by_the_database_leaves_the_unit_usable(database: Database) -> None:
    desk = desk_in(database)
    first, second = [(await desk.open_ticket(opening(question))).ticket for question in ("1?", "2?")]
    async with unit_of_work(database) as unit:
        inside = desk_in(unit)
        await inside.claim(first.id, by=ANNA)
        refused = await inside.claim(second.id, by=BORIS)
        assert isinstance(refused, Refused)
        assert refused.reason is Reason.CONVERSATION_HELD
        await inside.answer(first.id, "Yes.", by=ANNA)
    answered = await desk.ticket(first.id)
    assert isinstance(answered, Ticket)
    assert answered.state is State.ANSWERED


async def test_what_somebody_has_begun_is_theirs_until_they_let_it_go(database: Database) -> None:
    deliveries = SqlDeliveries(database)
    await deliveries.add(delivery("one"), delivery("two"), delivery("three"))
    for id_, name in ((1, "ours"), (2, "theirs"), (3, "theirs")):
        assert await deliveries.begin(id_, at=NOW, by=name)
    assert await deliveries.mark_delivered(3, at=LATER)
    await deliveries.let_go(by="theirs")
    told = [await deliveries.find(id_) for id_ in (1, 2, 3)]
    assert [each and each.sending_by for each in told] == ["ours", None, "theirs"]
    assert [each and each.sending_since for each in told] == [NOW] * 3, "nobody knows whether it arrived"
    assert await deliveries.put_off(1, since=NOW)
    assert not await deliveries.put_off(2, since=LATER)
    one = await deliveries.find(1)
    assert one is not None
    assert (one.sending_by, one.sending_since, one.attempts) == (None, None, 2)


async def test_an_attempt_that_passes_it_over_changes_nothing_but_the_number_of_the_next(
    database: Database,
) -> None:
    deliveries = SqlDeliveries(database)
    await deliveries.add(delivery("one"))
    await deliveries.begin(1, at=NOW, by="theirs")
    assert await deliveries.pass_over(1)
    one = await deliveries.find(1)
    assert one is not None
    assert (one.sending_by, one.sending_since, one.attempts) == ("theirs", NOW, 2)
    await deliveries.mark_delivered(1, at=LATER)
    assert not await deliveries.pass_over(1)


async def test_what_was_held_is_told_by_another_attempt(database: Database) -> None:
    deliveries = SqlDeliveries(database)
    await deliveries.add(delivery("one"))
    assert await deliveries.hold(1)
    assert not await deliveries.pass_over(1)
    await deliveries.release("a")
    [one] = await deliveries.first_pending()
    assert (one.is_held, one.attempts) == (False, 1), "the attempt that held it is over"
