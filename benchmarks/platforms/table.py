"""The figures of one platform as a table for people."""

from collections.abc import Sequence

from rich.table import Table

from benchmarks.platforms.asking import AT_ONCE, Figures


def table(platform: str, measured: Sequence[Figures]) -> Table:
    """A line a bot."""
    made = Table(title=f"{platform}, {measured[0].turns} turns each way", title_justify="left")
    made.add_column("bot")
    for name in ("answered", "p50 ms", "p95 ms", "CPU ms a turn", f"turns/s, {AT_ONCE} at once"):
        made.add_column(name, justify="right")
    for each in measured:
        values = each.p50_ms, each.p95_ms, each.cpu_ms, each.turns_per_s
        answered = str(each.answered) if each.answered else "–"  # a bare bot has no sources to name
        made.add_row(each.bot, answered, *(f"{value:.1f}" for value in values))
    return made
