"""The ingest command: what it prints, where, and its exit code."""

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner, Result

from bot.cli.ingest import IngestParts, progress_bar, register, summary
from knowledge.calibrating import Calibration
from knowledge.calibration import Quality
from knowledge.confidence import Confidence
from knowledge.errors import ModelMismatch
from knowledge.ingest_report import IngestReport, Phase, Problem
from knowledge.ingestion import Ingestion
from knowledge.library_in_memory import InMemoryLibrary
from tests.fakes.embedder import WordEmbedder
from tests.fakes.reader import DirectReader


class Shell:
    """Runs the command on one library, and counts how often the index was brought up to date."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = InMemoryLibrary()
        self.model = "words/64"
        self.refreshed = 0
        self.rebuilt = 0
        self.calibrated = 0
        self.is_due = False

    @asynccontextmanager
    async def parts(self) -> AsyncIterator[IngestParts]:
        async def refresh() -> None:
            self.refreshed += 1

        async def rebuild() -> None:
            self.rebuilt += 1

        async def calibrate() -> Calibration | None:
            self.calibrated += 1
            return Calibration(Confidence.shipped(), Quality(0.9, 0.8, 0.05), 3, 70) if self.is_due else None

        embedder = WordEmbedder(self.model)
        ingestion = Ingestion(library=self.library, sandbox=DirectReader(), embedder=embedder)
        yield IngestParts(ingestion, refresh_index=refresh, rebuild_index=rebuild, calibrate=calibrate)

    def runs(self, *arguments: str) -> Result:
        app = typer.Typer()
        register(app, opened=self.parts)
        return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: Peer review\n---\nA peer review takes two days.\n")
    return Shell(folder)


def test_it_says_in_one_line_what_it_did(shell: Shell) -> None:
    result = shell.runs(str(shell.folder))
    assert result.exit_code == 0
    assert result.stdout.startswith("1 added; 1 passage, 29 characters in ")
    assert result.stdout.count("\n") == 1
    assert result.stderr == ""
    assert shell.refreshed == 1
    assert shell.runs(str(shell.folder)).stdout.startswith("1 unchanged in ")


def test_content_that_changed_enough_is_calibrated_on_and_told(shell: Shell) -> None:
    assert "Calibrated" not in shell.runs(str(shell.folder)).stdout
    shell.is_due = True
    told = shell.runs(str(shell.folder)).stdout
    assert "Calibrated on 3 documents, 70 passages" in told
    assert "80% of those with an answer" in told
    assert "5% of those without" in told
    assert "Calibrated" not in shell.runs(str(shell.folder), "--json").stdout
    assert shell.calibrated == 3


def test_each_problem_is_one_line_on_standard_error(shell: Shell) -> None:
    (shell.folder / "empty.txt").touch()
    result = shell.runs(str(shell.folder), "https://example.eu/page")
    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) == 2
    assert "2 problems" in result.stdout


def test_the_exit_code_is_1_when_nothing_at_all_could_be_read(shell: Shell) -> None:
    assert shell.runs(str(shell.folder / "never.md")).exit_code == 1


def test_the_report_can_be_had_as_json(shell: Shell) -> None:
    result = shell.runs(str(shell.folder), "--json")
    assert json.loads(result.stdout)["added"] == 1


def test_a_date_is_checked_before_anything_is_read(shell: Shell) -> None:
    result = shell.runs(str(shell.folder), "--as-of", "January")
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr
    assert shell.refreshed == 0


def test_without_a_path_it_rebuilds_or_says_what_is_missing(shell: Shell) -> None:
    shell.runs(str(shell.folder))
    assert shell.runs().exit_code == 2
    shell.model = "words/other"
    assert isinstance(shell.runs(str(shell.folder)).exception, ModelMismatch)
    rebuilt = shell.runs("--rebuild")
    assert rebuilt.exit_code == 0
    assert "1 embedded" in rebuilt.stdout
    assert (shell.refreshed, shell.rebuilt) == (1, 1)
    assert shell.runs(str(shell.folder)).exit_code == 0


def test_the_summary_names_only_what_happened() -> None:
    report = IngestReport(added=1234, removed=2, passages=1, embedded=3, chars=1, seconds=61.25)
    report.problems.append(Problem("a.md", "it is empty"))
    assert summary(report) == (
        "1,234 added, 2 removed; 1 passage, 1 character, 3 embedded; 1 problem in 61.2 s"
    )
    assert summary(IngestReport()) == "no documents in 0.0 s"


@pytest.mark.parametrize("is_terminal", [True, False])
def test_the_bar_is_drawn_on_terminals_only(is_terminal: bool) -> None:
    screen = io.StringIO()
    with progress_bar(Console(file=screen, force_terminal=is_terminal, width=80)) as bar:
        bar.on_phase(Phase.READING, total=2)
        bar.advance()
        bar.advance()
        bar.on_phase(Phase.EMBEDDING, total=0)
    assert ("reading" in screen.getvalue()) is is_terminal
    assert "embedding" not in screen.getvalue()
