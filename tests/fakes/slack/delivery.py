"""Events, presses and commands on their way to the app, with Slack's three retries."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from tests.fakes.slack.clock import Clock
from tests.fakes.slack.state import Json
from tests.fakes.slack.waiting import until

ACKNOWLEDGE_WITHIN_S = 3.0
RETRIES_AFTER_S = (0.0, 60.0, 300.0)

Kind = Literal["events_api", "interactive", "slash_commands"]


@dataclass
class Attempt:
    """One try to hand a delivery over; `reason` says why it failed, empty where it did not."""

    number: int
    acknowledged: bool = False
    reason: str = ""
    took_s: float = 0.0
    status: int | None = None
    response: Json | None = None
    final: bool = False


@dataclass(eq=False)
class Delivery:
    """Something the app is told, and how the telling went."""

    kind: Kind
    payload: Json
    accepts_response: bool = False
    attempts: list[Attempt] = field(default_factory=list)
    under_way: bool = True
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def event_id(self) -> str:
        return str(self.payload.get("event_id", ""))

    @property
    def event(self) -> Json:
        """The event within, empty for presses and commands."""
        held: Json = self.payload.get("event", {})
        return held

    @property
    def acknowledged(self) -> bool:
        return any(attempt.acknowledged for attempt in self.attempts)


class Transport(Protocol):
    """A way to the app: Socket Mode, or its address."""

    async def send(self, delivery: Delivery, number: int, reason: str) -> Attempt: ...


class Courier:
    """Hands deliveries over, each on its own, the first tries in the order of what happened."""

    def __init__(self, clock: Clock, transport: Transport) -> None:
        self.clock = clock
        self.transport = transport
        self.deliveries: list[Delivery] = []
        self.copies = 1
        self._held: list[Delivery] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def dispatch(self, delivery: Delivery) -> Delivery:
        self.deliveries.append(delivery)
        if self._held is not None and delivery.kind == "events_api":
            self._held.append(delivery)
        else:
            self._start(delivery)
        return delivery

    def _start(self, delivery: Delivery) -> None:
        for copy in range(self.copies if delivery.kind == "events_api" else 1):
            self._spawn(delivery, copy=copy)

    def _spawn(self, delivery: Delivery, *, copy: int = 0) -> asyncio.Task[None]:
        task = asyncio.create_task(self._deliver(delivery) if copy == 0 else self._once(delivery, copy))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _deliver(self, delivery: Delivery) -> None:
        waits = (0.0, *RETRIES_AFTER_S) if delivery.kind == "events_api" else (0.0,)
        reason = ""
        for number, wait_s in enumerate(waits):
            delivery.under_way = wait_s == 0
            await self.clock.sleep(wait_s)
            delivery.under_way = True
            attempt = await self.transport.send(delivery, number, reason)
            delivery.attempts.append(attempt)
            if attempt.acknowledged or attempt.final:
                break
            reason = attempt.reason
        delivery.under_way = False
        delivery.done.set()

    async def _once(self, delivery: Delivery, number: int) -> None:
        delivery.attempts.append(await self.transport.send(delivery, number, "http_timeout"))

    async def redeliver(self, delivery: Delivery, *, times: int = 1, at_once: bool = False) -> list[Attempt]:
        """Send a delivery again as if its acknowledgement had been lost; the tries, in turn or all at once."""

        async def again(number: int) -> Attempt:
            attempt = await self.transport.send(delivery, number, "http_timeout")
            delivery.attempts.append(attempt)
            return attempt

        if at_once:
            return list(await asyncio.gather(*(again(number) for number in range(1, times + 1))))
        return [await again(number) for number in range(1, times + 1)]

    @asynccontextmanager
    async def out_of_order(self) -> AsyncIterator[None]:
        """Hold the events of this block back, then deliver the last one first."""
        self._held = []
        try:
            yield
        finally:
            held, self._held = self._held, None
            for delivery in reversed(held):
                self._start(delivery)

    async def settled(self, *, within_s: float = 10.0) -> None:
        """Wait until nothing is on its way; retries that are due in minutes don't count."""
        await until(
            lambda: not any(delivery.under_way for delivery in self.deliveries),
            lambda: (
                "still on the way: "
                + ", ".join(str(held.event or held.payload) for held in self.deliveries if held.under_way)
            ),
            within_s=within_s,
        )

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def events(self, type_: str) -> list[Delivery]:
        """The deliveries of one type of event."""
        return [delivery for delivery in self.deliveries if delivery.event.get("type") == type_]


def compact(payload: Json) -> str:
    """JSON as Slack sends it: no blanks, no letters outside ASCII."""
    return json.dumps(payload, separators=(",", ":"))
