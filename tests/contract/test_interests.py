"""What every keeper of members' own choices does: the one in memory, and the one in SQL on both databases."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.conversation.interests import Interests, InterestsInMemory, KeptInterests
from bot.storage import Database
from bot.storage.interests import SqlInterests
from tests.databases import KINDS, NewDatabase
from tests.events.making import NOW

GREEN = Interests(frozenset({"Green", "Social"}))
SMART = Interests(frozenset({"Smart"}), lead=False)


@pytest.fixture(params=["memory", *KINDS])
async def kept(request: pytest.FixtureRequest, new_database: NewDatabase) -> AsyncIterator[KeptInterests]:
    if request.param == "memory":
        yield InterestsInMemory()
        return
    async with Database(new_database(request.param)) as database:
        yield SqlInterests(database)


async def test_the_last_choice_is_kept_for_each_member_alone(kept: KeptInterests) -> None:
    assert await kept.of("ana") is None
    await kept.keep("ana", GREEN, at=NOW)
    await kept.keep("ana", SMART, at=NOW)
    await kept.keep("a" * 500, GREEN, at=NOW)
    assert await kept.of("ana") == SMART
    assert await kept.of("a" * 500) == GREEN
    assert await kept.of("ben") is None


async def test_what_is_deleted_is_gone_and_can_be_chosen_anew(kept: KeptInterests) -> None:
    assert not await kept.forget("ana")
    await kept.keep("ana", GREEN, at=NOW)
    await kept.keep("ben", SMART, at=NOW)
    assert await kept.forget("ana")
    assert not await kept.forget("ana")
    assert await kept.of("ana") is None
    assert await kept.of("ben") == SMART
    await kept.keep("ana", GREEN, at=NOW)
    assert await kept.of("ana") == GREEN


async def test_choices_at_once_leave_one_of_them(kept: KeptInterests) -> None:
    await asyncio.gather(*(kept.keep("ana", each, at=NOW) for each in (GREEN, SMART) * 4))
    assert await kept.of("ana") in (GREEN, SMART)
