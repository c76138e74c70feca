"""What a member waits for from pressing Return to the reply, with durable work and without it, turn by turn.

Without: the same conversation on the same database, its reply printed at once. A kill then loses what was said.
"""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.questions import DISTINCT, question

if TYPE_CHECKING:
    from bot.app import App
    from bot.messages.sending import Outgoing

WARMING = 8  # turns that are not counted
APART = DISTINCT // 2  # what the two ways are asked, for the vector of what was asked just now is known


class Nowhere:
    """A platform that takes every reply at once."""

    def serves(self, conversation: str) -> bool:
        return conversation.startswith("benchmark:")

    async def send(self, outgoing: "Outgoing") -> None:
        return


@dataclass
class Turns:
    """Milliseconds a turn, by way."""

    durable_ms: list[float] = field(default_factory=list)
    bare_ms: list[float] = field(default_factory=list)

    def as_dict(self) -> dict[str, float]:
        """The figures; `engine_ms` is what durable work adds at the median."""
        return {
            "turns": len(self.durable_ms),
            "durable_p50_ms": round(statistics.median(self.durable_ms), 1),
            "durable_p95_ms": round(_p95(self.durable_ms), 1),
            "bare_p50_ms": round(statistics.median(self.bare_ms), 1),
            "bare_p95_ms": round(_p95(self.bare_ms), 1),
            "engine_ms": round(statistics.median(self.durable_ms) - statistics.median(self.bare_ms), 1),
            "durable_turns_per_s": round(1000 * len(self.durable_ms) / sum(self.durable_ms), 1),
        }


async def measure(app: "App", *, turns: int) -> Turns:
    """Take each way in turn, so that what else the machine does is shared between them."""
    from bot.messages import Said
    from bot.storage.inbox import Inbound

    measured = Turns()
    conversation = app.conversation()
    async with app.work(Nowhere()) as working:

        async def durable(text: str, name: str) -> None:
            await working.say(Inbound(name, text, dedup_key=uuid4().hex, platform="benchmark"))

        async def bare(text: str, name: str) -> None:
            await conversation.reply(Said(name, text))

        for number in range(turns + WARMING):
            name = f"benchmark:{uuid4().hex}"
            for place, (way, times) in enumerate(((durable, measured.durable_ms), (bare, measured.bare_ms))):
                text = question(number + APART * place)
                took = await _timed(way, text, name + way.__name__)
                if number >= WARMING:
                    times.append(took)
    return measured


async def _timed(way: Callable[[str, str], Awaitable[None]], text: str, name: str) -> float:
    started = time.perf_counter()
    await way(text, name)
    return (time.perf_counter() - started) * 1000


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
