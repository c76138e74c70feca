"""The name under which a process does durable work: its own for as long as it lives, free again when it dies.

The operating system lets go of a file's lock with the process that held it, however that ended.
"""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

MACHINE = platform.node()[:48] or "machine"


@dataclass(frozen=True)
class Lease:
    """A name and the lock that makes it ours."""

    executor: str
    lock: FileLock

    def end(self) -> None:
        """Let others have the name."""
        self.lock.release()


def lease(folder: Path) -> Lease:
    """The first name on this machine that no living process has."""
    number = 1
    while True:
        taken = _locked(folder, f"{MACHINE}-{number}")
        if taken is not None:
            return taken
        number += 1


def dead(folder: Path, executors: Sequence[str], *, own: str) -> list[Lease]:
    """Those of these names whose processes have died, each taken until its lease is ended."""
    found = (_locked(folder, executor) for executor in executors if executor != own)
    return [each for each in found if each is not None]


def _locked(folder: Path, executor: str) -> Lease | None:
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{executor}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return Lease(executor, lock)
