"""Answers and turns: kept across restarts, found by their own, erased when asked."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from bot.storage import Database, KeptAnswer, Role, SqlAnswers, SqlTurns, Turn, migrate

NOW = datetime(2026, 1, 8, 9, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture
async def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/test.sqlite3"
    await migrate(address)
    return address


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    async with Database(url) as opened:
        yield opened


def answer(id_: str = "a-7f3k2c", **changed: object) -> KeptAnswer:
    values: dict[str, object] = {
        "id": id_,
        "created_at": NOW,
        "conversation": "console:1",
        "question": "Who pays?",
        "record": {"text": "Nobody – ever.", "citations": [{"n": 1, "score": 0.5}], "model": None},
        "member": "m-1",
    }
    return KeptAnswer(**{**values, **changed})  # type: ignore[arg-type]


def said(text: str, *, role: Role = Role.MEMBER, at: datetime = NOW, answer_id: str | None = None) -> Turn:
    return Turn(role, text, at, answer_id)


async def test_an_answer_comes_back_as_it_was_kept(database: Database) -> None:
    answers = SqlAnswers(database)
    await answers.keep(answer())
    assert await answers.find("a-7f3k2c") == answer()
    assert await answers.find("a-000000") is None


async def test_an_id_is_short_new_and_easy_to_read_out(database: Database) -> None:
    answers = SqlAnswers(database)
    ids = {await answers.new_id() for _ in range(50)}
    assert len(ids) == 50
    assert all(re.fullmatch(r"a-[2-9a-hjkmnp-z]{6}", id_) for id_ in ids)


async def test_an_id_is_used_once(database: Database) -> None:
    answers = SqlAnswers(database)
    await answers.keep(answer())
    with pytest.raises(IntegrityError) as refused:
        await answers.keep(answer(question="Something else?"))
    assert "Something else?" not in str(refused.value), "errors end up in logs, and logs hold no text"


async def test_moments_are_stored_in_utc_and_refused_without_offset(database: Database) -> None:
    answers = SqlAnswers(database)
    local = NOW.astimezone(timezone(timedelta(hours=2)))
    await answers.keep(answer(created_at=local))
    found = await answers.find("a-7f3k2c")
    assert found is not None
    assert found.created_at == NOW
    assert found.created_at.tzinfo is UTC
    with pytest.raises(StatementError, match="offset"):
        await answers.keep(answer("a-2", created_at=NOW.replace(tzinfo=None)))


async def test_answers_are_erased_by_age_by_conversation_and_by_member(database: Database) -> None:
    answers = SqlAnswers(database)
    await answers.keep(answer("a-old", created_at=NOW - timedelta(days=2)))
    await answers.keep(answer("a-here", conversation="c1", member=None))
    await answers.keep(answer("a-mine", conversation="c2", member="m-2"))
    await answers.keep(answer("a-kept", conversation="c3", member="m-3"))
    assert await answers.forget() == 0
    assert await answers.forget_before(NOW) == 1
    assert await answers.forget(conversation="c1", member="m-2") == 2
    assert await answers.find("a-kept") is not None


async def test_the_last_turns_survive_a_restart_in_the_order_of_saying(url: str) -> None:
    async with Database(url) as database:
        await SqlAnswers(database).keep(answer())
        turns = SqlTurns(database)
        await turns.add("c1", said("one"), said("two", role=Role.HELPDESK, answer_id="a-7f3k2c"))
        await turns.add("c2", said("elsewhere"))
        await turns.add("c1", said("three", at=NOW - timedelta(hours=1)))
        await turns.add("c1")
    async with Database(url) as database:
        last = await SqlTurns(database).last("c1", limit=2)
    assert last == [
        said("two", role=Role.HELPDESK, answer_id="a-7f3k2c"),
        said("three", at=NOW - timedelta(hours=1)),
    ]


async def test_a_turn_outlives_the_answer_it_names(database: Database) -> None:
    answers, turns = SqlAnswers(database), SqlTurns(database)
    await answers.keep(answer())
    await turns.add("c1", said("Nobody.", role=Role.HELPDESK, answer_id="a-7f3k2c"))
    await answers.forget_before(NOW + timedelta(seconds=1))
    assert await turns.last("c1", limit=5) == [said("Nobody.", role=Role.HELPDESK)]


async def test_turns_are_erased_by_conversation_and_by_age(database: Database) -> None:
    turns = SqlTurns(database)
    await turns.add("c1", said("old", at=NOW - timedelta(days=2)), said("new"))
    await turns.add("c2", said("other"))
    assert await turns.forget_before(NOW) == 1
    assert await turns.forget("c1") == 1
    assert [turn.text for turn in await turns.last("c2", limit=9)] == ["other"]
    assert await turns.last("c1", limit=9) == []
