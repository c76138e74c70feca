"""The link for joining is for those who have a seat, whatever others ask for and however."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.events.catalogue import EventId, JoinLink, State
from bot.messages import Reply
from tests.conversation.talking import START, Talker, talking
from tests.deployment import Deployment
from tests.events.making import event

SECRET = "https://meet.example/secret"
RURAL = EventId("ev-1")

ASKED = [
    "what events are coming up?",
    "what time is the webinar on sustainable rural mobility on 5 march in Helsinki?",
    "send me an ics for the webinar on sustainable rural mobility on 5 march",
    "what is the link for joining the webinar on sustainable rural mobility on 5 march?",
    "no",
    "what am I registered for?",
    "sign me up for the webinar on sustainable rural mobility on 5 march",
    "no",
    "I cannot come to the webinar on 5 march, please take me off",
]


@pytest.fixture
async def ana(small: Deployment, tmp_path: Path) -> AsyncIterator[Talker]:
    async with talking(small, tmp_path / "talk") as talker:
        held = event(seats=1, join_link=JoinLink(SECRET), url="https://example.eu/rural")
        await talker.app.events.keep([held], now=START)
        yield talker


def shown(reply: Reply) -> str:
    """Everything that reaches the member, folded lines of calendar files joined."""
    files = [file.content.replace(b"\r\n ", b"").decode() for file in reply.files]
    return f"{reply.text} {reply.citations} {reply.buttons} {' '.join(files)}"


async def shown_to(talker: Talker) -> str:
    return "\n".join([shown(await talker.says(text)) for text in ASKED])


async def test_a_stranger_is_never_shown_it(ana: Talker) -> None:
    assert "meet.example" not in await shown_to(ana)


async def test_who_waits_is_never_shown_it(ana: Talker) -> None:
    await ana.app.registrations.register(RURAL, "ben", now=START)
    await ana.app.registrations.register(RURAL, "m-ana", now=START)
    told = await shown_to(ana)
    assert "(waiting list)" in told, "the calendar file came"
    assert "meet.example" not in told


async def test_who_has_cancelled_is_never_shown_it(ana: Talker) -> None:
    await ana.app.registrations.register(RURAL, "m-ana", now=START)
    await ana.app.registrations.cancel(RURAL, "m-ana", now=START)
    assert "meet.example" not in await shown_to(ana)


async def test_a_seat_at_an_event_that_is_off_does_not_show_it(ana: Talker) -> None:
    await ana.app.registrations.register(RURAL, "m-ana", now=START)
    await ana.app.events.set_state(RURAL, State.CANCELLED, now=START)
    assert "meet.example" not in await shown_to(ana)


async def test_who_has_a_seat_gets_it_with_the_calendar_file(ana: Talker) -> None:
    await ana.app.registrations.register(RURAL, "m-ana", now=START)
    sent = await ana.says("send me an ics for the webinar on sustainable rural mobility on 5 march")
    assert SECRET in shown(sent)


async def test_two_yes_at_once_are_one_registration(ana: Talker) -> None:
    await ana.says("sign me up for the webinar on sustainable rural mobility on 5 march")
    first = await ana.says("yes")
    second = await ana.says("yes")
    assert SECRET in shown(first)
    assert SECRET not in second.text
    roll = await ana.app.registrations.roll(RURAL)
    assert [(each.member, each.conversation) for each in roll] == [("m-ana", "test:ana")]
