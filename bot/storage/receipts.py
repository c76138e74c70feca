"""Receipts: what a process notes of messages on their way, in a file of this machine that outlives it when it is killed.

A file of its own, as a note has to be made in an instant, between a platform's answer and whatever comes next; in the
database it would wait for other writers and for the disk. What a file holds that did not wait for the disk is whole
until the machine itself stops, and so are receipts: those of an earlier run of the machine are of no use.
"""

import json
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import structlog

RUN = Path("/proc/sys/kernel/random/boot_id")  # https://man7.org/linux/man-pages/man4/random.4.html
PATIENCE_S = 1.0  # for another process of this machine that writes
KEPT_S = 24 * 3600.0
TIDY_EVERY = 1000  # notes

log = structlog.get_logger()


class Receipts:
    """Notes by key, shared by the processes of this machine that have the same file; for one thread.

    Where there can be no such file, notes are kept as long as the process lives. Nothing here ever fails.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._run = _run()
        self._path = path if self._run else None
        self._notes = 0
        self._inode: int | None = None
        self._sql = self._opened()

    def get(self, key: str) -> dict[str, Any] | None:
        """What was noted last under a key."""
        self._follow()
        try:
            found = self._sql.execute(
                "SELECT noted FROM receipts WHERE key = ? AND run = ?", (key, self._run)
            )
            row = found.fetchone()
            return dict(json.loads(row[0])) if row else None
        except (sqlite3.Error, ValueError, TypeError) as error:
            self._give_up(error)
            return None

    def put(self, key: str, noted: Mapping[str, Any]) -> None:
        """Note JSON values under a key, instead of what was noted there."""
        self._follow()
        try:
            self._sql.execute(
                "INSERT OR REPLACE INTO receipts VALUES (?, ?, ?, ?)",
                (key, json.dumps(noted), self._run, time.time()),
            )
            self._notes += 1
            if self._notes % TIDY_EVERY == 0:
                self._sql.execute("DELETE FROM receipts WHERE at < ?", (time.time() - KEPT_S,))
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        self._path = None  # what comes too late is noted nowhere, and takes nothing away
        with suppress(sqlite3.Error):
            self._sql.close()

    def _opened(self) -> sqlite3.Connection:
        patient_until = time.monotonic() + PATIENCE_S
        tries = 2
        while self._path is not None and tries:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                sql = _at(str(self._path), run=self._run)
                self._inode = _inode(self._path)
                return sql
            except (sqlite3.Error, OSError) as error:
                is_busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
                if is_busy and time.monotonic() < patient_until:  # others open it for the first time, too
                    time.sleep(0.02)
                    continue
                log.warning("receipts can't be read", error=type(error).__name__)
                tries -= 1
                if not is_busy:
                    self._remove()
        self._path = None
        return _at(":memory:")

    def _follow(self) -> None:
        """Take the file that stands there now, where another process has begun it anew."""
        if self._path is not None and _inode(self._path) != self._inode:
            with suppress(sqlite3.Error):
                self._sql.close()
            self._sql = self._opened()

    def _give_up(self, error: Exception) -> None:
        """Note no more in the file, and leave none behind: notes that are not complete would tell what is not true."""
        log.warning("receipts can't be kept", error=type(error).__name__)
        self._remove()
        self.close()
        self._sql = _at(":memory:")

    def _remove(self) -> None:
        if self._path is not None:
            for each in ("", "-wal", "-shm"):
                with suppress(OSError):
                    self._path.with_name(self._path.name + each).unlink(missing_ok=True)


def _run() -> str:
    """Which run of the machine this is; empty where it does not say."""
    try:
        return RUN.read_text().strip()
    except OSError:
        return ""


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None


class _OfAnEarlierRun(sqlite3.DatabaseError):
    """The machine may have stopped in the middle of a note."""


def _at(where: str, *, run: str = "") -> sqlite3.Connection:
    sql = sqlite3.connect(where, timeout=PATIENCE_S, isolation_level=None)
    try:
        sql.execute("PRAGMA journal_mode = WAL")
        sql.execute("PRAGMA synchronous = OFF")
        sql.execute(
            "CREATE TABLE IF NOT EXISTS receipts"
            " (key TEXT PRIMARY KEY, noted TEXT NOT NULL, run TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID"
        )
        with closing(sql.execute("SELECT key, noted, run, at FROM receipts WHERE run != ?", (run,))) as found:
            if found.fetchone() is not None:
                raise _OfAnEarlierRun
    except sqlite3.Error:
        sql.close()
        raise
    return sql
