"""Replies arrive: marked where they may come twice, in their rate, and not for ever to who is gone."""

import asyncio
import time
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.texts import languages
from tests.adapters.telegram.seeing import ASKED, outgoing, ticket_of, told
from tests.adapters.telegram.serving import Served, served
from tests.deployment import Deploy
from tests.fakes.telegram import (
    Broken,
    Failing,
    HalfBody,
    Person,
    RateLimited,
    ResetAfter,
    ResetBefore,
    Telegram,
)


@pytest.mark.parametrize("fault", [ResetBefore(), Failing(502, "Bad Gateway"), Failing()], ids=repr)
async def test_what_did_not_arrive_comes_soon(helpdesk: Served, fault: object) -> None:
    helpdesk.telegram.faults.next("sendMessage", fault, times=2, skip=1)  # type: ignore[arg-type]
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see("two days", within_s=20)
    await asyncio.sleep(0.3)
    assert len(told(helpdesk, ana.chat)) == 2


@pytest.mark.parametrize("fault", [RateLimited(1), Broken(429)], ids=["429", "429 page"])
async def test_what_surely_did_not_arrive_comes_soon_and_is_not_marked(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch, fault: object
) -> None:
    monkeypatch.setattr("adapters.telegram.transport.PAUSE_S", 1)
    helpdesk.telegram.faults.next("sendMessage", fault, times=2, skip=1)  # type: ignore[arg-type]
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    assert "Shown again" not in await ana.waits_to_see("two days", within_s=20)
    assert (await helpdesk.app.deliveries.counts())[1] == 0


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


async def test_organisers_have_a_menu_of_their_own_once_they_have_begun_a_chat(
    settings: Settings, telegram: Telegram
) -> None:
    telegram.limits.enforced = False
    olga, ben = telegram.person("Olga"), telegram.person("Ben", started=False)
    ana = telegram.person("Ana")
    named = settings.model_copy(update={"telegram_organisers": f"{olga.id}=Olga, {ben.id}=Ben"})

    def sets_of(person: Person) -> int:
        calls = telegram.calls_of("setMyCommands")
        return sum(str(person.id) in str(call.arguments.get("scope")) for call in calls)

    async with served(named, telegram):
        await telegram.until(lambda: len(telegram.calls_of("getMyCommands")) == 2, within_s=20)
        await telegram.until(lambda: sets_of(olga) == 1 + len(languages()), within_s=20)
        assert not sets_of(ben)
        await ben.starts()
        await telegram.until(lambda: sets_of(ben) == 1 + len(languages()), within_s=20)
    async with served(named, telegram):
        await telegram.until(lambda: len(telegram.calls_of("getMyCommands")) == 5, within_s=20)
        await olga.starts()
        await olga.waits_to_see("Hello! I am the Policy Helpdesk")
    assert sets_of(olga) == sets_of(ben) == 1 + len(languages()), "what is set already is not set again"
    for person in (olga, ben):
        assert any("/organise" in each for each in person.menu())
        assert any("/expert" in each for each in person.menu())
    assert not any("/organise" in each for each in ana.menu())
    olga.user.language = "pl"
    assert any("Moje wydarzenia" in each for each in olga.menu())


async def test_a_menu_that_an_organiser_could_not_be_given_comes_once_they_write(
    settings: Settings, telegram: Telegram
) -> None:
    telegram.limits.enforced = False
    olga = telegram.person("Olga")
    telegram.faults.next("getMyCommands", Failing())
    named = settings.model_copy(update={"telegram_organisers": f"{olga.id}=Olga"})
    async with served(named, telegram):
        await telegram.until(lambda: bool(telegram.calls_of("getMyCommands")), within_s=20)
        assert not any("/organise" in each for each in olga.menu())
        for _ in range(3):
            await olga.says("hello")
        await telegram.until(lambda: any("/organise" in each for each in olga.menu()), within_s=20)
        await telegram.polled()
    of_olga = [call for call in telegram.calls_of("setMyCommands") if str(olga.id) in str(call.arguments)]
    assert len(of_olga) == 1 + len(languages())


async def test_somebody_who_waits_sees_that_the_bot_is_typing(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see("two days")
    assert helpdesk.telegram.calls_of("sendChatAction")


async def test_what_waits_for_its_turn_does_not_count_as_sent_when_the_process_dies(
    settings: Settings, telegram: Telegram
) -> None:
    ana = telegram.person("Ana")
    async with served(settings, telegram) as helpdesk:
        await ana.says("hello")
        await ana.waits_to_see("What would you like to know?")
        helpdesk.connection.sender.calls.pace.hold(ana.id, 1000)
        await ana.says(ASKED)
        await telegram.until(lambda: ana.sees().endswith(ASKED))
        async with asyncio.timeout(10):
            while await helpdesk.app.deliveries.counts() != (1, 0):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        [waiting] = await helpdesk.app.deliveries.first_pending()
        assert waiting.sending_since is None
    async with served(settings, telegram):
        assert "Shown again" not in await ana.waits_to_see("two days", within_s=20)
