"""The comparison: both systems over the same pages and questions, one after the other."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from benchmarks.datasets import Dataset
from benchmarks.figures import Figures, figures
from benchmarks.ours import Ours
from benchmarks.quick_start import QuickStart
from benchmarks.runs import Line, Watch, run
from benchmarks.systems import System
from knowledge.embeddings import Embedder


@dataclass(frozen=True)
class Comparison:
    """What came out of one set."""

    dataset: Dataset
    out_of_domain: int
    ours: Figures
    quick_start: Figures

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        return {
            "set": self.dataset.name,
            "pages": len(self.dataset.pages),
            "chars": self.dataset.chars,
            "questions": len(self.dataset.questions),
            "out_of_domain": self.out_of_domain,
            "ours": asdict(self.ours),
            "quick_start": asdict(self.quick_start),
        }


def compare(
    dataset: Dataset,
    embedder: Embedder,
    *,
    out_of_domain: Sequence[str],
    foreign: Sequence[str],
    threshold: float,
    run_file: TextIO | None,
    watch: Watch,
) -> Comparison:
    """Run both systems; `foreign` is what ours may learn from, `out_of_domain` what both are asked."""
    embedder.texts(["The first run of a model pays for what is loaded late."])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        watch("ingesting for ours", 0, 1)
        ours = Ours(
            dataset.pages, embedder, foreign=foreign, threshold=threshold, folder=Path(folder) / "ours"
        )
        of_ours = _measured(ours, dataset, out_of_domain, run_file, watch)
        watch("ingesting for quick_start", 0, 1)
        quick_start = QuickStart(dataset.pages, embedder, folder=Path(folder) / "quick_start")
        of_quick_start = _measured(quick_start, dataset, out_of_domain, run_file, watch)
    return Comparison(dataset, len(out_of_domain), of_ours, of_quick_start)


def _measured(
    system: System, dataset: Dataset, out_of_domain: Sequence[str], run_file: TextIO | None, watch: Watch
) -> Figures:
    lines: list[Line] = []
    for line in run(system, dataset, out_of_domain, watch=watch):
        lines.append(line)
        if run_file is not None:
            run_file.write(line.as_json() + "\n")
    return figures(lines, dataset, system.ingested)
