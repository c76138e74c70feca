"""The durable engine: runs a handler for a number, remembers that it was begun, and takes up what others left."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.storage.durable import DurableEngine
from bot.work.failures import what

Handler = Callable[[int], Awaitable[None]]
"""Does the work of one row; safe to be called again, and does nothing for a row that is done. That is why a workflow
has no steps of its own: one record of beginning and end is what the engine costs a turn."""

VERSION = "1"  # of the workflows below; work begun under another is taken up by none
PAUSES_S = (0.2, 0.4, 0.8)  # before a second try and those after it
FORGOTTEN_AT_ONCE = 500
LISTED_AT_ONCE = 1000
LONGEST_REST_S = 60.0  # after what failed; doubled from two seconds with each time
PATIENCE_S = 5.0  # for what runs while the process ends

log = structlog.get_logger()


@dataclass(frozen=True)
class _Failures:
    """How often something has failed, and when it did last, on the monotonic clock."""

    times: int
    at: float


class Engine:
    """The engine of this process, of which there is one at a time. Open it in the loop that is to run the handlers."""

    def __init__(self, sql: DurableEngine, handlers: Mapping[str, Handler], *, executor: str) -> None:
        """`executor` is the name under which this process, and no other that lives, works."""
        self._sql = sql
        self._handlers = dict(handlers)
        self._executor = executor
        self._running: dict[str, asyncio.Task[None]] = {}
        self._failures: dict[tuple[str, int], _Failures] = {}
        """by kind and number, since it last went well"""

    async def open(self) -> None:
        """Start, and take up what was left under the same name. Takes a second the first time: it imports DBOS."""
        await asyncio.to_thread(_register)
        from dbos import DBOS, DBOSConfig

        logging.getLogger("dbos").addHandler(logging.NullHandler())  # else it writes into the chat
        _handlers.update(self._handlers)
        DBOS(
            config=DBOSConfig(
                name="policy-helpdesk",
                system_database_engine=self._sql,
                application_version=VERSION,
                executor_id=self._executor,
                use_listen_notify=False,
                notification_listener_polling_interval_sec=0.1,  # how long closing takes, too
                log_level="CRITICAL",
            )
        )
        DBOS.launch()

    async def run(self, kind: str, number: int, attempt: int = 0) -> None:
        """Do a row's work at once and wait for its end; what runs already is waited for.

        Raises whatever the last try raised.
        """
        await asyncio.shield(self.start(kind, number, attempt))

    def start(self, kind: str, number: int, attempt: int = 0) -> asyncio.Task[None]:
        """Begin a row's work, unless it was begun; (kind, number, attempt) go well once for ever.

        What failed may have failed before the row could take note of the attempt: then the same one is made anew.
        """
        failed = self._failures.get((kind, number))
        id_ = f"{kind}-{number}-{attempt}" + (f"-{failed.times}" if failed else "")
        if id_ not in self._running:
            task = asyncio.create_task(self._run(id_, kind, number))
            self._running[id_] = task
            task.add_done_callback(lambda done: self._ended(id_, kind, number, done))
        return self._running[id_]

    def is_running(self, kind: str, number: int) -> bool:
        """Whether this process is at it."""
        return any(id_.startswith(f"{kind}-{number}-") for id_ in self._running)

    def rests(self, kind: str, number: int) -> bool:
        """Whether this process has failed at it so lately that it is to be left for a while."""
        failed = self._failures.get((kind, number))
        return failed is not None and time.monotonic() < failed.at + min(
            2.0 ** min(failed.times, 9), LONGEST_REST_S
        )

    async def unfinished(self) -> set[str]:
        """The names under which work was begun and not ended."""
        from dbos import DBOS

        found = await DBOS.list_workflows_async(
            status="PENDING", limit=LISTED_AT_ONCE, load_input=False, load_output=False
        )
        return {str(each.executor_id) for each in found}

    async def take_up(self, executor: str) -> None:
        """Do what a dead process has begun under this name."""
        from dbos import DBOS

        await asyncio.to_thread(DBOS._recover_pending_workflows, [executor])  # noqa: SLF001  (no public name)

    async def forget(self, *, older_than_s: float) -> None:
        """Erase the engine's own records of work that ended longer ago; they hold numbers only."""
        from dbos import DBOS

        ended = datetime.fromtimestamp(time.time() - older_than_s, UTC).isoformat()
        while True:
            found = await DBOS.list_workflows_async(
                status=["SUCCESS", "ERROR", "CANCELLED"],
                completed_before=ended,
                limit=FORGOTTEN_AT_ONCE,
                load_input=False,
                load_output=False,
            )
            if not found:
                return
            await DBOS.delete_workflows_async([each.workflow_id for each in found])

    async def close(self) -> bool:
        """Stop; False where something is unfinished, and may go on until the process ends, at once after this."""
        from dbos import DBOS

        unfinished: set[asyncio.Task[None]] = set()
        if running := list(self._running.values()):
            _, unfinished = await asyncio.wait(running, timeout=PATIENCE_S)
        all_ended = not unfinished and await self._has_ended_all()
        for task in list(self._running.values()):
            task.cancel()
        # DBOS has made its threads the loop's, and takes them along.
        loop = asyncio.get_running_loop()
        threads = ThreadPoolExecutor(thread_name_prefix="helpdesk")
        loop.set_default_executor(threads)
        await loop.run_in_executor(threads, DBOS.destroy)
        _handlers.clear()
        return all_ended

    async def _has_ended_all(self) -> bool:
        """Whether nothing is begun under its name, what it has taken up from others included."""
        try:
            async with asyncio.timeout(PATIENCE_S):  # it would wait for a database that is away
                return self._executor not in await self.unfinished()
        except Exception as error:  # noqa: BLE001  (then nobody knows)
            log.warning("end unknown", **what(error))
            return False

    async def _run(self, id_: str, kind: str, number: int) -> None:
        from dbos import DBOS, SetWorkflowID

        with SetWorkflowID(id_):
            handle = await DBOS.start_workflow_async(_workflow(), kind, number)
        await handle.get_result()

    def _ended(self, id_: str, kind: str, number: int, task: asyncio.Task[None]) -> None:
        del self._running[id_]
        error = None if task.cancelled() else task.exception()
        if error is None:
            self._failures.pop((kind, number), None)
            return
        log.error("work failed", work=id_, **what(error))
        before = self._failures.get((kind, number))
        self._failures[kind, number] = _Failures(before.times + 1 if before else 1, time.monotonic())


_handlers: dict[str, Handler] = {}
Workflow = Callable[[str, int], Coroutine[Any, Any, None]]
_registered: Workflow | None = None


def _workflow() -> Workflow:
    assert _registered is not None, "open the engine first"
    return _registered


def _register() -> None:
    """Make the one workflow known: DBOS keeps functions for the whole process, by their names."""
    global _registered  # noqa: PLW0603
    if _registered is not None:
        return
    from dbos import DBOS

    @DBOS.workflow(name="work")
    async def work(kind: str, number: int) -> None:
        for pause_s in PAUSES_S:
            try:
                return await _handlers[kind](number)
            except Exception as error:  # noqa: BLE001  (the last try raises)
                log.warning("work is tried again", work=f"{kind}-{number}", **what(error))
                await asyncio.sleep(pause_s)
        return await _handlers[kind](number)

    _registered = work
