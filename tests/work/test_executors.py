"""Names of processes: one each, free again when the process is killed."""

import shutil
import subprocess
import sys
from pathlib import Path

from bot.work.executors import dead, lease, lives, site

HOLDS = """
import sys, time
from pathlib import Path
from bot.work.executors import lease
held = lease(Path(sys.argv[1]))
print(held.executor, flush=True)
time.sleep(60)
"""


def holder(folder: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_each_process_has_a_name_of_its_own_and_the_dead_give_theirs_back(tmp_path: Path) -> None:
    ours = lease(tmp_path)
    process, theirs = holder(tmp_path)
    assert theirs not in ("", ours.executor)
    assert dead(tmp_path, [ours.executor, theirs], own=ours.executor) == []
    assert lives(tmp_path, theirs)

    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()

    assert not lives(tmp_path, theirs)
    [left] = dead(tmp_path, [ours.executor, theirs], own=ours.executor)
    assert left.executor == theirs
    left.end()
    again = lease(tmp_path)
    assert again.executor == theirs
    again.end()
    ours.end()


def test_who_has_another_folder_of_locks_has_other_names_and_so_has_a_copy(tmp_path: Path) -> None:
    here, there, copied = tmp_path / "here", tmp_path / "there", tmp_path / "copied"
    assert site(here) == site(here) != site(there)
    ours, theirs = lease(here), lease(there)
    assert ours.executor.startswith(site(here))
    for each in (ours, theirs):
        each.end()
    shutil.copytree(here, copied)
    assert len({site(folder) for folder in (here, there, copied)}) == 3


def test_a_name_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "id").touch()  # as a full disk leaves it
    assert site(tmp_path) == site(tmp_path)
    assert (tmp_path / "id").read_text()
