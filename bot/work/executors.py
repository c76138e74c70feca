"""The name under which a process does durable work: its own for as long as it lives, free again when it dies.

The operating system lets go of a file's lock with the process that held it, however that ended. Names are told apart by
the folder of the locks: who has another folder can't see them.
"""

import platform
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from bot.storage.deliveries import Delivery
from bot.storage.executors import Executor, SqlExecutors

SILENCE = timedelta(seconds=60)
"""after which a process whose lock can't be seen is taken for dead; clocks must not differ by as much"""
FOLDER_ID = "id"  # the file that tells a folder of locks from others


@dataclass(frozen=True)
class Lease:
    """A name and the lock that makes it ours."""

    executor: str
    lock: FileLock

    def end(self) -> None:
        """Let others have the name."""
        self.lock.release()


@dataclass
class Colleagues:
    """The other processes that work on the same database."""

    roll: SqlExecutors
    folder: Path
    site: str
    """the name of that folder"""
    own: str
    patience: timedelta
    """after which nobody is still sending what they once began"""
    watched_since: float = field(default_factory=time.monotonic)
    """on the monotonic clock"""

    def begin_anew(self) -> None:
        """Give everybody time for a sign of life: there may have been no way to give one, or to see it."""
        self.watched_since = time.monotonic()

    async def are_sending(self, delivery: Delivery, *, now: datetime) -> bool:
        """Whether another process has this in its hands, and lives for all that can be seen from here."""
        name, since = delivery.sending_by, delivery.sending_since
        if name is None or since is None or name == self.own or now - since > self.patience:
            return False
        return await self.live(name, now=now)

    async def live(self, name: str, *, now: datetime) -> bool:
        """Whether a process has this name and lives, for all that can be seen from here."""
        if name == self.own:
            return True
        found = await self.roll.find(name)
        if found is None:
            return False
        return lives(self.folder, name) if found.site == self.site else not self._is_silent(found, now)

    async def far_dead(self, *, now: datetime) -> list[str]:
        """The names of those elsewhere of whom nothing has been seen for long."""
        far = [each for each in await self.roll.all() if each.site != self.site]
        return [each.name for each in far if self._is_silent(each, now)]

    def _is_silent(self, other: Executor, now: datetime) -> bool:
        watched = timedelta(seconds=time.monotonic() - self.watched_since)
        return min(watched, now - other.seen_at) > SILENCE


def site(folder: Path) -> str:
    """The name of a folder of locks on this machine; a copy of it has another. Raises OSError."""
    file = folder / FOLDER_ID
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / f"{FOLDER_ID}.lock"):
        if not file.exists() or not file.read_text():
            made = file.with_suffix(".new")
            made.write_text(uuid.uuid4().hex[:8])
            made.replace(file)
    return f"{platform.node()[:30]}-{file.read_text()}-{file.stat().st_ino:x}"


def lease(folder: Path) -> Lease:
    """The first name that no living process has."""
    number, named = 1, site(folder)
    while True:
        taken = _locked(folder, f"{named}-{number}")
        if taken is not None:
            return taken
        number += 1


def dead(folder: Path, executors: Sequence[str], *, own: str) -> list[Lease]:
    """Those of these names whose processes have died, each taken until its lease is ended."""
    found = (_locked(folder, executor) for executor in executors if executor != own)
    return [each for each in found if each is not None]


def lives(folder: Path, executor: str) -> bool:
    """Whether the process of this name lives, or else whoever takes up what it left."""
    taken = _locked(folder, executor)
    if taken is not None:
        taken.end()
    return taken is None


def _locked(folder: Path, executor: str) -> Lease | None:
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{executor}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return Lease(executor, lock)
