"""`helpdesk bench`: how good and how fast, beside what a user would pick instead."""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from benchmarks.platforms.asking import Figures
    from bot.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Measure the helpdesk beside what one would use instead.")


@app.callback()
def _bench() -> None:
    """Measure the helpdesk beside what one would use instead."""


@app.command()
def retrieval(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="corpus.jsonl, queries.jsonl, qrels.tsv, maybe gold.jsonl.")
    ],
    run: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every reply there, one JSON object a line.")
    ] = None,
    out_of_domain: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Requests that no page answers, lines of {text}.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Ask the first N questions and requests only.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Find pages and answers beside LangChain's quick start with Chroma, on the same embedding model."""
    from contextlib import ExitStack
    from importlib.resources import files

    from rich.console import Console
    from rich.progress import Progress

    from benchmarks.datasets import BadData, read, read_texts
    from bot.models import open_embedder
    from bot.settings import SettingsError, load_settings
    from knowledge.confidence import THRESHOLD
    from knowledge.errors import KnowledgeError

    examples = files("bot.conversation").joinpath("examples", "out_of_scope.txt").read_text(encoding="utf-8")
    with ExitStack() as stack:
        try:
            dataset = read(folder, limit=limit)
            requests = read_texts(out_of_domain, limit=limit) if out_of_domain else []
            run_file = stack.enter_context(run.open("w", encoding="utf-8")) if run else None
            embedder = open_embedder(load_settings())
        except (BadData, SettingsError, KnowledgeError) as wrong:
            _stop(str(wrong))
        except OSError as refused:
            _stop(f"{run} can't be written: {refused.strerror}.")
        from benchmarks.retrieval import compare
        from benchmarks.table import table

        console = Console(stderr=True)
        progress = stack.enter_context(
            Progress(console=console, transient=True, disable=not console.is_terminal)
        )
        task = progress.add_task("")
        result = compare(
            dataset,
            embedder,
            out_of_domain=requests,
            foreign=[line.strip() for line in examples.splitlines() if line.strip()],
            threshold=THRESHOLD,
            run_file=run_file,
            watch=lambda what, done, total: progress.update(
                task, description=what, completed=done, total=total
            ),
        )
    if as_json:
        print(json.dumps(result.as_dict(), indent=1))
    else:
        Console().print(table(result))


class Platform(StrEnum):
    """Where turns are measured on a chat platform."""

    SLACK = "slack"
    TELEGRAM = "telegram"
    ALL = "all"


@app.command()
def turns(
    number: Annotated[
        int, typer.Option("--turns", min=10, metavar="N", help="How many turns each way.")
    ] = 200,
    platform: Annotated[
        Platform | None,
        typer.Option(help="Measure through this chat platform instead, beside bare bots of its SDK."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Time turns with durable work and without it, or through a chat platform, on a scratch copy of the data."""
    import asyncio

    if platform is not None:
        _on_platforms(platform, number, as_json=as_json)
        return
    figures = asyncio.run(_turns(number))
    if as_json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{figures['turns']:.0f} turns each way, p50 / p95 in ms:")
    print(f"  with durable work     {figures['durable_p50_ms']} / {figures['durable_p95_ms']}")
    print(f"  without               {figures['bare_p50_ms']} / {figures['bare_p95_ms']}")
    print(f"Durable work adds {figures['engine_ms']} ms; {figures['durable_turns_per_s']} turns a second.")


async def _turns(number: int) -> dict[str, float]:
    from benchmarks.turns import measure
    from bot.app import open_app
    from bot.cli.opening import stock

    async with _scratch() as settings, open_app(settings) as opened:
        await stock(opened)
        return (await measure(opened, turns=number)).as_dict()


def _on_platforms(platform: Platform, number: int, *, as_json: bool) -> None:
    import asyncio

    from rich.console import Console

    try:
        import tests.fakes  # noqa: F401
    except ModuleNotFoundError:
        _stop("The servers for this are among the tests, which are not installed. Run it from a clone.")
    from benchmarks.platforms.running import BotFailed
    from benchmarks.platforms.table import table

    try:
        measured = asyncio.run(_measured(platform, number))
    except BotFailed as failed:
        _stop(str(failed))
    if as_json:
        print(
            json.dumps({name: [asdict(each) for each in held] for name, held in measured.items()}, indent=1)
        )
        return
    for name, held in measured.items():
        Console().print(table(name, held))


async def _measured(platform: Platform, number: int) -> "dict[str, list[Figures]]":
    from benchmarks.platforms.comparing import Deployed, on_slack, on_telegram

    async with _scratch() as settings:
        deployed = Deployed(settings.data_dir, settings.embedding_model)
        measured = {}
        for name, measure in ((Platform.SLACK, on_slack), (Platform.TELEGRAM, on_telegram)):
            if platform in {name, Platform.ALL}:
                measured[name.value] = await measure(turns=number, deployed=deployed)
        return measured


@asynccontextmanager
async def _scratch() -> "AsyncIterator[Settings]":
    """Settings for a copy of the data, complete."""
    import tempfile

    from bot.app import open_app
    from bot.cli.opening import scratch, stock
    from bot.settings import load_settings

    settings = load_settings()
    async with open_app(settings) as opened:
        await stock(opened)
        await opened.room.keep_in_step()
    with tempfile.TemporaryDirectory() as folder:
        yield await scratch(settings, Path(folder) / "data")


def _stop(why: str) -> NoReturn:
    print(f"helpdesk: {why}", file=sys.stderr)
    raise typer.Exit(2)
