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


def test_an_answer_that_is_no_json_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(TelegramError, match="Invalid server response"):
        AiohttpRequest.parse_json_payload(b"<html>the mayor is ill</html>")
    assert "mayor" not in caplog.text
