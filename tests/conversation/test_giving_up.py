"""Giving up a seat by chat: at once where it is wished for, after a yes where it is only asked about."""

import pytest

from bot.events.registration import Standing
from bot.messages import Action
from tests.conversation.attendee import RURAL, standing
from tests.conversation.talking import Talker

ASKED = [
    "how can I cancel my registration?",
    "can I still cancel the webinar on 5 march or is it too late",
    "hello, could I cancel my place at the rural webinar later?",
]


async def seated(ana: Talker) -> None:
    await ana.says("register me for the webinar on 5 march")
    await ana.says("yes")
    assert await standing(ana, RURAL) is Standing.SEATED


@pytest.mark.parametrize("text", ASKED)
async def test_who_asks_how_to_cancel_keeps_the_seat_until_a_yes(ana: Talker, text: str) -> None:
    await seated(ana)
    asked = await ana.says(text)
    assert asked.action is Action.CLARIFY
    assert "Webinar on sustainable rural mobility" in asked.text
    assert await standing(ana, RURAL) is Standing.SEATED

    kept = await ana.says("no")
    assert kept.text == "All right, your place stays yours."
    assert await standing(ana, RURAL) is Standing.SEATED

    await ana.says(text)
    given_up = await ana.says("yes")
    assert given_up.action is Action.CANCEL
    assert given_up.files
    assert await standing(ana, RURAL) is None


@pytest.mark.parametrize(
    "text", ["please cancel my registration for the webinar", "can you take me off the list", "unregister me"]
)
async def test_a_wish_to_cancel_is_done_at_once(ana: Talker, text: str) -> None:
    await seated(ana)
    assert (await ana.says(text)).action is Action.CANCEL
    assert await standing(ana, RURAL) is None


@pytest.mark.parametrize("text", ["please cancel my registration for the webinar", "unregister me"])
async def test_who_has_no_seat_is_told_so(ana: Talker, text: str) -> None:
    told = await ana.says(text)
    assert told.text == "You are not registered for any event."
    assert told.is_personal


async def test_a_question_about_cancelling_is_no_wish_of_who_has_no_seat(ana: Talker) -> None:
    told = await ana.says("how can I cancel a registration?")
    assert "You are not registered" not in told.text


async def test_a_second_yes_gives_up_nothing_more(ana: Talker) -> None:
    await seated(ana)
    await ana.says("how can I cancel my registration?")
    await ana.says("yes")
    again = await ana.says("yes")
    assert again.action is not Action.CANCEL
