"""The private PostgreSQL of the tests: found, or missed aloud; and gone with the tests, however they end."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import postgres
from tests.databases import started
from tests.postgres import Unavailable, find_programs

ROOT = Path(__file__).parents[1]


def test_the_newest_complete_programs_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        for program in postgres.PROGRAMS:
            (tmp_path / version / "bin" / program).touch(mode=0o755)
    (tmp_path / "17/bin/initdb").unlink()
    assert find_programs([f"{tmp_path}/*/bin"]) == tmp_path / "15/bin"
    with pytest.raises(Unavailable, match="apt install postgresql"):
        find_programs([f"{tmp_path}/none/*/bin"])


def test_without_the_programs_tests_are_skipped_with_a_reason_and_fail_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres, "PLACES", ())
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="are not installed"):
        started()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="are not installed"):
        started()


@pytest.mark.usefixtures("postgresql")  # where there is none, there is nothing to kill
def test_the_server_goes_when_the_tests_are_killed() -> None:
    program = "import time; from tests.postgres import Cluster; print(Cluster.start().folder, flush=True); time.sleep(99)"
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        server = (folder / "data/postmaster.pid").read_text().split()[0]
        assert runs(server)
        process.kill()
    give_up = time.monotonic() + 20
    while folder.exists() and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not folder.exists()
    assert not runs(server)


def runs(pid: str) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False)
    return state.stdout.strip() not in ("", "Z", "Zs")
