"""Turns through the chat platforms: real bots in processes of their own, and what they took."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import bench
from tests.deployment import copied

BOTS = {
    "slack": ["slack-bolt", "helpdesk"],
    "telegram": ["python-telegram-bot", "python-telegram-bot, our requests", "helpdesk"],
}


@pytest.mark.timeout(400)
def test_turns_on_the_platforms_are_measured_beside_bare_bots(starter: Path, data_dir: Path) -> None:
    copied(starter, data_dir)
    done = CliRunner().invoke(bench.app, ["turns", "--platform", "all", "--turns", "10", "--json"])
    assert done.exit_code == 0, done.output
    measured = json.loads(done.stdout)
    assert {name: [each["bot"] for each in held] for name, held in measured.items()} == BOTS
    for held in measured.values():
        ours, bare = held[-1], held[0]
        assert ours["answered"] == ours["turns"] == 10
        assert bare["answered"] == 0
        assert ours["cpu_ms"] > bare["cpu_ms"] > 0
        for each in held:
            assert each["p95_ms"] >= each["p50_ms"] > 0
            assert each["turns_per_s"] > 0


def test_without_the_servers_of_a_clone_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tests.fakes", None)
    done = CliRunner().invoke(bench.app, ["turns", "--platform", "slack"])
    assert done.exit_code == 2
    assert "Run it from a clone." in done.output
