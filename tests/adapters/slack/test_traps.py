"""What goes wrong between Slack and us, and what a person sees of it: nothing."""

import asyncio
import os
import time

import pytest
from sqlalchemy import func, select

from adapters.slack.sender import HalfSent
from bot.conversation.conversation import Conversation
from bot.messages import Action, File, Reply, Said
from bot.messages.sending import NobodyKnows, Outgoing
from bot.settings import Settings
from bot.storage.work_tables import InboxRow
from tests.adapters.slack.serving import Served, quick, served
from tests.fakes.slack import (
    Broken,
    Channel,
    Failing,
    HalfBody,
    Person,
    RateLimited,
    ResetAfter,
    ResetBefore,
    Slack,
)

ASKED = "How long does a peer review take?"
EVENTS = int(os.environ.get("REDELIVERED_EVENTS", "40"))
TIMES = max(3, 1000 // EVENTS)  # Slack itself tries three times more


def batched(people: list[Person]) -> list[list[Person]]:
    """Forty at a time."""
    return [people[number : number + 40] for number in range(0, len(people), 40)]


def told(channel: Channel) -> list[str]:
    """What the app has said in a channel."""
    return [message.text for message in channel.messages.values() if message.bot_id]


async def accepted(helpdesk: Served) -> int:
    async with helpdesk.app.database.reading() as connection:
        query = select(func.count()).select_from(InboxRow)
        return int((await connection.execute(query)).scalar_one())


# Hearing


async def test_slack_is_told_yes_at_once_however_long_the_reply_takes(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(Conversation):
        async def reply(self, said: Said) -> Reply:
            await asyncio.sleep(1.5)
            return await super().reply(said)

    monkeypatch.setattr("bot.app.Conversation", Slow)
    ana = helpdesk.slack.person("Ana")
    await ana.says(ASKED)
    await helpdesk.slack.settled()
    [delivery] = helpdesk.slack.deliveries("message")[:1]
    assert delivery.attempts[0].acknowledged
    assert delivery.attempts[0].took_s < 1
    await ana.waits_to_see("two days")


async def test_what_can_not_be_kept_is_not_acknowledged_and_comes_again(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = helpdesk.slack.person("Ana")
    accept, failures = helpdesk.work.turns.accept, [OSError(), OSError()]

    async def failing(inbound: object) -> int:
        if failures:
            raise failures.pop()
        return await accept(inbound)  # type: ignore[arg-type]

    monkeypatch.setattr(helpdesk.work.turns, "accept", failing)
    await ana.says(ASKED)
    await helpdesk.slack.until(lambda: len(failures) == 1)
    monkeypatch.setattr(helpdesk.work.turns, "accept", accept)
    [delivery] = helpdesk.slack.deliveries("message")
    assert not delivery.acknowledged
    [attempt] = await helpdesk.slack.courier.redeliver(delivery)
    assert attempt.acknowledged
    await ana.waits_to_see("two days")


@pytest.mark.timeout(EVENTS + 120)
async def test_a_thousand_events_that_come_again_at_once_get_one_reply_each(
    settings: Settings, slack: Slack
) -> None:
    slack.limits.enforced = False
    async with served(settings, slack, pace=quick()) as helpdesk:
        people = [slack.person(f"P{number}") for number in range(EVENTS)]
        for several in batched(people):
            told_before = len(slack.deliveries("message"))
            for person in several:
                await person.says("hello")
            deliveries = slack.deliveries("message")[told_before:][: len(several)]
            await asyncio.gather(
                *(slack.courier.redeliver(each, times=TIMES, at_once=True) for each in deliveries)
            )
            for person in several:
                await person.waits_to_see("What would you like to know?", within_s=30)
        await slack.settled()
        assert await accepted(helpdesk) == EVENTS
        for person in people:
            assert len(told(person.dm)) == 2  # the greeting, and the reply


async def test_one_mention_that_is_told_twice_gets_one_reply(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    channel = helpdesk.slack.channel("region", ana)
    asked = await ana.says(f"@Helpdesk {ASKED}", in_=channel)
    await ana.waits_to_see("two days", thread=asked)
    await helpdesk.slack.settled()
    assert len(helpdesk.slack.deliveries("app_mention")) == 1
    assert await accepted(helpdesk) == 1
    assert len(told(channel)) == 2


async def test_sockets_that_are_refreshed_or_cut_lose_nothing(settings: Settings, slack: Slack) -> None:
    async with served(settings, slack, sockets=2):
        ana = slack.person("Ana")
        await slack.sockets.disconnect()
        await slack.connected(2, within_s=20)
        await ana.says(ASKED)
        await ana.waits_to_see("two days")
        slack.sockets.drop()
        await slack.connected(1, within_s=30)
        await ana.says("What does a peer review cost?")
        await ana.waits_to_see("cost", within_s=20)


async def test_other_bots_and_our_own_words_are_not_answered(helpdesk: Served) -> None:
    robot = helpdesk.slack.other_bot("Robot")
    channel = helpdesk.slack.channel("robots", robot)
    await robot.says(f"@Helpdesk {ASKED}", in_=channel)
    await robot.says(ASKED)
    await helpdesk.slack.settled()
    assert await accepted(helpdesk) == 0


@pytest.mark.parametrize("kind", ["public", "private", "mpim"])
async def test_in_every_kind_of_channel_a_mention_is_answered_in_the_thread(
    helpdesk: Served, kind: str
) -> None:
    ana = helpdesk.slack.person("Ana")
    channel = helpdesk.slack.channel("place", ana, kind=kind)  # type: ignore[arg-type]
    await ana.says(ASKED, in_=channel)
    asked = await ana.says(f"@Helpdesk {ASKED}", in_=channel)
    await ana.waits_to_see("two days", thread=asked)
    assert await accepted(helpdesk) == 1


async def test_who_only_visits_sees_nothing_for_members(helpdesk: Served) -> None:
    slack = helpdesk.slack
    ana, guest = slack.person("Ana"), slack.person("Guest", guest=True)
    other = slack.add_team("Elsewhere")
    stranger = slack.person("Stranger", team=other)
    shared = slack.channel("shared", ana, stranger, shared_with=[other])
    for person in (ana, guest):
        await person.says("Who hosts the next study visit in Porto?")
    await stranger.says("@Helpdesk Who hosts the next study visit in Porto?", in_=shared)
    await ana.waits_to_see("lighthouse")
    await slack.settled()
    await helpdesk.slack.until(lambda: len(told(shared)) == 2 and len(told(guest.dm)) == 2)
    assert "lighthouse" not in guest.sees()
    assert "lighthouse" not in stranger.sees(shared)
    async with helpdesk.app.database.reading() as connection:
        rows = await connection.execute(select(InboxRow.member, InboxRow.is_member))
    assert {str(row[0]): row[1] for row in rows} == {
        f"slack:{slack.team.id}:{ana.id}": True,
        f"slack:{slack.team.id}:{guest.id}": False,
        f"slack:{other.id}:{stranger.id}": False,
    }


async def test_three_quick_messages_are_one_question(settings: Settings, slack: Slack) -> None:
    async with served(settings, slack, burst_s=0.6) as helpdesk:
        ana = slack.person("Ana")
        for piece in ("How long", "does a peer review", "take?"):
            await ana.says(piece)
        await ana.waits_to_see("two days")
        await slack.settled()
        assert len(told(ana.dm)) == 2
        assert await accepted(helpdesk) == 3


async def test_a_message_changed_in_time_is_answered_as_it_stands(settings: Settings, slack: Slack) -> None:
    async with served(settings, slack, burst_s=1.0):
        ana = slack.person("Ana")
        said = await ana.says("How long does a peer revew tak")
        await ana.edits(said, ASKED)
        await ana.waits_to_see("two days")
        await slack.settled()
        assert len(told(ana.dm)) == 2


async def test_a_message_changed_later_gets_another_answer(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    said = await ana.says("What is the weather in Lille?")
    await helpdesk.slack.until(lambda: len(told(ana.dm)) == 2)
    await ana.edits(said, ASKED)
    await ana.waits_to_see("two days")
    await helpdesk.slack.settled()
    assert len(told(ana.dm)) == 3


async def test_a_message_taken_back_in_time_is_not_answered(settings: Settings, slack: Slack) -> None:
    async with served(settings, slack, burst_s=1.0):
        ana = slack.person("Ana")
        said = await ana.says(ASKED)
        await ana.deletes(said)
        await ana.says("hello")
        await ana.waits_to_see("What would you like to know?")
        assert "two days" not in ana.sees()


async def test_a_double_tap_is_one_press(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.says("sign me up for the rural mobility webinar")
    await ana.waits_to_see("[Yes]")
    [offer] = [message for message in ana.dm.messages.values() if "[Yes]" in ana.reads(message)]
    await asyncio.gather(ana.presses("Yes", on=offer), ana.presses("Yes", on=offer))
    await ana.waits_to_see("is confirmed")
    await helpdesk.slack.settled()
    assert await accepted(helpdesk) == 2


async def test_a_press_whose_leave_to_open_a_form_ran_out_leaves_a_button(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(Conversation):
        async def reply(self, said: Said) -> Reply:
            if said.text == "yes":
                await asyncio.sleep(3.2)
            return await super().reply(said)

    ana = helpdesk.slack.person("Ana")
    await ana.says("Please subscribe me to the policy digest")
    await ana.waits_to_see("[Yes]")
    monkeypatch.setattr("bot.app.Conversation", Slow)
    await ana.presses("Yes")
    await ana.waits_to_see("[Open as a form]", within_s=8)
    assert ana.modal is None
    await ana.presses("Open as a form")
    await ana.waits_for_modal()


# Posts


async def test_by_posts_only_what_slack_signed_is_heard(settings: Settings, slack: Slack) -> None:
    async with served(settings, slack, by_posts=True) as helpdesk:
        assert slack.http is not None
        assert await slack.http.verify_url()
        assert await slack.http.ssl_check() == 200
        ana = slack.person("Ana")
        await ana.says(ASKED)
        await ana.waits_to_see("two days")
        original = slack.http.sent[0]
        replayed = await slack.http.post(original)
        assert replayed.status == 200
        await slack.settled()
        assert await accepted(helpdesk) == 1
        bodies = [
            original.body[:at] + letter + original.body[at + 1 :]
            for at in range(0, len(original.body), 3)
            for letter in (b"x", b"\xff")
        ]
        for body in bodies:
            spoilt = type(original)(original.url, original.headers, body)
            assert body == original.body or (await slack.http.post(spoilt)).status == 401
        wrong = slack.http.sign(original.body, secret="another secret")
        old = slack.http.sign(original.body, age_s=360)
        unsigned = type(original)(original.url, {"Content-Type": "application/json"}, original.body)
        timeless = type(original)(
            original.url, {**original.headers, "X-Slack-Request-Timestamp": "soon"}, original.body
        )
        for request in (wrong, old, unsigned, timeless):
            assert (await slack.http.post(request)).status == 401
        assert await accepted(helpdesk) == 1


# Telling


def outgoing(conversation: str, text: str, id_: int = 1, **more: object) -> Outgoing:
    return Outgoing(id_, conversation, Reply(Action.ANSWER, text, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fault", [ResetBefore(), ResetAfter(), HalfBody(), Broken(), Failing("internal_error")], ids=repr
)
async def test_whatever_befalls_a_call_the_reply_stands_there_once(helpdesk: Served, fault: object) -> None:
    helpdesk.slack.faults.next("chat.postMessage", fault, times=2, skip=1)  # type: ignore[arg-type]
    ana = helpdesk.slack.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see("two days", within_s=15)
    await asyncio.sleep(1)
    assert len(told(ana.dm)) == 2


async def test_too_many_calls_hold_one_channel_and_no_other(helpdesk: Served) -> None:
    ana, ben = helpdesk.slack.person("Ana"), helpdesk.slack.person("Ben")
    one, other = helpdesk.slack.channel("one", ana), helpdesk.slack.channel("other", ben)
    helpdesk.slack.faults.next(
        "chat.postMessage", RateLimited(2), where=lambda call: call.get("channel") == one.id
    )
    started = time.monotonic()
    first = await ana.says(f"@Helpdesk {ASKED}", in_=one)
    second = await ben.says(f"@Helpdesk {ASKED}", in_=other)
    await ben.waits_to_see("two days", thread=second)
    assert time.monotonic() - started < 2
    await ana.waits_to_see("two days", thread=first, within_s=10)
    assert time.monotonic() - started > 2
    assert len(told(one)) == 2


async def test_many_messages_to_a_channel_keep_its_rate_and_their_order(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    channel = helpdesk.slack.channel("region", ana)
    conversation = f"slack:{helpdesk.slack.team.id}:{channel.id}"
    for number in range(8):
        await helpdesk.sender.send(outgoing(conversation, f"Number {number}.", number))
    assert told(channel) == [f"Number {number}." for number in range(8)]


async def test_what_stands_there_is_found_again_and_not_sent_twice(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    sender = helpdesk.sender
    root = await ana.says("hello", in_=helpdesk.slack.channel("region", ana))
    places = [
        f"slack:{helpdesk.slack.team.id}:{ana.dm.id}",
        f"slack:{helpdesk.slack.team.id}:{root.channel.id}:{root.ts}",
    ]
    for id_, conversation in enumerate(places):
        huge = outgoing(conversation, "word " * 40_000, id_, files=(File("a.ics", b"BEGIN"),))
        assert not await sender.was_sent(huge)
        await sender.send(huge)
        sender._arrived.clear()
        assert await sender.was_sent(huge)
        assert not await sender.was_sent(outgoing(conversation, "another", id_ + 10))


async def test_of_what_can_not_be_looked_up_nobody_knows(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    helpdesk.slack.faults.next("conversations.history", Failing("missing_scope"))
    with pytest.raises(NobodyKnows):
        await helpdesk.sender.was_sent(
            outgoing(f"slack:{helpdesk.slack.team.id}:{ana.dm.id}", "Here it is.", 7)
        )


async def test_of_a_reply_that_was_cut_off_only_the_rest_is_sent(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    sender = helpdesk.sender
    conversation = f"slack:{helpdesk.slack.team.id}:{ana.dm.id}"
    reply = outgoing(conversation, "Here it is.", 7, files=(File("a.ics", b"BEGIN"),))
    helpdesk.slack.faults.next("upload", Broken())
    with pytest.raises(HalfSent):
        await sender.send(reply)
    sender._arrived.clear()  # as after a restart
    assert not await sender.was_sent(reply)
    await sender.send(reply)
    assert ana.sees().count("Here it is.") == 1
    assert ana.sees().count("(file a.ics)") == 1


async def test_who_is_gone_is_not_tried_for_ever(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    channel = helpdesk.slack.channel("region", ana)
    asked = await ana.says(f"@Helpdesk {ASKED}", in_=channel)
    await ana.waits_to_see("two days", thread=asked)
    channel.archived = True
    await helpdesk.work.say(
        _inbound(f"slack:{helpdesk.slack.team.id}:{channel.id}:{asked.ts}", "hello again")
    )
    assert not helpdesk.slack.faults.struck
    posts = len(helpdesk.slack.calls_of("chat.postMessage"))
    await asyncio.sleep(1.5)
    assert len(helpdesk.slack.calls_of("chat.postMessage")) == posts


def _inbound(conversation: str, text: str):  # type: ignore[no-untyped-def]
    from bot.messages import Inbound

    return Inbound(conversation, text, dedup_key="late", platform="slack")
