"""How far something has come, drawn for a person who waits."""

from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from knowledge.ingest_report import Phase


class ProgressBar:
    """A bar on standard error, nothing where that is no terminal.

    It appears with the first phase and goes when a phase is complete; as a context manager, at the end too.
    """

    def __init__(self, console: Console | None = None) -> None:
        console = console or Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description:>10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def on_phase(self, phase: Phase, *, total: int) -> None:
        """Draw an empty bar in the place of the one before."""
        self._drop()
        if total:
            self._task = self._bar.add_task(phase.value, total=total)
            self._bar.start()

    def advance(self, count: int = 1) -> None:
        """Move on; a full bar goes."""
        if self._task is not None:
            self._bar.advance(self._task, count)
            if self._bar.finished:
                self._bar.stop()
                self._drop()

    def _drop(self) -> None:
        if self._task is not None:
            self._bar.remove_task(self._task)
            self._task = None
