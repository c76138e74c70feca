"""How fast messages go out."""

import asyncio
import logging
import time

import pytest
from telegram.error import TelegramError

from adapters.telegram.pace import Pace
from adapters.telegram.transport import AiohttpRequest


async def test_what_waited_for_the_end_of_a_hold_does_not_go_at_once() -> None:
    pace = Pace(chat_every_s=0.2, chat_burst=1)
    pace.hold(5, 0.3)
    began = time.monotonic()
    gone: list[float] = []

    async def send() -> None:
        await pace.wait(5)
        gone.append(time.monotonic() - began)

    await asyncio.gather(*(send() for _ in range(4)))
    assert min(gone) >= 0.3
    assert all(later - earlier > 0.15 for earlier, later in zip(sorted(gone), sorted(gone)[1:], strict=False))


async def test_who_is_held_anew_while_waiting_waits_on() -> None:
    pace = Pace(chat_every_s=0.2, chat_burst=1)
    began = time.monotonic()
    await pace.wait(5)
    waiting = asyncio.create_task(pace.wait(5))
    await asyncio.sleep(0.05)
    pace.hold(5, 0.5)
    await waiting
    assert time.monotonic() - began >= 0.5


class Hours:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds + 1e-9


@pytest.mark.parametrize("pauses", [0.0, 0.7, 2.9, 30.0])
async def test_a_group_gets_no_more_than_twenty_in_any_minute(
    monkeypatch: pytest.MonkeyPatch, pauses: float
) -> None:
    clock = Hours()
    monkeypatch.setattr("adapters.telegram.pace.asyncio.sleep", clock.sleep)
    pace, gone = Pace(clock=clock), []
    for number in range(90):
        await pace.wait(-5, is_edit=number % 3 == 0)
        gone.append(clock.now)
        clock.now += pauses if number % 10 == 0 else 0.0
    assert most_within(60, gone) <= 20
    assert most_within(1, gone[1::3]) <= 4
    await pace.wait(-6)
    assert clock.now == pytest.approx(gone[-1], abs=1.1), "another group does not wait"


async def test_no_more_than_thirty_go_out_in_any_second_whatever_the_chats() -> None:
    pace, gone = Pace(), list[float]()

    async def send(chat: int) -> None:
        for _ in range(3):
            await pace.wait(chat)
            gone.append(time.monotonic())

    began = time.monotonic()
    await asyncio.gather(*(send(chat) for chat in range(1, 31)))
    assert most_within(0.99, gone) <= 30
    assert time.monotonic() - began < 6, "nobody waits for nothing"


async def test_one_chat_gets_about_one_a_second_in_the_order_of_coming() -> None:
    pace, gone = Pace(chat_every_s=0.1, chat_burst=2), list[tuple[int, float]]()

    async def send(number: int) -> None:
        await pace.wait(5)
        gone.append((number, time.monotonic()))

    await asyncio.gather(*(send(number) for number in range(8)))
    assert [number for number, _ in gone] == list(range(8))
    assert gone[-1][1] - gone[1][1] >= 0.59


async def test_a_draft_takes_no_message_from_anybody() -> None:
    pace = Pace()
    assert sum(pace.spare(chat) for chat in range(1, 100)) == pace.all_most // 2
    began = time.monotonic()
    for chat in range(1, pace.all_most // 2 + 1):
        await pace.wait(chat)
    assert time.monotonic() - began < 0.5


async def test_news_for_many_hold_up_nobody_who_has_asked() -> None:
    pace = Pace()
    news = [asyncio.create_task(pace.wait(chat, is_bulk=True)) for chat in range(1, 500)]
    await asyncio.sleep(0.1)
    began = time.monotonic()
    await pace.wait(1000)
    assert time.monotonic() - began < 1.5
    for each in news:
        each.cancel()


async def test_changes_leave_a_groups_minute_to_its_messages() -> None:
    pace, gone = Pace(chat_every_s=0.01, group_within_s=1.0), list[str]()

    async def send(kind: str) -> None:
        await pace.wait(-5, is_edit=kind == "edit")
        gone.append(kind)

    for _ in range(pace.group_most):
        await pace.wait(-5, is_edit=True)
    edits = [asyncio.create_task(send("edit")) for _ in range(40)]
    await asyncio.sleep(0)
    async with asyncio.timeout(20):
        await asyncio.gather(*(send("message") for _ in range(40)))
        assert gone.count("edit") < 20
        await asyncio.gather(*edits)


async def test_a_shorter_hold_takes_nothing_from_a_longer_one() -> None:
    pace = Pace()
    pace.hold(5, 0.5)
    pace.hold(5, 0.1)
    began = time.monotonic()
    await pace.wait(5)
    assert time.monotonic() - began >= 0.5


def most_within(seconds: float, moments: list[float]) -> int:
    """The most that went in any span of so many seconds."""
    return max(sum(first <= each < first + seconds for each in moments) for first in moments)


def test_an_answer_that_is_no_json_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(TelegramError, match="Invalid server response"):
        AiohttpRequest.parse_json_payload(b"<html>the mayor is ill</html>")
    assert "mayor" not in caplog.text
