"""What the tests of faults set up leaves nothing behind."""

from pathlib import Path

import pytest

from tests.deployment import Deploy
from tests.faults.killing import stage


@pytest.mark.timeout(120)
async def test_no_process_outlives_the_stage(deploy: Deploy, tmp_path: Path) -> None:
    async with stage(deploy(tmp_path / "talk"), tmp_path / "out", 0) as on:
        running = [await on.start("desk", "--as", name, name=name, lines=None) for name in ("Anna", "Boris")]
        assert all(each.is_alive for each in running)
    assert [await each.ends(within_s=10) for each in running] == [True, True]
