"""People who ask a bot in a chat, and what their turns took.

One after the other for how long a turn takes and what it costs, several at once for how many a second there are.
"""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from benchmarks.platforms.running import Running
from benchmarks.questions import question

AT_ONCE = 8
ANSWERS_S = 60.0


class Asker(Protocol):
    """Somebody in a direct chat with the bot."""

    async def ask(self, text: str) -> "Turn":
        """Say this and wait for the reply."""
        ...


@dataclass(frozen=True)
class Turn:
    """A message and its reply."""

    took_s: float
    """between the two, as the platform dates them"""
    reply: str

    @property
    def is_answered(self) -> bool:
        """Whether a source is named."""
        return "[1]" in self.reply


@dataclass(frozen=True)
class Figures:
    """Of one bot."""

    bot: str
    turns: int
    answered: int
    turns_per_s: float
    """with eight people at once"""
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    """of the bot's process, a turn; one after the other"""


async def figures(bot: str, running: Running, askers: Sequence[Asker]) -> Figures:
    """Have each say hello, which is not counted, and then put one question, half of them one after the other."""
    for asker in askers:
        await asker.ask("hello")
    await running.idle()
    alone, together = askers[: len(askers) // 2], askers[len(askers) // 2 :]
    before = await running.cpu_s()
    turns = [await asker.ask(question(number)) for number, asker in enumerate(alone)]
    cpu_s = await running.cpu_s() - before
    await running.idle()
    started = time.perf_counter()
    numbered = iter(enumerate(together, start=len(alone)))

    async def one_of_several() -> None:
        for number, asker in numbered:
            await asker.ask(question(number))

    await asyncio.gather(*(one_of_several() for _ in range(AT_ONCE)))
    took = [turn.took_s for turn in turns]
    return Figures(
        bot,
        len(alone),
        sum(turn.is_answered for turn in turns),
        round(len(together) / (time.perf_counter() - started), 1),
        round(1000 * statistics.median(took), 1),
        round(1000 * statistics.quantiles(took, n=20)[-1], 1),
        round(1000 * cpu_s / len(alone), 1),
    )
