"""Answers that their asker alone sees in a channel, until they share them."""

import asyncio

from bot.settings import Settings
from tests.adapters.slack import choosing
from tests.adapters.slack.serving import Served, quick, served
from tests.fakes.slack import Channel, Message, Person, RateLimited, ResetAfter, Slack
from tests.work.making import until

ASKED = "How long does a peer review take?"
ALONE_FIRST = "Show an answer to its asker alone, who may share it"
SHARE = "Share with everybody"
SHARED = "Shared by whoever asked:"


async def chosen(helpdesk: Served) -> tuple[Person, Person, Channel]:
    """Two members in a channel where answers are their asker's first."""
    return await choosing.chosen(helpdesk, ALONE_FIRST, told="Answers are seen by their asker alone")


def alone(channel: Channel, words: str) -> Message:
    """The last message with these words that one person alone sees."""
    return next(each for each in reversed(channel.ephemeral) if words in f"{each.text}{each.blocks}")


async def test_an_answer_is_its_asker_s_until_they_share_it_and_then_stands_in_the_thread_once(
    helpdesk: Served,
) -> None:
    ben, ida, channel = await chosen(helpdesk)
    asked = await ben.says(f"@Helpdesk {ASKED}", in_=channel)
    await ben.waits_to_see("two days", in_=channel)
    assert "(only you)" in ben.sees(channel)
    assert "two days" not in ida.sees(channel)
    assert "is looking it up" not in ida.sees(thread=asked)
    answer = alone(channel, "two days")
    await asyncio.gather(*(ben.presses(SHARE, on=answer) for _ in range(3)))
    await ida.waits_to_see("two days", thread=asked)
    await helpdesk.slack.settled()
    assert ida.sees(channel).count(SHARED) == 1
    assert "interregeurope.eu" in ida.sees(thread=asked), "with its sources"
    await helpdesk.slack.until(lambda: "(only you): A peer review lasts" not in ben.sees(channel))


async def test_its_buttons_work_and_those_that_have_done_their_work_go(helpdesk: Served) -> None:
    ben, ida, channel = await chosen(helpdesk)
    asked = await ben.says(f"@Helpdesk {ASKED}", in_=channel)
    await ben.waits_to_see("two days", in_=channel)
    answer = alone(channel, "two days")
    await ben.presses("Why this answer?", on=answer)
    await ben.waits_to_see("How sure I am", in_=channel)
    await ben.presses("That helped", on=answer)
    await helpdesk.slack.until(lambda: "[That did not help]" not in ben.reads(answer))
    assert f"[{SHARE}]" in ben.reads(answer)
    assert "[Why this answer?]" in ben.reads(answer)
    assert "→ That helped" in ben.reads(answer)
    await ben.presses(SHARE, on=answer)
    await ida.waits_to_see("two days", thread=asked)
    assert "How sure I am" not in ida.sees(channel), "what was not shared stays with its asker"


async def test_a_follow_up_in_the_thread_is_seen_there_by_its_asker_alone(helpdesk: Served) -> None:
    ben, ida, channel = await chosen(helpdesk)
    asked = await ben.says(f"@Helpdesk {ASKED}", in_=channel)
    await ben.waits_to_see("two days", in_=channel)
    await ben.says("and how long does the assessment take?", thread=asked)
    await ben.waits_to_see("The assessment before a peer review takes up to one month", thread=asked)
    assert "one month" not in ida.sees(channel)
    await ben.presses(SHARE, on=alone(channel, "assessment before a peer review"))
    await ida.waits_to_see("one month", thread=asked)


async def test_what_is_no_answer_has_nothing_to_share_and_an_expert_s_words_are_for_everybody(
    helpdesk: Served,
) -> None:
    ben, ida, channel = await chosen(helpdesk)
    asked = await ben.says("@Helpdesk Who signs visa letters?", in_=channel)
    await ben.waits_to_see("I found no answer", in_=channel)
    refusal = alone(channel, "I found no answer")
    assert SHARE not in ben.reads(refusal)
    assert "I found no answer" not in ida.sees(channel)
    await ben.says("@Helpdesk yes", thread=asked)
    await ben.waits_to_see("number 1", thread=asked)
    assert "number 1" not in ida.sees(channel)


async def test_a_share_survives_a_restart_and_what_is_gone_is_told(settings: Settings, slack: Slack) -> None:
    slack.limits.enforced = False  # a new process does not know how much the one before has just sent
    async with served(settings, slack, pace=quick()) as helpdesk:
        ben, ida, channel = await chosen(helpdesk)
        asked = await ben.says(f"@Helpdesk {ASKED}", in_=channel)
        await ben.waits_to_see("two days", in_=channel)
    async with served(settings, slack, pace=quick()) as helpdesk:
        await ben.presses(SHARE, on=alone(channel, "two days"))
        await ida.waits_to_see("two days", thread=asked)
        await ben.says(f"@Helpdesk {ASKED}", in_=channel)
        await helpdesk.slack.until(lambda: ben.sees(channel).count("(only you)") > 1)
        [button] = [
            element
            for _, element in ben.elements_of(alone(channel, "two days"))
            if element.get("text", {}).get("text") == SHARE
        ]
        button["value"] = "share:99999"
        await ben.presses(SHARE, on=alone(channel, "two days"))
        await ben.waits_to_see("I no longer have this answer", in_=channel)
        assert "I no longer have this answer" not in ida.sees(channel)


async def test_nobody_shares_what_somebody_else_has_seen(helpdesk: Served) -> None:
    ben, ida, channel = await chosen(helpdesk)
    await ben.says(f"@Helpdesk {ASKED}", in_=channel)
    await ben.waits_to_see("two days", in_=channel)
    await ida.says("@Helpdesk How long does a matchmaking session take?", in_=channel)
    await ida.waits_to_see(SHARE, in_=channel)
    own, theirs = alone(channel, "session"), alone(channel, "two days")
    for _, element in ida.elements_of(own):
        if element.get("text", {}).get("text") == SHARE:
            element["value"] = next(
                each["value"]
                for _, each in ben.elements_of(theirs)
                if each.get("text", {}).get("text") == SHARE
            )
    await ida.presses(SHARE, on=own)
    await ida.waits_to_see("I no longer have this answer", in_=channel)
    assert SHARED not in ben.sees(channel)


async def test_where_nobody_can_tell_whether_it_was_shown_it_is_shown_again_and_says_so(
    helpdesk: Served,
) -> None:
    ben, _, channel = await chosen(helpdesk)
    helpdesk.slack.faults.next("chat.postEphemeral", ResetAfter(), skip=1)
    await ben.says(f"@Helpdesk {ASKED}", in_=channel)
    await ben.waits_to_see("(Shown again, in case you have not seen it.)", in_=channel, within_s=20)
    seen = [each for each in channel.ephemeral if "two days" in each.text]
    assert len(seen) == 2
    await until(lambda: counts_one(helpdesk))


async def counts_one(helpdesk: Served) -> bool:
    return (await helpdesk.app.deliveries.counts())[1] == 1


async def test_a_busy_slack_is_waited_for(helpdesk: Served) -> None:
    ben, _, channel = await chosen(helpdesk)
    helpdesk.slack.faults.next("chat.postEphemeral", RateLimited(1))
    await ben.says(f"@Helpdesk {ASKED}", in_=channel)
    await ben.waits_to_see("two days", in_=channel, within_s=10)
