"""What may be shown of an answer while a model still writes it: what would stand if it stopped there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from knowledge.answering import Answer
from knowledge.generation import Heard, Written

log = structlog.get_logger()

Certain = Callable[[Answer], None]
"""is told the answer as far as it is verified, each time anew and whole"""


@asynccontextmanager
async def verified_meanwhile(
    verify: Callable[[Written], Answer | None], certain: Certain | None
) -> AsyncIterator[Heard | None]:
    """Verify beside the writing, in a thread, always the latest of what is finished; nothing is told after the end.

    It is a courtesy: whatever goes wrong here is logged, and the answer is verified as a whole all the same.
    """
    if certain is None:
        yield None
        return
    latest: Written | None = None
    come = asyncio.Event()

    def heard(written: Written) -> None:
        nonlocal latest
        latest = written
        come.set()

    async def keep_verifying() -> None:
        told: Answer | None = None
        while True:
            await come.wait()
            come.clear()
            assert latest is not None
            answer = await asyncio.to_thread(verify, latest)
            if answer is not None and answer != told:
                certain(answer)
                told = answer

    verifying = asyncio.create_task(keep_verifying())
    try:
        yield heard
    finally:
        verifying.cancel()
        await asyncio.wait([verifying])
        if not verifying.cancelled() and (error := verifying.exception()) is not None:
            log.warning("not shown meanwhile", error=type(error).__name__)
