"""`helpdesk ingest`: bring files and folders into the library."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.calibrate import told

if TYPE_CHECKING:
    from rich.console import Console

    from bot.cli.progress import ProgressBar
    from knowledge.calibrating import Calibration
    from knowledge.documents import AsOf
    from knowledge.ingest_report import IngestReport
    from knowledge.ingestion import Ingestion


@dataclass(frozen=True)
class IngestParts:
    """What the command works with, ready to use."""

    ingestion: "Ingestion"
    refresh_index: Callable[[], Awaitable[object]]
    rebuild_index: Callable[[], Awaitable[object]]
    calibrate: "Callable[[], Awaitable[Calibration | None]]"
    """trains the confidence anew where the content has changed enough"""


Open = Callable[[], AbstractAsyncContextManager[IngestParts]]


@asynccontextmanager
async def open_parts() -> AsyncIterator[IngestParts]:
    """The parts that the settings name."""
    from bot.app import open_app
    from bot.settings import load_settings

    async with open_app(load_settings()) as app, app.ingestion() as ingestion:
        yield IngestParts(
            ingestion,
            refresh_index=app.room.keep_in_step,
            rebuild_index=app.room.rebuild,
            calibrate=partial(app.calibrate, if_due=True),
        )


def register(app: typer.Typer, *, opened: Open = open_parts) -> None:
    """Add the command, which works on the parts that `opened` gives."""

    def ingest_(
        paths: Annotated[
            list[str] | None, typer.Argument(metavar="PATH_OR_URL...", help="Files and folders to read.")
        ] = None,
        as_of: Annotated[
            str | None,
            typer.Option(metavar="DATE", help="How far back facts reach where a file states no date."),
        ] = None,
        rebuild: Annotated[
            bool, typer.Option("--rebuild", help="Cut anew, and embed all with the model that is set now.")
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
    ) -> None:
        """Read, split, embed and index files; a second run changes nothing."""
        from knowledge.documents import AsOf

        if not paths and not rebuild:
            raise typer.BadParameter("name a file or folder, or say --rebuild", param_hint="PATH_OR_URL")
        try:
            dated = AsOf(as_of) if as_of else None
        except ValueError as wrong:
            raise typer.BadParameter(str(wrong), param_hint="--as-of") from wrong

        async def run() -> int:
            async with opened() as parts:
                return await ingest(parts, paths or [], as_of=dated, rebuild=rebuild, as_json=as_json)

        raise typer.Exit(asyncio.run(run()))

    app.command("ingest")(ingest_)


async def ingest(
    parts: IngestParts,
    paths: Sequence[str],
    *,
    as_of: "AsOf | None" = None,
    rebuild: bool = False,
    as_json: bool = False,
) -> int:
    """Ingest and print what came of it; the exit code, 1 when nothing at all could be read.

    Raises KnowledgeError, with a sentence for the operator, when the model doesn't serve or isn't the library's.
    """
    with progress_bar() as bar:
        report = await parts.ingestion.run(paths, as_of=as_of, rebuild=rebuild, progress=bar)
    calibration = await parts.calibrate()
    await (parts.rebuild_index if rebuild else parts.refresh_index)()
    for problem in report.problems:
        typer.echo(str(problem), err=True)
    typer.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else summary(report))
    if calibration is not None and not as_json:
        typer.echo(told(calibration))
    return 1 if report.is_in_vain else 0


def progress_bar(console: "Console | None" = None) -> "ProgressBar":
    """A bar on standard error; nothing where that is no terminal."""
    from bot.cli.progress import ProgressBar

    return ProgressBar(console)


def summary(report: "IngestReport") -> str:
    """One line for people: "2 added, 1 removed; 14 passages, 3,120 characters in 1.2 s"."""
    documents = ("added", "changed", "unchanged", "removed")
    counted = [f"{getattr(report, name):,} {name}" for name in documents if getattr(report, name)]
    line = ", ".join(counted) or "no documents"
    if report.passages or report.embedded:
        line += f"; {_counted(report.passages, 'passage')}, {_counted(report.chars, 'character')}"
        if report.embedded != report.passages:
            line += f", {report.embedded:,} embedded"
    if report.problems:
        line += f"; {_counted(len(report.problems), 'problem')}"
    return f"{line} in {report.seconds:.1f} s"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
