import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import bench
from tests.benchmarks.making import write_set, write_texts
from tests.fakes.embedder import WordEmbedder

Command = Callable[..., Result]


@pytest.fixture
def helpdesk(monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command, with an embedding model that needs no weights, on a system that tells no memory."""
    monkeypatch.setattr("benchmarks.memory.STATUS", Path("nowhere"))
    monkeypatch.setattr("bot.models.open_embedder", lambda settings: WordEmbedder(dims=384))
    return lambda *words: CliRunner().invoke(bench.app, ["retrieval", *map(str, words)])


def test_figures_come_as_json_and_the_run_as_lines(helpdesk: Command, tmp_path: Path) -> None:
    run, requests = tmp_path / "run.jsonl", write_texts(tmp_path / "other.jsonl", ["how do I boil an egg"])
    done = helpdesk(
        write_set(tmp_path / "small"), "--run", run, "--out-of-domain", requests, "--limit", "3", "--json"
    )
    assert done.exit_code == 0, done.output
    figures = json.loads(done.stdout)
    assert figures["questions"] == 3
    assert figures["ours"]["first_turns"]["questions"] == 2
    assert figures["ours"]["cost"]["memory_mb"] is None
    assert len(run.read_text().splitlines()) == 2 * (3 * 3 + 1)


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_one_sentence_and_exit_code_2(
    helpdesk: Command, tmp_path: Path, missing: str
) -> None:
    folder = write_set(tmp_path / "small")
    (folder / missing).unlink()
    done = helpdesk(folder)
    assert done.exit_code == 2
    assert done.stderr == f"helpdesk: {folder / missing} is missing.\n"


def test_a_run_that_cannot_be_written_is_said_at_once(helpdesk: Command, tmp_path: Path) -> None:
    done = helpdesk(write_set(tmp_path / "small"), "--run", tmp_path / "nowhere" / "run.jsonl")
    assert done.exit_code == 2
    assert "can't be written: No such file or directory." in done.stderr
