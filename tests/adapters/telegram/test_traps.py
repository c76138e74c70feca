"""What goes wrong between Telegram and us, and what a person sees of it: nothing."""

import asyncio
import time
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import func, select

from adapters.telegram.webhook import HEADER
from bot.conversation.conversation import Conversation
from bot.messages import Action, Button, Outgoing, Reply, Said
from bot.settings import Settings
from bot.storage.work_tables import InboxRow
from tests.adapters.telegram.serving import SECRET, Served, quick, served
from tests.deployment import Deploy
from tests.fakes.telegram import (
    Broken,
    Chat,
    Failing,
    HalfBody,
    RateLimited,
    ResetAfter,
    ResetBefore,
    Telegram,
)

ASKED = "How long does a peer review take?"


def told(helpdesk: Served, chat: Chat) -> list[str]:
    """What the bot has said in a chat."""
    return [message.text for message in helpdesk.telegram.said(chat)]


async def accepted(helpdesk: Served) -> int:
    async with helpdesk.app.database.reading() as connection:
        query = select(func.count()).select_from(InboxRow)
        return int((await connection.execute(query)).scalar_one())


# Hearing


async def test_a_thousand_updates_repeated_and_shuffled_get_one_reply_each(
    settings: Settings, telegram: Telegram
) -> None:
    telegram.limits.enforced = False
    async with served(settings, telegram, pace=quick()) as helpdesk:
        people = [telegram.person(f"P{number}") for number in range(40)]
        async with telegram.shuffled():
            for person in people:
                await person.says("hello")
        for _ in range(24):
            telegram.updates_again(*telegram.updates.history[:40])
        for person in people:
            await person.waits_to_see("What would you like to know?", within_s=40)
        await telegram.polled(within_s=40)
        await asyncio.sleep(0.5)
        assert await accepted(helpdesk) == 40
        for person in people:
            assert len(told(helpdesk, person.chat)) == 2  # the greeting, and the reply


