"""What channels are kept to, on each database."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.storage import Database, migrate
from bot.storage.channels import SqlChannels
from tests.databases import KINDS, NewDatabase

CHANNEL = "slack:T1:C1"
NOW = datetime(2026, 1, 8, 9, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, empty_database: NewDatabase) -> str:
    return empty_database(request.param)


async def test_a_channel_is_limited_for_all_that_is_said_in_it_and_for_nothing_else(url: str) -> None:
    await migrate(url)
    async with Database(url) as database:
        channels = SqlChannels(database)
        assert await channels.topics_of(CHANNEL) == frozenset()
        assert await channels.limit(CHANNEL, ["Green", "Social"], by="slack:T1:U1", at=NOW)
        for conversation in (CHANNEL, f"{CHANNEL}:171.5"):
            assert await channels.topics_of(conversation) == {"Green", "Social"}
        for other in ("slack:T1:C10", "slack:T2:C1", "slack", "", "telegram:-1:5", "slack:T1"):
            assert await channels.topics_of(other) == frozenset()
    async with Database(url) as database:
        assert await SqlChannels(database).topics_of(CHANNEL) == {"Green", "Social"}


async def test_what_is_set_already_changes_nothing_and_no_topics_lift_the_limit(url: str) -> None:
    await migrate(url)
    async with Database(url) as database:
        channels = SqlChannels(database)
        assert not await channels.limit(CHANNEL, [], by="a", at=NOW)
        assert await channels.limit(CHANNEL, ["Green"], by="a", at=NOW)
        assert not await channels.limit(CHANNEL, ["Green"], by="b", at=NOW)
        assert await channels.limit(CHANNEL, ["Smart"], by="b", at=NOW)
        assert await channels.topics_of(CHANNEL) == {"Smart"}
        assert await channels.limit(CHANNEL, [], by="b", at=NOW)
        assert await channels.topics_of(CHANNEL) == frozenset()


async def test_several_who_set_it_at_once_leave_one_of_their_choices(url: str) -> None:
    await migrate(url)
    async with Database(url) as database:
        channels = SqlChannels(database)
        choices = [["Green"], ["Smart"], ["Social"], ["Citizens"]]
        await asyncio.gather(*(channels.limit(CHANNEL, each, by="a", at=NOW) for each in choices))
        assert sorted(await channels.topics_of(CHANNEL)) in choices
