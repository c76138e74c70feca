"""The clocks: aware, and running."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import StartedClock, SystemClock, clock


def test_a_started_clock_stands_at_its_start_and_then_runs() -> None:
    start = datetime(2026, 1, 8, 10, tzinfo=timezone(timedelta(hours=1)))
    started = clock(start)
    first = started.now()
    time.sleep(0.01)
    assert timedelta(0) <= first - start < timedelta(seconds=5)
    assert started.now() - first >= timedelta(seconds=0.01)
    assert first.tzinfo is UTC


def test_without_a_start_it_is_the_machines_clock() -> None:
    assert isinstance(clock(), SystemClock)
    assert abs(clock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_start_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        StartedClock(datetime(2026, 1, 8, 10))  # noqa: DTZ001 - that is the point
