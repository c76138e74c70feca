"""In groups and topics: what is for the bot, who may say yes, and groups that move."""

import asyncio
from dataclasses import replace

import pytest

from bot.messages.sending import Unreachable
from bot.settings import Settings
from tests.adapters.telegram.seeing import ASKED, accepted, outgoing, told
from tests.adapters.telegram.serving import Served, quick, served
from tests.fakes.telegram import Failing, Telegram


async def test_in_a_group_only_what_is_for_the_bot_is_heard(settings: Settings) -> None:
    async with Telegram(privacy=False) as telegram, served(settings, telegram, pace=quick()) as helpdesk:
        telegram.limits.enforced = False
        ana, ben, robot = telegram.person("Ana"), telegram.person("Ben"), telegram.other_bot("Robot")
        group = telegram.supergroup("Region", ana, ben, robot)
        for words in (
            ASKED,
            "/ask@other_bot who?",
            "/unknown",
            "@other_bot hello",
            "mail@helpdesk_bot.example",
        ):
            await ana.says(words, in_=group)
        await robot.says(f"@helpdesk_bot {ASKED}", in_=group)
        await telegram.polled()
        await asyncio.sleep(0.2)
        assert await accepted(helpdesk) == 0
        for count, words in enumerate(
            (f"@helpdesk_bot {ASKED}", f"/ask {ASKED}", f"/ask@Helpdesk_Bot {ASKED}"), 1
        ):
            await ana.says(words, in_=group)
            await telegram.until(lambda count=count: len(told(helpdesk, group)) == count)  # type: ignore[misc]
        reply = telegram.said(group)[-1]
        await ben.says("What does a peer review cost?", reply_to=reply)
        await telegram.until(lambda: len(told(helpdesk, group)) == 4)
        assert "cost" in told(helpdesk, group)[-1]


async def test_in_a_topic_the_answer_stands_in_the_topic(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    forum = helpdesk.telegram.supergroup("Forum", ana, forum=True)
    topic = await ana.opens_topic(forum, "Peer reviews")
    asked = await ana.says(f"/ask {ASKED}", in_=forum, topic=topic)
    await ana.waits_to_see("two days", in_=forum, topic=topic)
    [reply] = helpdesk.telegram.said(forum)
    assert reply.reply_to is asked


async def test_nobody_says_yes_for_another(helpdesk: Served) -> None:
    ana, ben = helpdesk.telegram.person("Ana"), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ana, ben)
    await ana.says("/ask How should our county design a grant scheme for repair shops?", in_=group)
    await ana.waits_to_see("Shall I ask an expert", in_=group)
    press = await ben.presses("Ask an expert", in_=group, waits=True)
    assert "whoever asked" in press.text
    await ben.says("/ask yes", in_=group)
    await ben.waits_to_see("Helpdesk", in_=group)
    await asyncio.sleep(0.3)
    assert (await helpdesk.app.desk.list_live()) == []
    await ana.presses("Ask an expert", in_=group, waits=True)
    await ana.waits_to_see("as number 1", in_=group)


async def test_who_lets_the_bot_in_is_told_what_it_sees(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    group = helpdesk.telegram.supergroup("Region", ana, bot="left")
    await ana.adds_the_bot(group)
    seen = await ana.waits_to_see("only messages that are meant for me", in_=group)
    assert seen.count("only messages") == 1
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.2)
    assert len(told(helpdesk, group)) == 1


