"""Whatever goes wrong with a reply in the making, the reply itself stands there once, soon and alone."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.slack.calls import new_client
from adapters.slack.previews import EVERY_S
from adapters.slack.sender import HalfSent, SlackSender
from bot.messages import Action, Preview, Reply
from bot.messages.sending import Outgoing
from bot.texts import Texts
from tests.adapters.slack.test_traps import told
from tests.fakes.slack import Broken, Failing, HalfBody, Person, RateLimited, ResetAfter, ResetBefore, Slack
from tests.fakes.slack.faults import Fault, Slow
from tests.fakes.slack.state import Json

NUMBER = 7  # of the message that is replied to


@pytest.fixture
async def sender(slack: Slack) -> AsyncIterator[SlackSender]:
    async with aiohttp.ClientSession() as session:
        client = new_client(slack.bot_token, session=session, api_url=slack.api_url)
        yield SlackSender(client, slack.bot.team.id, slack.bot.id, Texts())
    assert slack.violations == []


def a_sender_of_another_process(sender: SlackSender) -> SlackSender:
    return SlackSender(sender.client, sender.team, sender.bot_user, sender.texts)


def reply(text: str) -> Reply:
    return Reply(Action.ANSWER, text, answer_id="a-1")


def outgoing(sender: SlackSender, ana: Person, *, is_again: bool = False, number: int = NUMBER) -> Outgoing:
    conversation = f"slack:{sender.team}:{ana.dm.id}"
    return Outgoing(number, conversation, reply("The whole answer."), preview=number, is_again=is_again)


async def preview_of(sender: SlackSender, ana: Person, *, number: int = NUMBER) -> Preview:
    made = await sender.preview(f"slack:{sender.team}:{ana.dm.id}", number, {})
    assert made is not None
    return made


async def previewed(slack: Slack, sender: SlackSender, ana: Person) -> Preview:
    """A reply whose beginning stands there."""
    preview = await preview_of(sender, ana)
    preview.show(reply("The beginning"))
    await slack.until(lambda: told(ana.dm) == ["The beginning"])
    return preview


def is_preview(arguments: Json) -> bool:
    return "helpdesk_preview" in json.dumps(arguments.get("metadata", ""))


async def is_told_alone(slack: Slack, sender: SlackSender, ana: Person) -> None:
    """Send the reply as delivery does: again, where it was not to be known whether it arrived."""
    started = time.monotonic()
    is_again = is_done = False
    while not is_done:
        sending = outgoing(sender, ana, is_again=is_again)
        try:
            if not is_again or not await sender.was_sent(sending):
                await sender.send(sending)
            is_done = True
        except Exception:  # noqa: BLE001  (as delivery does)
            is_again = True
            await asyncio.sleep(0.2)
    assert time.monotonic() - started < 4
    assert told(ana.dm) == ["The whole answer."]


FAULTS = [
    RateLimited(20),
    Failing("edit_window_closed"),
    Failing("internal_error"),
    ResetBefore(),
    ResetAfter(),
    HalfBody(),
    Broken(),
]


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
async def test_an_edit_of_the_preview_that_fails(fault: Fault, slack: Slack, sender: SlackSender) -> None:
    ana = slack.person("Ana")
    preview = await previewed(slack, sender, ana)
    slack.faults.next("chat.update", fault)
    preview.show(reply("The beginning and more"))
    await slack.until(lambda: bool(slack.faults.struck))
    assert await preview.close()
    await is_told_alone(slack, sender, ana)


async def test_an_edit_that_takes_effect_late(
    slack: Slack, sender: SlackSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.previews.CALL_S", 0.2)
    ana = slack.person("Ana")
    preview = await previewed(slack, sender, ana)
    slack.faults.next("chat.update", Slow(1.0))
    preview.show(reply("The beginning and more"))
    await slack.until(lambda: bool(slack.faults.struck))
    await preview.close()
    await is_told_alone(slack, sender, ana)
    await asyncio.sleep(1.2)
    assert told(ana.dm) == ["The whole answer."], "the edit comes after the answer, and finds no preview"


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
@pytest.mark.parametrize("times", [1, 5])
async def test_a_preview_that_the_reply_can_not_take_over(
    times: int, fault: Fault, slack: Slack, sender: SlackSender
) -> None:
    ana = slack.person("Ana")
    preview = await previewed(slack, sender, ana)
    await preview.close()
    slack.faults.next("chat.update", fault, times=times)
    if times == 5 and fault not in (RateLimited(20), Failing("edit_window_closed")):
        with pytest.raises(Exception):  # noqa: B017  (nobody knows, and delivery tries again)
            await sender.send(outgoing(sender, ana))
        slack.faults.clear()
        assert len(told(ana.dm)) == 1
    await is_told_alone(slack, sender, ana)


@pytest.mark.parametrize("fault", [RateLimited(1), Failing("restricted_action"), *FAULTS[2:]], ids=repr)
async def test_a_preview_that_is_not_posted_or_nobody_knows(
    fault: Fault, slack: Slack, sender: SlackSender
) -> None:
    ana = slack.person("Ana")
    slack.faults.next("chat.postMessage", fault, where=is_preview)
    preview = await preview_of(sender, ana)
    preview.show(reply("The beginning"))
    await slack.until(lambda: bool(slack.faults.struck))
    await preview.close()
    await is_told_alone(slack, sender, ana)


async def test_a_preview_of_a_process_that_died(slack: Slack, sender: SlackSender) -> None:
    ana = slack.person("Ana")
    await (await previewed(slack, sender, ana)).close()
    await is_told_alone(slack, a_sender_of_another_process(sender), ana)
    assert slack.calls_of("chat.delete") == []


async def test_a_reply_whose_process_died_before_it_could_take_the_preview_away(
    slack: Slack, sender: SlackSender
) -> None:
    ana = slack.person("Ana")
    await (await previewed(slack, sender, ana)).close()
    slack.faults.next("chat.update", Failing("edit_window_closed"))
    slack.faults.next("chat.delete", ResetBefore())
    with pytest.raises(Exception):  # noqa: B017
        await sender.send(outgoing(sender, ana))
    assert len(told(ana.dm)) == 2
    assert await a_sender_of_another_process(sender).was_sent(outgoing(sender, ana, is_again=True))
    assert told(ana.dm) == ["The whole answer."]


async def test_a_pause_that_slack_wants_of_deletions_is_kept(slack: Slack, sender: SlackSender) -> None:
    ana = slack.person("Ana")
    await (await previewed(slack, sender, ana)).close()
    slack.faults.next("chat.update", Failing("edit_window_closed"))
    slack.faults.next("chat.delete", RateLimited(1))
    with pytest.raises(HalfSent):
        await sender.send(outgoing(sender, ana))
    assert len(told(ana.dm)) == 2
    with pytest.raises(Exception, match="1 s"):
        await sender.was_sent(outgoing(sender, ana, is_again=True))
    await asyncio.sleep(1.1)
    assert await sender.was_sent(outgoing(sender, ana, is_again=True))
    assert told(ana.dm) == ["The whole answer."]


async def test_what_is_discarded_is_a_preview_and_never_a_reply(slack: Slack, sender: SlackSender) -> None:
    ana = slack.person("Ana")
    preview = await previewed(slack, sender, ana)
    await preview.close()
    await a_sender_of_another_process(sender).send(outgoing(sender, ana))
    assert told(ana.dm) == ["The whole answer."]
    await preview.discard()
    assert told(ana.dm) == ["The whole answer."]


async def test_a_preview_is_discarded(slack: Slack, sender: SlackSender) -> None:
    ana = slack.person("Ana")
    preview = await previewed(slack, sender, ana)
    await preview.close()
    slack.faults.next("chat.delete", ResetBefore())
    await preview.discard()
    assert told(ana.dm) == []
    await preview.discard()


async def test_edits_come_now_and_then_and_the_latest_comes(slack: Slack, sender: SlackSender) -> None:
    ana = slack.person("Ana")
    preview = await previewed(slack, sender, ana)
    for number in range(15):
        preview.show(reply(f"Sentence {number}"))
        await asyncio.sleep(0.1)
    await slack.until(lambda: told(ana.dm) == ["Sentence 14"])
    await preview.close()
    preview.show(reply("Too late"))
    await asyncio.sleep(EVERY_S)
    assert len(slack.calls_of("chat.update")) <= 3
    assert told(ana.dm) == ["Sentence 14"]


async def test_many_replies_in_the_making_leave_room_for_cards_and_replies(
    slack: Slack, sender: SlackSender
) -> None:
    people = [slack.person(f"P{number}") for number in range(30)]
    previews = [await preview_of(sender, person, number=number) for number, person in enumerate(people)]
    for preview in previews:
        preview.show(reply("The beginning"))
    await asyncio.sleep(1.5)
    await asyncio.gather(*(preview.close() for preview in previews))
    begun = [person for person in people if told(person.dm)]
    assert 3 <= len(begun) <= 8, "the others see their reply once it is whole"
    sent = [outgoing(sender, person, number=people.index(person)) for person in begun]
    await asyncio.gather(*(sender.send(each) for each in sent))
    assert all(told(person.dm) == ["The whole answer."] for person in begun)
    assert slack.calls_of("chat.delete") == []
