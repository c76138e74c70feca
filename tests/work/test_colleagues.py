"""Several processes on one database: what one is sending, the others leave to it for as long as it lives."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.messages import Action, Reply
from bot.messages.sending import Outgoing
from bot.settings import Settings
from bot.storage.deliveries import Delivery, SqlDeliveries
from bot.storage.engine import Database
from bot.storage.executors import SqlExecutors
from bot.storage.inbox import Inbound, SqlInbox
from bot.work import replies
from bot.work.delivery import MOST_IN_HAND, Delivering
from bot.work.executors import SILENCE, Lease, lease
from bot.work.order import InOrder
from bot.work.watching import LATE_S
from tests.deployment import Deploy
from tests.work.making import Chat, Office, office, until


@dataclass
class Slow(Chat):
    """A platform that takes its time to answer."""

    answers: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, outgoing: Outgoing) -> None:
        await super().send(outgoing)
        await self.answers.wait()


@pytest.fixture
async def ana(deploy: Deploy, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(deploy(tmp_path / "talk"), chat=Slow("test:")) as at_work:
        yield at_work


@pytest.fixture
async def asked(ana: Office) -> AsyncIterator["asyncio.Task[object]"]:
    """What Ana has asked, with the answer on its way."""
    assert isinstance(ana.chat, Slow)
    asking = asyncio.create_task(ana.says("What is a peer review?"))
    await ana.chat.hears()
    yield asking
    ana.chat.answers.set()
    await asking


def colleague(at_work: Office) -> Delivering:
    """Who tells what waits in another process."""
    colleagues = at_work.work.delivering.colleagues
    assert colleagues is not None
    return replace(
        at_work.work.delivering, order=InOrder(), colleagues=replace(colleagues, own="another"), cards=None
    )


async def first(at_work: Office) -> Delivery:
    return await SqlDeliveries(at_work.app.database).find(1) or pytest.fail("nothing was to be told")


async def test_what_another_process_is_sending_is_left_to_it_and_what_comes_after_it_too(
    ana: Office, asked: "asyncio.Task[object]"
) -> None:
    assert isinstance(ana.chat, Slow)
    number = await ana.work.turns.accept(Inbound("test:ana", "thanks", dedup_key="2", platform="test"))
    await ana.work.turns.respond(number)
    await colleague(ana).tell("test:ana")
    assert not await colleague(ana).may_tell(await first(ana))
    assert len(ana.chat.heard) == 1
    ana.chat.answers.set()
    await asked

    async def both_are_told() -> bool:
        return len(ana.chat.heard) == 2

    await until(both_are_told)
    assert [each.is_again for each in ana.chat.heard] == [False, False]


async def test_who_comes_upon_it_later_may_try_again(ana: Office, asked: "asyncio.Task[object]") -> None:
    before = (await first(ana)).attempts
    await colleague(ana).deliver(1)
    assert (await first(ana)).attempts == before + 1, "the same attempt is never made twice"
    assert len(ana.chat.heard) == 1


@pytest.mark.parametrize("later", [MOST_IN_HAND - timedelta(seconds=1), MOST_IN_HAND + timedelta(seconds=1)])
async def test_nobody_has_anything_in_their_hands_for_ever(
    ana: Office, asked: "asyncio.Task[object]", later: timedelta
) -> None:
    ana.clock.passes(seconds=later.total_seconds())
    assert await colleague(ana).may_tell(await first(ana)) is (later > MOST_IN_HAND)


@pytest.fixture
async def dead(ana: Office) -> AsyncIterator[Lease]:
    """A process of this machine that works on the same database; it dies when its lease ends."""
    other = lease(ana.work.watch.colleagues.folder)
    roll, at = SqlExecutors(ana.app.database), ana.clock.now()
    await roll.enter(other.executor, site=ana.work.watch.colleagues.site, process=1, at=at)
    yield other
    other.end()


async def test_what_a_process_was_sending_when_it_died_is_sent_by_another(ana: Office, dead: Lease) -> None:
    assert isinstance(ana.chat, Slow)
    ana.chat.answers.set()
    await is_begun(ana, by=dead.executor)
    await asyncio.sleep(0.7)  # for two looks
    assert ana.chat.heard == []
    dead.end()
    await ana.chat.hears(within_s=3)
    assert [each.is_again for each in ana.chat.heard] == [True]


async def test_what_was_left_under_a_name_is_not_left_to_who_has_it_next(ana: Office, dead: Lease) -> None:
    await is_begun(ana, by=dead.executor, to="who is not reached from here")
    dead.end()
    await ana.work.watch.take_up()
    assert (await first(ana)).sending_by is None
    assert (await first(ana)).sending_since is not None


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_process_of_another_machine_is_taken_to_live_until_it_has_left(
    ana: Office, asked: "asyncio.Task[object]", is_known: bool
) -> None:
    assert ana.work.watch.colleagues.site != "far"
    if is_known:
        await SqlExecutors(ana.app.database).enter("far", site="far", process=1, at=ana.clock.now())
    on_its_way = replace(await first(ana), sending_by="far")
    assert await colleague(ana).may_tell(on_its_way) is not is_known


@pytest.mark.parametrize("watched", [SILENCE * 0.9, SILENCE * 1.1])
async def test_a_process_of_another_machine_is_dead_when_it_gave_no_sign_of_life_that_could_be_seen(
    ana: Office, asked: "asyncio.Task[object]", watched: timedelta
) -> None:
    colleagues = ana.work.watch.colleagues
    await SqlExecutors(ana.app.database).enter("far", site="far", process=1, at=ana.clock.now())
    ana.clock.passes(seconds=SILENCE.total_seconds() + 1)
    colleagues.watched_since = time.monotonic() - watched.total_seconds()
    assert await colleagues.far_dead(now=ana.clock.now()) == (["far"] if watched > SILENCE else [])
    assert await colleagues.live("far", now=ana.clock.now()) is (watched < SILENCE)


async def test_who_was_taken_for_dead_is_on_the_roll_again(ana: Office) -> None:
    own, roll = ana.work.watch.lease.executor, SqlExecutors(ana.app.database)
    await is_begun(ana, by=own, to="who is not reached from here")
    await roll.leave(own)
    await ana.work.watch.look()
    assert await roll.find(own) is not None
    assert (await first(ana)).sending_by == own, "it is still at it"


async def test_who_looks_late_gives_the_others_time_for_a_sign_of_life(ana: Office) -> None:
    watch = ana.work.watch
    await SqlExecutors(ana.app.database).enter("far", site="far", process=1, at=ana.clock.now())
    ana.clock.passes(seconds=SILENCE.total_seconds() + 1)
    watch.colleagues.watched_since -= SILENCE.total_seconds() + 1
    watch._looked_at -= LATE_S + 1  # as where the database did not answer for so long
    await watch.look()
    assert await SqlExecutors(ana.app.database).find("far") is not None


async def is_begun(at_work: Office, *, by: str, to: str = "test:ana") -> None:
    """Let somebody have a reply in their hands."""
    deliveries, now = SqlDeliveries(at_work.app.database), at_work.clock.now()
    payload = replies.as_values(Reply(Action.ANSWER, "It takes two days."))
    await deliveries.add(Delivery("elsewhere", "reply", now, payload=payload))
    assert await deliveries.begin(1, at=now, by=by)
    async with at_work.app.database.writing() as connection:
        await connection.exec_driver_sql(f"UPDATE deliveries SET conversation = '{to}'")


@pytest.mark.parametrize("place", ["the same folder", "another machine", "nobody's any more"])
async def test_a_message_that_was_begun_and_left_is_answered_by_another_process(
    deploy: Deploy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    settings, elsewhere = deploy(tmp_path / "talk"), deploy(tmp_path / "elsewhere")
    with monkeypatch.context() as patched:
        patched.setattr("bot.work.engine.PATIENCE_S", 0.1)
        async with office(settings) as at_work:
            patched.setattr(SqlInbox, "find", never)
            asked = Inbound("test:ana", "What is a peer review?", dedup_key="1", platform="test")
            at_work.work.engine.start("turn", await at_work.work.turns.accept(asked))
            await until(at_work.work.engine.unfinished)
            lease = at_work.work.watch.lease
    await dies()
    if place != "the same folder":
        settings = Settings(data_dir=elsewhere.data_dir, database_url=SecretStr(settings.database))
    async with Database(settings.database) as database:
        roll = SqlExecutors(database)
        assert await roll.find(lease.executor) is not None, "it can't say that all is done"
        if place == "nobody's any more":
            await roll.leave(lease.executor)
    monkeypatch.setattr("bot.work.watching.WATCH_S", 0.5)
    if place == "another machine":
        monkeypatch.setattr("bot.work.executors.SILENCE", timedelta(seconds=2))
    async with office(settings) as at_work:
        own = at_work.work.watch.lease.executor
        assert (own == lease.executor) is (place == "the same folder")
        at_work.clock.passes(seconds=3)
        await at_work.chat.hears("two-day", within_s=20)
        assert len(at_work.chat.heard) == 1

        async def is_alone() -> bool:
            return [each.name for each in await SqlExecutors(at_work.app.database).all()] == [own]

        await until(is_alone)


async def dies() -> None:
    """End what still runs of a process that has stopped."""
    left = [each for each in asyncio.all_tasks() if "_execute_workflow" in repr(each.get_coro())]
    assert left
    for each in left:
        each.cancel()
    await asyncio.gather(*left, return_exceptions=True)


async def never(*_: object) -> None:
    await asyncio.Event().wait()
