"""What channels are kept to, on each database."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.messages import TOPICS_OF_PAGES, ChannelChoices
from bot.storage import Database, migrate
from bot.storage.channels import SqlChannels
from tests.databases import KINDS, NewDatabase

CHANNEL = "slack:T1:C1"
NOW = datetime(2026, 1, 8, 9, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, empty_database: NewDatabase) -> str:
    return empty_database(request.param)


ALL = ChannelChoices()
GREEN = ChannelChoices(frozenset({"Green"}))
FULL = ChannelChoices(
    frozenset({"Green", "Social"}),
    answers_unasked=True,
    is_private_first=True,
    keepers=frozenset({"slack:T1:U7", "slack:T1:U8"}),
)


async def test_what_is_chosen_for_a_channel_holds_for_all_that_is_said_in_it_and_for_nothing_else(
    url: str,
) -> None:
    await migrate(url)
    async with Database(url) as database:
        channels = SqlChannels(database)
        assert await channels.choices_in(CHANNEL) == ALL
        assert await channels.choose(CHANNEL, FULL, by="slack:T1:U1", at=NOW)
        for conversation in (CHANNEL, f"{CHANNEL}:171.5"):
            assert await channels.choices_in(conversation) == FULL
        for other in ("slack:T1:C10", "slack:T2:C1", "slack", "", "telegram:-1:5", "slack:T1"):
            assert await channels.choices_in(other) == ALL
    async with Database(url) as database:
        assert await SqlChannels(database).choices_in(CHANNEL) == FULL


async def test_what_is_chosen_for_a_topic_goes_before_what_is_for_its_group(url: str) -> None:
    await migrate(url)
    async with Database(url) as database:
        channels = SqlChannels(database)
        await channels.choose("telegram:-1", GREEN, by="a", at=NOW)
        await channels.choose("telegram:-1:5", FULL, by="a", at=NOW)
        assert await channels.choices_in("telegram:-1:5:7") == FULL
        assert await channels.choices_in("telegram:-1:6:7") == GREEN
        assert await channels.choose("telegram:-1:8", ALL, by="a", at=NOW)
        assert await channels.choices_in("telegram:-1:8:7") == ALL
        await channels.choose("telegram:-1:5", ALL, by="a", at=NOW)
        assert await channels.choices_in("telegram:-1:5:7") == ALL


async def test_what_is_set_already_changes_nothing(url: str) -> None:
    await migrate(url)
    async with Database(url) as database:
        channels = SqlChannels(database)
        assert not await channels.choose(CHANNEL, ALL, by="a", at=NOW)
        assert await channels.choose(CHANNEL, GREEN, by="a", at=NOW)
        assert not await channels.choose(CHANNEL, GREEN, by="b", at=NOW)
        assert await channels.choose(CHANNEL, FULL, by="b", at=NOW)
        assert await channels.choices_in(CHANNEL) == FULL
        assert await channels.choose(CHANNEL, ALL, by="b", at=NOW)
        assert await channels.choices_in(CHANNEL) == ALL


async def test_several_who_set_it_at_once_leave_one_of_their_choices(url: str) -> None:
    await migrate(url)
    async with Database(url) as database:
        channels = SqlChannels(database)
        choices = [ChannelChoices(frozenset({each})) for each in ("Green", "Smart", "Social", "Citizens")]
        await asyncio.gather(*(channels.choose(CHANNEL, each, by="a", at=NOW) for each in choices))
        assert await channels.choices_in(CHANNEL) in choices


async def test_changes_at_once_are_all_kept(url: str) -> None:
    await migrate(url)
    async with Database(url) as database:
        channels = SqlChannels(database)

        async def tick(topic: str) -> ChannelChoices:
            def ticked(before: ChannelChoices) -> ChannelChoices:
                return replace(before, topics=before.topics | {topic})

            return await channels.change(CHANNEL, ticked, by="a", at=NOW)

        after = await asyncio.gather(*(tick(each) for each in TOPICS_OF_PAGES * 3))
        assert (await channels.choices_in(CHANNEL)).topics == set(TOPICS_OF_PAGES)
        assert ChannelChoices(frozenset(TOPICS_OF_PAGES)) in after


async def test_a_change_in_a_topic_begins_with_what_holds_in_its_group_and_leaves_that(url: str) -> None:
    await migrate(url)
    async with Database(url) as database:
        channels, topic = SqlChannels(database), f"{CHANNEL}:7"
        await channels.choose(CHANNEL, ChannelChoices(frozenset({"Green"})), by="a", at=NOW)
        same = await channels.change(topic, lambda before: before, by="a", at=NOW)
        assert same.topics == {"Green"}
        await channels.choose(CHANNEL, ChannelChoices(frozenset({"Smart"})), by="a", at=NOW)
        assert (await channels.choices_in(topic)).topics == {"Smart"}, "nothing was kept for the topic"
        await channels.change(topic, lambda before: replace(before, answers_unasked=True), by="a", at=NOW)
        assert await channels.choices_in(topic) == ChannelChoices(frozenset({"Smart"}), answers_unasked=True)
        assert not (await channels.choices_in(CHANNEL)).answers_unasked
