"""The figures as a table for people."""

from collections.abc import Callable

from rich.table import Table

from benchmarks.figures import Figures, Ranking
from benchmarks.retrieval import Comparison

Value = Callable[[Figures], float | None]
NOTHING = "–"

ANSWERS: tuple[tuple[str, Value], ...] = (
    ("answer within 1 sentence", lambda f: f.answer_in_1),
    ("answer within 3 sentences", lambda f: f.answer_in_3),
    ("span in the top 5 passages", lambda f: f.span_in_5_passages),
    ("AUROC, paragraph removed", lambda f: f.refusal.paragraph_removed),
    ("AUROC, subject removed", lambda f: f.refusal.subject_removed),
    ("AUROC, out of domain", lambda f: f.refusal.out_of_domain),
    ("AUROC, unanswerable by gold", lambda f: f.refusal.unanswerable),
    ("right among the answered at 70% coverage", lambda f: f.right_at_70),
    ("answerable questions answered", lambda f: f.answerable_answered),
    ("out-of-domain requests answered", lambda f: f.out_of_domain_answered),
)
COSTS: tuple[tuple[str, Value, str], ...] = (
    ("ms a question, wall p50", lambda f: f.cost.wall_ms_p50, ".1f"),
    ("ms a question, wall p95", lambda f: f.cost.wall_ms_p95, ".1f"),
    ("ms a question, CPU p50", lambda f: f.cost.cpu_ms_p50, ".1f"),
    ("ms a question, CPU p95", lambda f: f.cost.cpu_ms_p95, ".1f"),
    ("characters ingested a second", lambda f: f.cost.chars_a_second, ",.0f"),
    ("characters ingested a CPU second", lambda f: f.cost.chars_a_cpu_second, ",.0f"),
    ("calibration, s", lambda f: f.cost.calibration_s, ".1f"),
    ("index memory, MB", lambda f: f.cost.memory_mb, ".1f"),
)


def table(result: Comparison) -> Table:
    """Both systems side by side."""
    data = result.dataset
    made = Table(
        title=f"{data.name}: {len(data.pages):,} pages, {len(data.questions):,} questions, "
        f"{result.out_of_domain:,} out of domain",
        title_justify="left",
    )
    made.add_column("measure", no_wrap=True)
    made.add_column("ours", justify="right")
    made.add_column("quick start", justify="right")
    _add_rankings(made, "first turns", result.ours.first_turns, result.quick_start.first_turns)
    _add_rankings(made, "follow-ups", result.ours.follow_ups, result.quick_start.follow_ups)
    for name, value in ANSWERS:
        _add(made, name, value(result.ours), value(result.quick_start), ".3f")
    made.add_section()
    for name, value, form in COSTS:
        _add(made, name, value(result.ours), value(result.quick_start), form)
    return made


def _add_rankings(made: Table, which: str, ours: Ranking | None, theirs: Ranking | None) -> None:
    if ours is None or theirs is None:
        return
    made.add_row(f"[bold]{which}[/bold] ({ours.questions:,})", "", "")
    _add(made, "nDCG@10", ours.ndcg_10, theirs.ndcg_10, ".3f")
    _add(made, "recall@5", ours.recall_5, theirs.recall_5, ".3f")
    _add(made, "MRR@10", ours.mrr_10, theirs.mrr_10, ".3f")
    made.add_section()


def _add(made: Table, name: str, ours: float | None, theirs: float | None, form: str) -> None:
    if ours is None and theirs is None:
        return
    made.add_row(name, *(NOTHING if value is None else format(value, form) for value in (ours, theirs)))