async def test_a_group_that_becomes_a_supergroup_keeps_everything(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    group = helpdesk.telegram.group("Region", ana)
    await ana.says("/ask What is a peer review?", in_=group)
    await ana.waits_to_see("[1]", in_=group)
    moved = helpdesk.telegram.migrate(group)
    await helpdesk.telegram.polled()
    await ana.says("/ask and how long does it take?", in_=moved)
    await ana.waits_to_see("two days", in_=moved)


async def test_a_reply_to_a_group_that_moved_unheard_follows_it_under_no_message_of_another_number(
    settings: Settings, telegram: Telegram
) -> None:
    ana = telegram.person("Ana")
    group = telegram.group("Region", ana)
    async with served(settings, telegram) as helpdesk:
        moved = telegram.migrate(group)
        other = await ana.says("something else, with a number of an old message", in_=moved)
        reply = outgoing(f"telegram:{group.id}:0:{ana.id}", "It went on.")
        asked = {"chat": group.id, "message": other.id}
        await helpdesk.connection.sender.send(replace(reply, origin=asked))
        [message] = telegram.said(moved)
        assert (message.text, message.reply_to) == ("It went on.", None)


@pytest.mark.parametrize("how", ["closed", "deleted"])
async def test_a_reply_to_a_topic_that_was_closed_stands_in_the_group(helpdesk: Served, how: str) -> None:
    ana = helpdesk.telegram.person("Ana")
    forum = helpdesk.telegram.supergroup("Forum", ana, forum=True)
    topic = await ana.opens_topic(forum, "Peer reviews")
    asked = await ana.says("some talk", in_=forum, topic=topic)
    setattr(topic, how, True)
    reply = outgoing(f"telegram:{forum.id}:{topic.id}:{ana.id}", "In spite of that.")
    await helpdesk.connection.sender.send(replace(reply, origin={"chat": forum.id, "message": asked.id}))
    [message] = helpdesk.telegram.said(forum)
    assert (message.text, message.in_topic) == ("In spite of that.", False)


async def test_a_reply_that_no_topic_takes_is_not_tried_for_ever(helpdesk: Served) -> None:
    helpdesk.telegram.faults.next("sendMessage", Failing(400, "Bad Request: TOPIC_CLOSED"))
    with pytest.raises(Unreachable):
        await helpdesk.connection.sender.send(outgoing("telegram:-5100000001:0:7", "Too late."))


async def test_who_goes_on_in_the_name_of_a_group_is_not_told_for_ever(helpdesk: Served) -> None:
    helpdesk.telegram.limits.enforced = False
    helpdesk.connection.sender.calls.pace = quick()
    ana = helpdesk.telegram.person("Ana")
    group = helpdesk.telegram.supergroup("Region", ana)
    await ana.hides_in(group)
    for _ in range(12):
        await ana.says("/help", in_=group)
    await helpdesk.telegram.polled()
    await helpdesk.telegram.until(lambda: len(told(helpdesk, group)) == 5)
    await asyncio.sleep(0.3)
    assert len(told(helpdesk, group)) == 5


async def test_who_writes_in_the_name_of_a_group_is_told_to_write_under_their_own(settings: Settings) -> None:
    async with Telegram(privacy=False) as telegram, served(settings, telegram, pace=quick()) as helpdesk:
        telegram.limits.enforced = False
        ana, ben = telegram.person("Ana"), telegram.person("Ben")
        group = telegram.supergroup("Region", ana, ben)
        await ana.hides_in(group)
        await ana.says(ASKED, in_=group)  # to nobody
        for count, words in enumerate((f"/ask {ASKED}", "/help", f"@helpdesk_bot {ASKED}"), 1):
            await ana.says(words, in_=group)
            await telegram.until(lambda count=count: len(told(helpdesk, group)) == count)  # type: ignore[misc]
        await ana.says(ASKED, reply_to=telegram.said(group)[-1])
        await telegram.until(lambda: len(told(helpdesk, group)) == 4)
        await telegram.polled()
        assert all("under your own name" in words for words in told(helpdesk, group))
        await ben.says(f"/ask {ASKED}", in_=group)
        await ben.waits_to_see("two days", in_=group)


async def test_what_a_channel_brings_into_its_group_is_for_nobody_here(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    group = helpdesk.telegram.supergroup("Region", ana)
    body = {
        "message_id": group.next_id(),
        "date": 1,
        "chat": {"id": group.id, "type": "supergroup", "title": "Region"},
        "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
        "sender_chat": {"id": -1001, "type": "channel", "title": "News"},
        "is_automatic_forward": True,
        "text": f"/ask {ASKED}",
    }
    helpdesk.telegram.updates.add("message", body, queue="x")
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.2)
    assert await accepted(helpdesk) == 0


async def test_whoever_has_deleted_their_question_is_not_told_that_it_was_anothers(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    group = helpdesk.telegram.supergroup("Region", ana)
    said = await ana.says("/ask How should our county design a grant scheme for repair shops?", in_=group)
    await ana.waits_to_see("Shall I ask an expert", in_=group)
    await ana.deletes(said)
    press = await ana.presses("Ask an expert", in_=group, waits=True)
    assert "can't tell any more whose question" in press.text
