"""Several choices of one question: ticked on the message, and taken together."""

import pytest

from bot.settings import Settings
from tests.adapters.telegram.seeing import accepted
from tests.adapters.telegram.serving import Served, served
from tests.fakes.telegram import Message, Person, Telegram

WISH = "Please subscribe me to the policy digest"
TAKE = "Take what is ticked"


async def asked_for_topics(telegram: Telegram, ana: Person) -> Message:
    await ana.says(WISH)
    await ana.waits_to_see("[Yes]")
    await ana.presses("Yes", waits=True)
    await ana.waits_to_see(f"[{TAKE}]")
    return telegram.said(ana.chat)[-1]


async def ticks(telegram: Telegram, ana: Person, label: str) -> None:
    await ana.presses(label, waits=True)
    await telegram.until(lambda: f"[✓ {label}]" in ana.sees())


async def test_what_is_ticked_is_taken_together_after_a_restart_too(
    settings: Settings, telegram: Telegram
) -> None:
    telegram.limits.enforced = False  # a new process does not know how much the one before has just sent
    ana = telegram.person("Ana")
    async with served(settings, telegram):
        await asked_for_topics(telegram, ana)
        await ticks(telegram, ana, "Green")
        await ticks(telegram, ana, "Social")
        await telegram.polled()
    async with served(settings, telegram):
        await ticks(telegram, ana, "Citizens")
        await ana.presses("✓ Social", waits=True)
        await telegram.until(lambda: "[Social]" in ana.sees())
        await ana.presses(TAKE, waits=True)
        await ana.waits_to_see("e-mail")
        await ana.says("ana@example.eu")
        seen = await ana.waits_to_see("Green, Citizens")
        assert "Green, Social" not in seen


async def test_presses_that_follow_each_other_at_once_are_all_kept(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    question = await asked_for_topics(helpdesk.telegram, ana)
    before = await accepted(helpdesk)
    for label in ("Smart", "Green", "Governance"):
        await ana.presses(label, on=question)
    await helpdesk.telegram.until(lambda: _ticked(question) == ["Smart", "Green", "Governance"])
    assert await accepted(helpdesk) == before  # a tick is no message
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    assert _ticked(question) == ["Smart", "Green", "Governance"]
    await ana.presses(TAKE, on=question, waits=True)
    await ana.waits_to_see("e-mail")
    await ana.says("ana@example.eu")
    await ana.waits_to_see("Smart, Green, Governance")


async def test_with_nothing_ticked_one_is_told_what_to_do(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    question = await asked_for_topics(helpdesk.telegram, ana)
    before = await accepted(helpdesk)
    press = await ana.presses(TAKE, on=question, waits=True)
    assert press.text == "Tick one choice at least, or write it."
    assert await accepted(helpdesk) == before


@pytest.mark.parametrize(
    "data", ["t:1", "t:1:x", "u::1", "t:\u0661:1", "t:9999999999999999999:1", "w:", "w:x"]
)
async def test_a_forged_tick_does_nothing(helpdesk: Served, data: str) -> None:
    ana = helpdesk.telegram.person("Ana")
    question = await asked_for_topics(helpdesk.telegram, ana)
    before = await accepted(helpdesk)
    question.markup = {"inline_keyboard": [[{"text": "Forged", "callback_data": data}]]}
    await ana.presses("Forged", on=question, waits=True)
    assert await accepted(helpdesk) == before


def _ticked(message: Message) -> list[str]:
    """The choices that a message shows as ticked."""
    labels = [str(button["text"]) for button in message.buttons]
    return [label.removeprefix("✓ ") for label in labels if label.startswith("✓ ")]
