"""Answers and turns: kept across restarts, found by their own, erased when asked."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError, StatementError

from bot.storage import Database, KeptAnswer, Role, SqlAnswers, SqlTurns, Turn, Verdict
from bot.storage.text import as_given, storable

NOW = datetime(2026, 1, 8, 9, 30, 0, 123456, tzinfo=UTC)


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


async def test_every_character_that_a_chat_may_deliver_comes_back(database: Database) -> None:
    odd = "zero \u0000, half a pair \ud83d, substitute \u001a and \u001a0000, 🙂"
    name = "a conversation's id, as long as a platform likes " * 9
    kept = answer(question=odd, record={"text": odd, odd: [odd]}, conversation=name, member=name)
    await SqlAnswers(database).keep(kept)
    await SqlTurns(database).add(name, said(odd))
    assert await SqlAnswers(database).find(kept.id) == kept
    assert await SqlTurns(database).last(name, limit=1) == [said(odd)]
    assert await SqlAnswers(database).forget(member=name) == 1


@given(st.text(st.characters(codec=None)) | st.text("\x00\x1a\ud83d0f"))
def test_any_text_is_stored_in_a_form_that_any_database_takes(given_: str) -> None:
    stored = storable(given_)
    assert "\x00" not in stored
    stored.encode()
    assert as_given(stored) == given_


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


async def test_the_last_turns_survive_a_restart_in_the_order_of_saying(database_url: str) -> None:
    async with Database(database_url) as database:
        await SqlAnswers(database).keep(answer())
        turns = SqlTurns(database)
        await turns.add("c1", said("one"), said("two", role=Role.HELPDESK, answer_id="a-7f3k2c"))
        await turns.add("c2", said("elsewhere"))
        await turns.add("c1", said("three", at=NOW - timedelta(hours=1)))
        await turns.add("c1")
    async with Database(database_url) as database:
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


async def test_a_verdict_is_noted_and_counted_once_and_may_change(database: Database) -> None:
    answers = SqlAnswers(database)
    await answers.keep(answer())
    assert await answers.judge("a-7f3k2c", Verdict.UNSOLVED)
    assert not await answers.judge("a-7f3k2c", Verdict.UNSOLVED)
    assert await answers.judge("a-7f3k2c", Verdict.SOLVED)
    assert not await answers.judge("a-000000", Verdict.SOLVED)
    kept = await answers.find("a-7f3k2c")
    assert kept is not None
    assert kept.verdict is Verdict.SOLVED
    assert await answers.verdicts() == {Verdict.SOLVED: 1, Verdict.UNSOLVED: 0}


async def test_the_counts_of_verdicts_outlive_the_answers(database: Database) -> None:
    answers = SqlAnswers(database)
    await answers.keep(answer())
    await answers.judge("a-7f3k2c", Verdict.SOLVED)
    await answers.forget_before(NOW + timedelta(seconds=1))
    assert (await answers.verdicts())[Verdict.SOLVED] == 1
