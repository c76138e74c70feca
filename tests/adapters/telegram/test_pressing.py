"""Buttons: each press is answered once, and does what was offered, once."""

import asyncio

import pytest
from sqlalchemy import select

from bot.conversation.conversation import Conversation
from bot.messages import Button, Reply, Said
from bot.settings import Settings
from bot.storage.work_tables import InboxRow
from tests.adapters.telegram.seeing import ASKED, accepted, told
from tests.adapters.telegram.serving import Served, served
from tests.fakes.telegram import (
    Telegram,
)


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


async def test_a_button_that_stays_may_be_pressed_again_later(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.telegram.pressing.DOUBLE_TAP_S", 0.0)
    ana = helpdesk.telegram.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see("[Why this answer?]")
    for number in (3, 4):
        await ana.presses("Why this answer?", waits=True)
        await helpdesk.telegram.until(lambda wanted=number: len(told(helpdesk, ana.chat)) == wanted)  # type: ignore[misc]
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.3)
    assert len(told(helpdesk, ana.chat)) == 4


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


FORGED = [
    "s:\x00",
    "b:1:0",
    "b:999999:0",
    "b:1:\u0663",
    "x",
    "d:close 1",
    "-",
    f"b:{'9' * 40}:0",
    f"b:1:{'9' * 40}",
    f"b:{'9' * 15}:0",
]


@pytest.mark.parametrize("data", FORGED)
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
    asked, failures = helpdesk.connection.bot.raw_updates, [KeyError("x"), ValueError("y")]

    async def failing(**arguments: object) -> object:
        if failures:
            raise failures.pop()
        return await asked(**arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(type(helpdesk.connection.bot), "raw_updates", lambda _self, **a: failing(**a))
    await ana.says(ASKED)
    await ana.waits_to_see("two days", within_s=20)
