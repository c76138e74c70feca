"""What nobody agreed to have kept is gone after its time; what somebody agreed to stays."""

from datetime import UTC, datetime, timedelta

from bot.conversation.interests import Interests
from bot.conversation.talk import Consent, Purpose, Talk
from bot.storage import Database, KeptAnswer, Role, SqlAnswers, SqlTalks, SqlTurns, Turn
from bot.storage.interests import SqlInterests
from bot.storage.retention import forget_unconsented

NOW = datetime(2026, 1, 8, 9, tzinfo=UTC)
DAY = timedelta(hours=24)


async def talked(database: Database, conversation: str, *, at: datetime) -> None:
    answer = KeptAnswer(f"a-{conversation}-{at:%d}", at, conversation, "What?", {})
    await SqlAnswers(database).keep(answer)
    await SqlTurns(database).add(conversation, Turn(Role.MEMBER, "What?", at))
    await SqlTalks(database).put(conversation, Talk(listed=("ev-1",)), at=at)


async def test_words_of_those_who_agreed_to_nothing_go_after_a_day(database: Database) -> None:
    await talked(database, "ana", at=NOW - DAY - timedelta(minutes=1))
    await talked(database, "bert", at=NOW - timedelta(hours=23))

    assert await forget_unconsented(database, before=NOW - DAY) == 3

    assert await SqlTurns(database).last("ana", limit=5) == []
    assert await SqlTalks(database).get("ana") == Talk()
    assert len(await SqlTurns(database).last("bert", limit=5)) == 1
    assert await forget_unconsented(database, before=NOW - DAY) == 0


async def test_words_of_those_who_agreed_stay(database: Database) -> None:
    await talked(database, "ana", at=NOW - 3 * DAY)
    consent = Consent("member-1", Purpose.TICKET, "offer-expert/1", "ana", NOW - 3 * DAY)
    await SqlTalks(database).agree(consent)

    assert await forget_unconsented(database, before=NOW - DAY) == 0

    assert await SqlTalks(database).has_agreed("member-1", Purpose.TICKET)
    assert not await SqlTalks(database).has_agreed("member-1", Purpose.REGISTRATION)
    assert len(await SqlTurns(database).last("ana", limit=5)) == 1


async def test_who_agreed_to_have_their_topics_kept_did_not_agree_to_more(database: Database) -> None:
    await talked(database, "ana", at=NOW - 3 * DAY)
    await talked(database, "bert", at=NOW - 3 * DAY)
    for member, purposes in (("ana", [Purpose.INTERESTS]), ("bert", [Purpose.INTERESTS, Purpose.TICKET])):
        await SqlInterests(database).keep(member, Interests(frozenset({"Green"})), at=NOW - 3 * DAY)
        for purpose in purposes:
            await SqlTalks(database).agree(Consent(member, purpose, "consent/1", member, NOW - 3 * DAY))

    assert await forget_unconsented(database, before=NOW - DAY) == 3

    assert await SqlTurns(database).last("ana", limit=5) == []
    assert len(await SqlTurns(database).last("bert", limit=5)) == 1
    assert await SqlInterests(database).of("ana") == Interests(frozenset({"Green"}))
