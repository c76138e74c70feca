"""The durable engine: runs a handler for a number, remembers that it was begun, and takes up what others left."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
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
PATIENCE_S = 5.0  # for what runs while the process ends

log = structlog.get_logger()


class Engine:
    """The engine of this process, of which there is one at a time. Open it in the loop that is to run the handlers."""

    def __init__(self, sql: DurableEngine, handlers: Mapping[str, Handler], *, executor: str) -> None:
        """`executor` is the name under which this process, and no other that lives, works."""
        self._sql = sql
        self._handlers = dict(handlers)
        self._executor = executor
        self._running: dict[str, asyncio.Task[None]] = {}
        self._failed: dict[tuple[str, int], tuple[int, int]] = {}
        """by kind and number: which attempt was the last to fail, and how often"""

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
        times = self._failures(kind, number, attempt)
        id_ = f"{kind}-{number}-{attempt}" + (f"-{times}" if times else "")
        if id_ not in self._running:
            task = asyncio.create_task(self._run(id_, kind, number))
            self._running[id_] = task
            task.add_done_callback(lambda done: self._ended(id_, kind, number, attempt, done))
        return self._running[id_]

    def is_running(self, kind: str, number: int) -> bool:
        """Whether this process is at it."""
        return any(id_.startswith(f"{kind}-{number}-") for id_ in self._running)

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

    async def close(self) -> None:
        """Stop; what is unfinished is taken up at the next start."""
        from dbos import DBOS

        if running := list(self._running.values()):
            await asyncio.wait(running, timeout=PATIENCE_S)
        for task in list(self._running.values()):
            task.cancel()
        # DBOS has made its threads the loop's, and takes them along.
        loop = asyncio.get_running_loop()
        threads = ThreadPoolExecutor(thread_name_prefix="helpdesk")
        loop.set_default_executor(threads)
        await loop.run_in_executor(threads, DBOS.destroy)
        _handlers.clear()

    async def _run(self, id_: str, kind: str, number: int) -> None:
        from dbos import DBOS, SetWorkflowID

        with SetWorkflowID(id_):
            handle = await DBOS.start_workflow_async(_workflow(), kind, number)
        await handle.get_result()

    def _ended(self, id_: str, kind: str, number: int, attempt: int, task: asyncio.Task[None]) -> None:
        del self._running[id_]
        error = None if task.cancelled() else task.exception()
        if error is None:
            self._failed.pop((kind, number), None)
            return
        log.error("work failed", work=id_, **what(error))
        self._failed[kind, number] = (attempt, self._failures(kind, number, attempt) + 1)

    def _failures(self, kind: str, number: int, attempt: int) -> int:
        failed, times = self._failed.get((kind, number), (attempt, 0))
        return times if failed == attempt else 0


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