async def test_what_can_not_be_kept_is_not_confirmed_and_comes_again(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = helpdesk.telegram.person("Ana")
    accept, failures = helpdesk.work.turns.accept, [OSError(), OSError()]

    async def failing(inbound: object) -> int:
        if failures:
            raise failures.pop()
        return await accept(inbound)  # type: ignore[arg-type]

    monkeypatch.setattr(helpdesk.work.turns, "accept", failing)
    await ana.says(ASKED)
    await ana.waits_to_see("two days", within_s=15)
    assert failures == []
    assert len(told(helpdesk, ana.chat)) == 2


async def test_an_update_that_can_never_be_kept_does_not_stand_in_the_way(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = helpdesk.telegram.person("Ana"), helpdesk.telegram.person("Ben")
    accept = helpdesk.work.turns.accept

    async def failing(inbound: object) -> int:
        if "poison" in str(inbound):
            raise ValueError
        return await accept(inbound)  # type: ignore[arg-type]

    monkeypatch.setattr(helpdesk.work.turns, "accept", failing)
    monkeypatch.setattr("adapters.telegram.polling.BACK_OFF_S", (0.02,))
    await ana.says("poison")
    await ben.says(ASKED)
    await ben.waits_to_see("two days", within_s=15)
    await helpdesk.telegram.polled()


async def test_of_two_processes_one_polls_and_the_other_takes_over(
    settings: Settings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.telegram.polling.LEADS_AGAIN_S", 0.1)
    ana = telegram.person("Ana")
    async with served(settings, telegram):
        async with served(settings, telegram):
            await ana.says(ASKED)
            await ana.waits_to_see("two days")
    async with served(settings, telegram):
        await ana.says("What does a peer review cost?")
        await ana.waits_to_see("cost", within_s=15)
    conflicts = [call for call in telegram.calls_of("getUpdates") if call.status == 409]
    assert conflicts == []


async def test_by_webhook_only_who_knows_the_secret_is_heard(settings: Settings, telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with served(settings, telegram, by_posts=True) as helpdesk:
        await ana.says(ASKED)
        await ana.waits_to_see("two days")
        assert await accepted(helpdesk) == 1
        [sent] = telegram.webhook.sent[:1]
        async with aiohttp.ClientSession() as session:
            for secret, body, status in (
                (None, sent.body, 403),
                ("wrong", sent.body, 403),
                (SECRET, b"", 400),
                (SECRET, b"[]", 400),
                (SECRET, b"{", 400),
                (SECRET, b'{"message": 7}', 400),
                (SECRET, b"\xff" * 100, 400),
                (SECRET, b"[" * 50_000, 400),
                (SECRET, b"x" * 2_000_000, 413),
                (SECRET, sent.body, 200),
            ):
                headers = {HEADER: secret} if secret is not None else {}
                async with session.post(sent.url, data=BytesIO(body), headers=headers) as answer:
                    assert answer.status == status, body[:20]
        await asyncio.sleep(0.3)
        assert len(told(helpdesk, ana.chat)) == 2
    assert telegram.updates.allowed is not None
    assert telegram.updates.allowed >= {"message", "edited_message", "callback_query", "my_chat_member"}


async def test_two_quick_messages_are_answered_in_their_order_and_three_pieces_once(
    settings: Settings, telegram: Telegram
) -> None:
    async with served(settings, telegram, burst_s=0.5) as helpdesk:
        ana = telegram.person("Ana")
        for piece in ("How long", "does a peer review", "take?"):
            await ana.says(piece)
        await ana.waits_to_see("two days")
        await telegram.polled()
        assert len(told(helpdesk, ana.chat)) == 2


async def test_a_message_changed_in_time_is_answered_as_it_stands(
    settings: Settings, telegram: Telegram
) -> None:
    async with served(settings, telegram, burst_s=1.0) as helpdesk:
        ana = telegram.person("Ana")
        said = await ana.says("How do I bake bread?")
        await ana.edits(said, ASKED)
        await ana.waits_to_see("two days")
        assert len(told(helpdesk, ana.chat)) == 2


async def test_a_message_changed_too_late_gets_a_reply_of_its_own_once(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    said = await ana.says("What does a peer review cost?")
    await ana.waits_to_see("[1]")
    await ana.edits(said, ASKED)
    await ana.waits_to_see("two days")
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.3)
    assert len(told(helpdesk, ana.chat)) == 3


@pytest.mark.parametrize(
    ("kind", "words"),
    [("photo", "pictures"), ("voice", "recordings"), ("sticker", "pictures"), ("contact", "need a contact")],
)
async def test_what_is_no_text_gets_a_kind_word_on_what_to_do(
    helpdesk: Served, kind: str, words: str
) -> None:
    ana = helpdesk.telegram.person("Ana")
    await getattr(ana, f"sends_{kind}")()
    await ana.waits_to_see(words)
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    assert len(told(helpdesk, ana.chat)) == 2


async def test_files_and_places_get_a_kind_word_and_a_caption_is_a_question(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.sends_document("plan.pdf", b"%PDF")
    await ana.waits_to_see("open files")
    await ana.sends_location()
    await ana.waits_to_see("where you are")
    await ana.sends_photo(caption=ASKED)
    await ana.waits_to_see("two days")


async def test_pictures_reach_no_expert_but_that_they_came_does(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    ticket = await ticket_of(helpdesk, f"telegram:{ana.id}")
    await ana.sends_photo()
    await helpdesk.telegram.polled()
    found = await helpdesk.app.desk.ticket(ticket)
    for _ in range(100):
        if found.messages:  # type: ignore[union-attr]
            break
        await asyncio.sleep(0.05)
        found = await helpdesk.app.desk.ticket(ticket)
    assert "picture" in found.messages[-1].text  # type: ignore[union-attr]


async def ticket_of(helpdesk: Served, conversation: str):  # type: ignore[no-untyped-def]
    """A ticket that an expert has taken, in this conversation."""
    from escalation.experts import Expert, ExpertId
    from escalation.tickets import Opening

    anna = Expert(ExpertId("anna"), "Anna")
    await helpdesk.app.desk.enrol(anna)
    opened = await helpdesk.app.desk.open_ticket(
        Opening(
            conversation=conversation, question=ASKED, opened_at=helpdesk.clock.now(), member=conversation
        )
    )
    await helpdesk.app.desk.claim(opened.ticket.id, by=anna)
    return opened.ticket.id


# Groups


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


async def test_a_reply_to_a_group_that_moved_unheard_follows_it(
    settings: Settings, telegram: Telegram
) -> None:
    ana = telegram.person("Ana")
    group = telegram.group("Region", ana)
    async with served(settings, telegram) as helpdesk:
        moved = telegram.migrate(group)
        conversation = f"telegram:{group.id}:0:{ana.id}"
        await helpdesk.connection.sender.send(outgoing(conversation, "It went on."))
        assert "It went on." in ana.sees(moved)


# Pressing


async def test_a_double_tap_is_one_press_and_every_tap_is_answered(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see("[Why this answer?]")
    for _ in range(3):
        await ana.presses("Why this answer?")
    await helpdesk.telegram.until(lambda: not helpdesk.telegram.unanswered())
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.3)
    assert len(told(helpdesk, ana.chat)) == 3


async def test_a_button_with_long_words_is_found_again_after_a_restart(
    settings: Settings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "What does a peer review cost? " + "ä" * 60

    class Offers(Conversation):
        async def reply(self, said: Said) -> Reply:
            reply = await super().reply(said)
            return Reply(reply.action, reply.text, buttons=(Button("Costs", words),))

    ana = telegram.person("Ana")
    with monkeypatch.context() as patched:
        patched.setattr("bot.app.Conversation", Offers)
        async with served(settings, telegram):
            await ana.says(ASKED)
            await ana.waits_to_see("[Costs]")
    async with served(settings, telegram) as helpdesk:
        await ana.presses("Costs", waits=True)
        await telegram.until(lambda: len(told(helpdesk, ana.chat)) == 3)
        async with helpdesk.app.database.reading() as connection:
            texts = list((await connection.execute(select(InboxRow.text))).scalars())
        assert words in texts


@pytest.mark.parametrize("data", ["s:\x00", "b:1:0", "b:999999:0", "b:1:\u0663", "x", "d:close 1", "-"])
async def test_a_press_that_nobody_was_offered_is_answered_and_does_nothing(
    helpdesk: Served, data: str
) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.says("hello")
    await ana.waits_to_see("What would you like to know?")
    message = helpdesk.telegram.said(ana.chat)[-1]
    message.markup = {"inline_keyboard": [[{"text": "Forged", "callback_data": data}]]}
    await ana.presses("Forged", on=message, waits=True)
    await helpdesk.telegram.polled()
    assert await accepted(helpdesk) == 1


async def test_polling_goes_on_after_an_answer_that_nobody_understands(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = helpdesk.telegram.person("Ana")
    asked, failures = helpdesk.connection.bot.get_updates, [KeyError("x"), ValueError("y")]

    async def failing(**arguments: object) -> object:
        if failures:
            raise failures.pop()
        return await asked(**arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(type(helpdesk.connection.bot), "get_updates", lambda _self, **a: failing(**a))
    await ana.says(ASKED)
    await ana.waits_to_see("two days", within_s=20)


# Telling


def outgoing(conversation: str, text: str, id_: int = 1, **more: object) -> Outgoing:
    return Outgoing(id_, conversation, Reply(Action.ANSWER, text, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("fault", [ResetBefore(), Failing(502, "Bad Gateway"), Failing()], ids=repr)
async def test_what_did_not_arrive_comes_soon(helpdesk: Served, fault: object) -> None:
    helpdesk.telegram.faults.next("sendMessage", fault, times=2, skip=1)  # type: ignore[arg-type]
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see("two days", within_s=20)
    await asyncio.sleep(0.3)
    assert len(told(helpdesk, ana.chat)) == 2


@pytest.mark.parametrize("fault", [ResetAfter(), HalfBody(), Broken()], ids=repr)
async def test_what_may_have_arrived_comes_again_marked(helpdesk: Served, fault: object) -> None:
    helpdesk.telegram.faults.next("sendMessage", fault, skip=1)  # type: ignore[arg-type]
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see("Shown again, in case you have not seen it", within_s=20)
    await asyncio.sleep(0.3)
    assert ana.sees().count("Shown again") == 1
    assert (await helpdesk.app.deliveries.counts())[1] == 1


async def test_too_many_messages_hold_one_chat_and_no_other(helpdesk: Served) -> None:
    ana, ben = helpdesk.telegram.person("Ana"), helpdesk.telegram.person("Ben")
    helpdesk.telegram.faults.next(
        "sendMessage", RateLimited(2), where=lambda call: str(call.get("chat_id")) == str(ana.id)
    )
    started = time.monotonic()
    await ana.says(ASKED)
    await ben.says(ASKED)
    await ben.waits_to_see("two days")
    assert time.monotonic() - started < 2
    await ana.waits_to_see("two days", within_s=10)
    assert time.monotonic() - started > 2
    assert len(told(helpdesk, ana.chat)) == 2


async def test_many_messages_to_a_chat_keep_its_rate_and_their_order(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    for number in range(7):
        await helpdesk.connection.sender.send(outgoing(f"telegram:{ana.id}", f"Number {number}.", number))
    assert told(helpdesk, ana.chat) == [f"Number {number}." for number in range(7)]


async def test_markup_that_telegram_refuses_goes_out_as_plain_text(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    helpdesk.telegram.faults.next(
        "sendMessage", Failing(400, "Bad Request: can't parse entities: wrong offset"), skip=1
    )
    await ana.says(ASKED)
    seen = await ana.waits_to_see("two days")
    assert "(https://" not in seen


async def test_who_has_blocked_the_bot_is_marked_until_they_are_back(
    deploy: Deploy, tmp_path: Path, telegram: Telegram
) -> None:
    async with served(deploy(tmp_path / "talk"), telegram) as helpdesk:
        ana = telegram.person("Ana")
        conversation = f"telegram:{ana.id}"
        ticket = await ticket_of(helpdesk, conversation)
        await ana.blocks()
        await telegram.polled()
        found = await helpdesk.app.desk.ticket(ticket)
        assert "can't be reached" in helpdesk.app.desk_view.head(found)  # type: ignore[arg-type]
        await ana.unblocks()
        await telegram.polled()
        found = await helpdesk.app.desk.ticket(ticket)
        assert "can't be reached" not in helpdesk.app.desk_view.head(found)  # type: ignore[arg-type]


async def test_who_is_gone_is_not_tried_for_ever_and_the_expert_sees_it(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see("two days")
    ticket = await ticket_of(helpdesk, f"telegram:{ana.id}")
    await ana.waits_to_see("Anna")
    await ana.deletes_account()
    from escalation.experts import Expert, ExpertId

    await helpdesk.app.desk.answer(ticket, by=Expert(ExpertId("anna"), "Anna"), text="Two days.")
    found = await helpdesk.app.desk.ticket(ticket)
    for _ in range(100):
        if found.lost_since is not None:  # type: ignore[union-attr]
            break
        await asyncio.sleep(0.05)
        found = await helpdesk.app.desk.ticket(ticket)
    assert found.lost_since is not None  # type: ignore[union-attr]
    calls = len(helpdesk.telegram.calls_of("sendMessage"))
    await asyncio.sleep(1.0)
    assert len(helpdesk.telegram.calls_of("sendMessage")) == calls


async def test_the_menus_fit_the_place(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    group = helpdesk.telegram.supergroup("Region", ana)
    assert any("/expert" in each for each in ana.menu())
    assert any("/ask" in each for each in ana.menu(group))
    assert not any("/expert" in each for each in ana.menu(group))


async def test_somebody_who_waits_sees_that_the_bot_is_typing(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see("two days")
    assert helpdesk.telegram.calls_of("sendChatAction")
