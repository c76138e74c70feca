"""Reads files that nobody vouches for in a process with limits, so that a bad one costs only itself."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import knowledge
from knowledge.errors import Unreadable
from knowledge.readers.reading import Reading, from_json

TIMEOUT_S = 20.0
MEMORY_BYTES = 1 << 30
MAX_ANSWER = 256 * 1024 * 1024  # bytes of one answer; a file of 50 MB gives about as much text
_PACKAGES = str(Path(knowledge.__path__[0]).resolve().parent)


class ReaderSandbox:
    """One worker process, started at the first file and again after each failure.

        async with ReaderSandbox() as sandbox:
            reading = await sandbox.read(Path("upload.pdf"))

    Files are read one after another, however many tasks ask. `command` replaces the worker's own, for tests.
    """

    def __init__(
        self,
        *,
        timeout_s: float = TIMEOUT_S,
        memory_bytes: int = MEMORY_BYTES,
        command: Sequence[str] | None = None,
    ) -> None:
        self._timeout_s = timeout_s
        self._command = command or (
            *(sys.executable, "-P", "-B", "-m", "knowledge.readers.worker"),
            *("--memory-bytes", str(memory_bytes), "--cpu-s", str(int(timeout_s * 2) + 10)),
        )
        self._turn = asyncio.Lock()
        self._worker: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def read(self, path: Path) -> Reading:
        """What a file says; Unreadable when it says nothing, takes too long, or breaks its reader."""
        async with self._turn:
            is_fresh = self._worker is None
            answer = await self._requested(path)
            if not is_fresh and (answer is None or "out_of_memory" in answer):
                # Earlier files may have used the memory up: this one gets a process of its own.
                answer = await self._requested(path)
        if answer is None:
            raise Unreadable("it makes its reader crash")
        if "out_of_memory" in answer:
            raise Unreadable("it needs more memory than allowed")
        if "unreadable" in answer:
            raise Unreadable(str(answer["unreadable"]))
        return from_json(answer)

    async def _requested(self, path: Path) -> dict[str, Any] | None:
        """The worker's answer, or None when it died; a worker that failed is gone afterwards."""
        is_well = False
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._answer(path)
            is_well = answer is not None and "out_of_memory" not in answer
        except TimeoutError as error:
            raise Unreadable(f"it took longer than {self._timeout_s:g} seconds to read") from error
        finally:
            # Also when the caller was cancelled: a late answer must not be taken for the next file's.
            code = None if is_well else await self._stop()
        if answer is None and code == -signal.SIGXCPU:
            raise Unreadable(f"it took longer than {self._timeout_s:g} seconds to read")
        return answer

    async def _answer(self, path: Path) -> dict[str, Any] | None:
        if self._worker is None:
            self._worker = await self._started()
        requests, answers = self._worker.stdin, self._worker.stdout
        assert requests is not None
        assert answers is not None
        with suppress(ConnectionError):
            requests.write(json.dumps({"path": str(path)}).encode() + b"\n")
            await requests.drain()
        try:
            line = await answers.readline()
            answer = json.loads(line) if line.endswith(b"\n") else None
        except ValueError:  # more than the longest answer, or none of ours
            return None
        return answer if isinstance(answer, dict) else None

    async def _started(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=MAX_ANSWER,
            env=_environment(),
            start_new_session=True,
        )

    async def _stop(self) -> int | None:
        """End the worker, whatever it does, and give its exit code."""
        worker, self._worker = self._worker, None
        if worker is None:
            return None
        with suppress(TimeoutError):
            # A worker that has died by itself gets a moment to tell why.
            async with asyncio.timeout(0.05):
                return await worker.wait()
        with suppress(ProcessLookupError):
            worker.kill()
        return await worker.wait()


def _environment() -> dict[str, str]:
    """No token or key of ours reaches a parser."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": _PACKAGES, "PYTHONUTF8": "1", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
