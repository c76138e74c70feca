"""Announcements as they go out: once, to whoever is registered still, whatever happens to the process."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.conversation.conversation import Conversation
from bot.events.organisers import Organiser
from bot.messages import Reply, Said
from bot.storage.inbox import Inbound
from bot.storage.organiser_tables import AnnouncementRow
from bot.storage.ticket_tables import DeliveryRow
from bot.storage.unit import Transactions
from tests.conversation.attendee import RURAL
from tests.deployment import Deploy
from tests.work.making import Office, office

NEWS = "The room is on the second floor."
TOLD = "organiser of “Webinar on sustainable rural mobility”, writes:"
ANNA = "test:anna"


@pytest.fixture
async def desk(deploy: Deploy, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(deploy(tmp_path / "talk")) as at_work:
        await at_work.app.stock_samples()
        await at_work.app.organisers.appoint({ANNA: Organiser("Policy Learning Platform")}, among="test:")
        for member in ("test:ana", "test:ben"):
            await at_work.app.registrations.register(RURAL, member, now=at_work.clock.now())
        yield at_work


async def asked(desk: Office) -> None:
    """Anna has written an announcement, and is asked for a yes."""
    await desk.says(f"/announce {RURAL}", by=ANNA)
    [shown] = await desk.says(NEWS, by=ANNA)
    assert NEWS in shown


def heard(desk: Office) -> list[str]:
    """The conversations in which it was told."""
    return sorted(each.conversation for each in desk.chat.heard if TOLD in each.reply.text and each.is_news)


async def kept(desk: Office) -> list[tuple[str, int]]:
    async with desk.app.database.reading() as connection:
        query = select(AnnouncementRow.account, AnnouncementRow.people)
        return [tuple(row) for row in await connection.execute(query)]  # type: ignore[misc]


async def test_everybody_who_is_registered_is_told_once_and_who_wrote_it_is_known(desk: Office) -> None:
    await asked(desk)
    assert heard(desk) == []
    assert await desk.says("yes", by=ANNA, key="yes") == [
        "2 people who are registered for “Webinar on sustainable rural mobility” will be told."
    ]
    await desk.says("yes", by=ANNA, key="yes")
    await desk.work.look_around()
    await desk.chat.hears(TOLD)
    for member in ("test:ana", "test:ben"):
        await desk.work.tell(member)
    assert heard(desk) == ["test:ana", "test:ben"]
    assert await kept(desk) == [(ANNA, 2)]


async def test_two_who_say_yes_at_once_announce_it_once(desk: Office) -> None:
    await asked(desk)
    numbers = [await desk.work.turns.accept(Inbound(ANNA, "yes", dedup_key=f"y{n}")) for n in range(4)]
    await asyncio.gather(*(desk.work.engine.run("turn", number) for number in numbers))
    for member in ("test:ana", "test:ben"):
        await desk.work.tell(member)
    assert heard(desk) == ["test:ana", "test:ben"]
    assert len(await kept(desk)) == 1


@dataclass
class Dying:
    """A conversation whose process ends when all is done and nothing is committed yet."""

    real: Any
    lives: list[int] = field(default_factory=lambda: [2])

    def __call__(self, transactions: Transactions) -> "Conversation":
        self._conversation = self.real(transactions)
        return self  # type: ignore[return-value]

    async def reply(self, said: Said) -> Reply:
        reply: Reply = await self._conversation.reply(said)
        if said.text == "yes" and self.lives[0]:
            self.lives[0] -= 1
            raise ConnectionResetError
        return reply


async def test_a_yes_whose_process_dies_twice_announces_once(desk: Office) -> None:
    await asked(desk)
    desk.work.turns.conversation_in = Dying(desk.work.turns.conversation_in)
    assert await desk.says("yes", by=ANNA) == [
        "2 people who are registered for “Webinar on sustainable rural mobility” will be told."
    ]
    for member in ("test:ana", "test:ben"):
        await desk.work.tell(member)
    assert heard(desk) == ["test:ana", "test:ben"]
    assert len(await kept(desk)) == 1


async def test_whoever_cancels_before_it_goes_out_is_told_nothing(desk: Office) -> None:
    desk.chat.name = ANNA  # the others are not reached for now
    await asked(desk)
    await desk.says("yes", by=ANNA)
    await desk.app.registrations.cancel(RURAL, "test:ana", now=desk.clock.now())
    desk.chat.name = "test:"
    for member in ("test:ana", "test:ben"):
        await desk.work.tell(member)
    assert heard(desk) == ["test:ben"]
    async with desk.app.database.reading() as connection:
        of_ana = (DeliveryRow.conversation == "test:ana", DeliveryRow.kind == "announcement")
        outcomes = await connection.scalars(select(DeliveryRow.outcome).where(*of_ana))
        assert list(outcomes) == ["withheld"]


async def test_who_is_an_organiser_in_one_chat_is_one_in_the_other_they_have_linked(desk: Office) -> None:
    [refused] = await desk.says("/organise", by="test:phone")
    assert refused.startswith("That is for those who organise events")
    [code] = await desk.says("/link", by=ANNA)
    found = re.search(r"/link ([A-Z2-9-]+)", code)
    assert found is not None
    await desk.says(found[0], by="test:phone")
    await desk.says("yes", by="test:phone")
    [listed] = await desk.says("/organise", by="test:phone")
    assert f"Id: {RURAL}" in listed
    assert f"Id: {RURAL}" in (await desk.says("/organise", by=ANNA))[0]
    await desk.says("/unlink", by="test:phone")
    [refused] = await desk.says(f"/export {RURAL}", by="test:phone")
    assert refused.startswith("That is for those who organise events")


async def test_an_organiser_whom_a_rehearsal_plays_is_nobody(desk: Office) -> None:
    rehearsal = await desk.app.rehearsal()
    reply = await rehearsal.reply(Said(ANNA, "/organise", account=ANNA))
    assert reply.text.startswith("That is for those who organise events")
