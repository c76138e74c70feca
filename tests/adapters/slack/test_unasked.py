"""Channels in which the bot reads along: what it answers, what it leaves alone, and who has allowed it."""

import pytest
from sqlalchemy import select

from bot.conversation.conversation import Conversation
from bot.messages import Reply, Said
from bot.settings import Settings
from bot.storage.inbox import Outcome
from bot.storage.work_tables import InboxRow
from tests.adapters.slack import choosing
from tests.adapters.slack.serving import Served, quick, served
from tests.fakes.slack import Channel, Person, Slack

ASKED = "How long does a peer review take?"
READS_ALONG = "Answer questions here although nobody has named me"
NOBODY = "Nobody asked me, but I know a page on this"


async def allowed(helpdesk: Served) -> tuple[Person, Person, Channel]:
    """Two members in a channel whose admin lets the bot answer unasked."""
    return await choosing.chosen(helpdesk, READS_ALONG, told="I read along, and answer questions")


async def kept(helpdesk: Served) -> list[tuple[str, str | None]]:
    """Text and outcome of each message of the inbox, oldest first."""
    query = select(InboxRow.text, InboxRow.outcome).order_by(InboxRow.id)
    async with helpdesk.app.database.reading() as connection:
        return [(text, outcome) for text, outcome in await connection.execute(query)]


async def test_a_question_to_everybody_is_answered_in_its_thread_after_a_restart_too(
    settings: Settings, slack: Slack
) -> None:
    slack.limits.enforced = False  # a new process does not know how much the one before has just sent
    async with served(settings, slack, pace=quick()) as helpdesk:
        ben, ida, channel = await allowed(helpdesk)
        asked = await ben.says(ASKED, in_=channel)
        seen = await ida.waits_to_see("two days", thread=asked)
        assert NOBODY in seen
        assert "I am the Policy Helpdesk" not in seen, "nobody is greeted who said nothing to it"
        await ben.says("and how long does the assessment take?", thread=asked)
        await ben.waits_to_see("The assessment before a peer review takes up to one month", thread=asked)
    async with served(settings, slack, pace=quick()):
        again = await ida.says(ASKED, in_=channel)
        await ida.waits_to_see(NOBODY, thread=again)


async def test_what_people_say_among_themselves_is_left_alone_and_its_words_are_not_kept(
    helpdesk: Served,
) -> None:
    ben, ida, channel = await allowed(helpdesk)
    said = await ben.says("How long did the peer review in Tartu take in the end?", in_=channel)
    await ida.says("Two days, and the mayor came", thread=said)
    await ida.says("@Ben how long does a peer review take?", in_=channel)
    await helpdesk.slack.settled()
    await helpdesk.work.turns.respond(1)
    assert await kept(helpdesk) == [("", Outcome.LEFT.value)], "the rest was none of its business"
    assert "Helpdesk" not in ben.sees(thread=said)
    assert "is looking it up" not in ben.sees(thread=said)


async def test_where_nobody_has_allowed_it_the_bot_does_not_read_along(helpdesk: Served) -> None:
    ben = helpdesk.slack.person("Ben")
    channel = helpdesk.slack.channel("quiet", ben)
    await ben.says(ASKED, in_=channel)
    await helpdesk.slack.settled()
    assert await kept(helpdesk) == []


async def test_a_question_that_names_it_is_answered_as_ever_and_greeted(helpdesk: Served) -> None:
    ben, _, channel = await allowed(helpdesk)
    await ben.says("Morning, all", in_=channel)
    asked = await ben.says("@Helpdesk Who signs visa letters?", in_=channel)
    seen = await ben.waits_to_see("I found no answer", thread=asked)
    assert "I am the Policy Helpdesk" in seen
    assert NOBODY not in seen


async def test_a_busy_channel_is_never_told_to_slow_down(helpdesk: Served) -> None:
    ben, _, channel = await allowed(helpdesk)
    for number in range(25):
        await ben.says(f"We are on page {number} now", in_=channel)
    await helpdesk.slack.settled()
    for number in range(1, 26):
        await helpdesk.work.turns.respond(number)
    assert {outcome for _, outcome in await kept(helpdesk)} == {Outcome.LEFT.value}
    await ben.says(ASKED)
    await ben.waits_to_see("two days")
    assert "slow" not in ben.sees(channel)


async def test_nobody_is_told_that_something_went_wrong_where_nothing_was_asked(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(Conversation):
        async def reply(self, said: Said) -> Reply:
            raise OSError

    ben, _, channel = await allowed(helpdesk)
    monkeypatch.setattr("bot.app.Conversation", Failing)
    await ben.says(ASKED, in_=channel)
    await helpdesk.slack.settled()

    async def is_over() -> bool:
        return await kept(helpdesk) == [("", Outcome.LEFT.value)]

    for _ in range(5):
        if await is_over():
            break
        try:
            await helpdesk.work.turns.respond(1)
        except OSError:
            continue
    assert await is_over()
    assert "went wrong" not in ben.sees(channel)


async def test_a_question_that_is_corrected_into_one_is_answered_and_one_that_is_deleted_in_time_is_not(
    helpdesk: Served,
) -> None:
    ben, _, channel = await allowed(helpdesk)
    said = await ben.says("How long did ours take?", in_=channel)
    await helpdesk.slack.settled()
    await helpdesk.work.turns.respond(1)
    await ben.edits(said, ASKED)
    await ben.waits_to_see("two days", thread=said)
    assert ben.sees(channel).count(NOBODY) == 1


async def test_another_bot_s_question_is_left_alone(helpdesk: Served) -> None:
    _, _, channel = await allowed(helpdesk)
    robot = helpdesk.slack.other_bot("Robot")
    await robot.joins(channel)
    await robot.says(ASKED, in_=channel)
    await helpdesk.slack.settled()
    assert await kept(helpdesk) == []
