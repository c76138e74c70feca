"""A bot in a process of its own, whose CPU time can be asked for."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
STARTS_S = 180.0
STOPS_S = 30.0
IDLE = 0.1  # of one core


class BotFailed(Exception):
    """A bot ended before it should."""


@dataclass
class Running:
    """A process that `benchmarks.platforms.counted` runs."""

    process: asyncio.subprocess.Process

    async def cpu_s(self) -> float:
        """The CPU seconds that it has used, all threads. Raises BotFailed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with suppress(ConnectionError):
            self.process.stdin.write(b"\n")
            await self.process.stdin.drain()
        while line := await self.process.stdout.readline():
            if line.startswith(b"cpu "):
                return float(line.split()[1])
        raise BotFailed(f"The bot ended with exit code {await self.process.wait()}.")

    async def idle(self, *, within_s: float = 60.0, look_s: float = 0.5) -> None:
        """Wait until it has nothing to do any more, or not longer than this."""
        async with asyncio.timeout(within_s):
            with suppress(TimeoutError):
                before = await self.cpu_s()
                while True:
                    await asyncio.sleep(look_s)
                    if (now := await self.cpu_s()) - before < IDLE * look_s:
                        return
                    before = now


@asynccontextmanager
async def running(*module: str, folder: Path, environment: Mapping[str, str]) -> AsyncIterator[Running]:
    """Run a module with these settings and no others in a folder without `.env`, until the end of the block."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("HELPDESK_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.platforms.counted",
        *module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**others, "PYTHONPATH": str(ROOT), **environment},
        cwd=folder,
    )
    try:
        yield Running(process)
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOPS_S)
        except TimeoutError:
            process.kill()
            await process.wait()
