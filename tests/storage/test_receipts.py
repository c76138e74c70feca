"""Receipts outlive a process, and nothing that happens to their file is ever in anybody's way."""

import asyncio
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import receipts
from bot.storage.receipts import Receipts

NOTES = {"there": {"0": 7}, "left": ["1"]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "receipts.db"


@pytest.fixture
def kept(path: Path) -> Iterator[Receipts]:
    with closing(Receipts(path)) as opened:
        yield opened


def test_what_is_noted_last_is_known_to_others_at_once(kept: Receipts, path: Path) -> None:
    with closing(Receipts(path)) as other:
        assert other.get("delivery 1") is None
        kept.put("delivery 1", {"there": {}})
        kept.put("delivery 1", NOTES)
        assert other.get("delivery 1") == NOTES
        other.put("delivery 2", {})
        assert kept.get("delivery 2") == {}


async def test_what_a_process_noted_before_it_was_killed_is_known(path: Path) -> None:
    lines = (
        "import os, signal, sys, pathlib; from bot.storage.receipts import Receipts",
        "kept = Receipts(pathlib.Path(sys.argv[1]))",
        "for number in range(100): kept.put(f'delivery {number}', {'left': ['0']})",
        "kept.put('delivery 99', {'left': []}); os.kill(os.getpid(), signal.SIGKILL)",
    )
    running = await asyncio.create_subprocess_exec(sys.executable, "-c", "\n".join(lines), str(path))
    assert await running.wait() == -signal.SIGKILL
    with closing(Receipts(path)) as kept:
        assert kept.get("delivery 42") == {"left": ["0"]}
        assert kept.get("delivery 99") == {"left": []}


def test_notes_of_an_earlier_run_of_the_machine_say_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    monkeypatch.setattr(receipts, "RUN", run)
    run.write_text("first\n")
    with closing(Receipts(path)) as kept:
        kept.put("delivery 1", NOTES)
    run.write_text("second\n")
    with closing(Receipts(path)) as kept:
        assert kept.get("delivery 1") is None
        kept.put("delivery 1", {})
        assert kept.get("delivery 1") == {}


def test_where_the_machine_does_not_say_which_run_it_is_there_is_no_file(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "RUN", tmp_path / "nothing")
    with closing(Receipts(path)) as kept:
        kept.put("delivery 1", NOTES)
        assert kept.get("delivery 1") == NOTES
    assert not path.exists()


@pytest.mark.parametrize("spoilt", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_none_is_begun_anew(path: Path, spoilt: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(spoilt)
    with closing(Receipts(path)) as kept:
        kept.put("delivery 1", NOTES)
    with closing(Receipts(path)) as kept:
        assert kept.get("delivery 1") == NOTES


def test_a_place_where_no_file_can_be_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with closing(Receipts(tmp_path / "data" / "receipts.db")) as kept:
        kept.put("delivery 1", NOTES)
        assert kept.get("delivery 1") == NOTES


def test_what_can_not_be_noted_any_more_leaves_no_half_truth_behind(kept: Receipts, path: Path) -> None:
    kept.put("delivery 1", {"left": []})
    kept._sql.execute("DROP TABLE receipts")
    kept.put("delivery 1", {"left": ["0"]})
    assert kept.get("delivery 1") is None, (
        "whoever reads it knows nothing, rather than what is not true any more"
    )
    kept.put("delivery 1", NOTES)
    assert kept.get("delivery 1") == NOTES
    assert not path.exists()
    with closing(Receipts(path)) as other:
        assert other.get("delivery 1") is None


@pytest.mark.parametrize("noted", ["", "[]", "7", "{"])
def test_a_note_that_is_none_is_not_known(kept: Receipts, noted: str) -> None:
    kept.put("delivery 1", NOTES)
    kept._sql.execute("UPDATE receipts SET noted = ?", (noted,))
    assert not kept.get("delivery 1")


def test_old_notes_go_in_time(kept: Receipts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "TIDY_EVERY", 10)
    kept.put("delivery 1", NOTES)
    kept._sql.execute("UPDATE receipts SET at = at - ?", (receipts.KEPT_S + 1,))
    for number in range(2, 12):
        kept.put(f"delivery {number}", NOTES)
    assert kept.get("delivery 1") is None
    assert kept.get("delivery 2") == NOTES


def test_a_file_that_another_process_has_begun_anew_is_the_one_that_counts(
    kept: Receipts, path: Path
) -> None:
    with closing(Receipts(path)) as other:
        kept.put("delivery 1", {"left": []})
        other._sql.execute("DROP TABLE receipts")
        other.put("delivery 1", {"left": ["0"]})
        assert kept.get("delivery 1") is None
        kept.put("delivery 2", NOTES)
    with closing(Receipts(path)) as third:
        assert third.get("delivery 2") == NOTES


def test_what_is_noted_after_the_end_takes_nothing_away(path: Path) -> None:
    first, second = Receipts(path), Receipts(path)
    first.put("delivery 1", NOTES)
    first.close()
    first.put("delivery 1", {})
    assert second.get("delivery 1") == NOTES
    second.close()
    first.close()


async def test_processes_that_begin_at_once_share_one_file(path: Path) -> None:
    lines = (
        "import sys, pathlib, time; from bot.storage.receipts import Receipts",
        "time.sleep(max(0, float(sys.argv[2]) - time.time()))",
        "Receipts(pathlib.Path(sys.argv[1])).put(sys.argv[3], {})",
    )
    at, names = str(time.time() + 3), [str(number) for number in range(6)]
    running = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", "\n".join(lines), str(path), at, name)
        for name in names
    ]
    assert [await each.wait() for each in running] == [0] * len(names)
    with closing(Receipts(path)) as kept:
        assert [kept.get(name) for name in names] == [{}] * len(names)
