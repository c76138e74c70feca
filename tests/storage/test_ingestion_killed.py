"""Ingestion into a database: killed at any moment, and twice at the same time."""

import asyncio
import random
import signal
import sys
from pathlib import Path

import pytest

from bot.storage import Database, SqlLibrary
from knowledge.ingest_report import IngestReport
from knowledge.ingestion import Ingestion
from tests.fakes.embedder import WordEmbedder
from tests.fakes.reader import DirectReader

ROOT = Path(__file__).parents[2]
FILES = 400


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.md").write_text(f"---\ntitle: Page {number}\n---\nSentence number {number}.\n")
    return folder


async def ingest(url: str, pages: Path) -> IngestReport:
    async with Database(url) as database:
        library = SqlLibrary(database)
        ingestion = Ingestion(library=library, sandbox=DirectReader(), embedder=WordEmbedder())
        return await ingestion.run([pages])


async def is_whole(url: str, *, titles: int = FILES) -> bool:
    """Whether each page is there once, with all vectors and no others."""
    async with Database(url) as database:
        library = SqlLibrary(database)
        shelved = [each async for each in library.shelves()]
        vectors = [key async for key, _ in library.vectors(WordEmbedder().name)]
        lacking = await library.unembedded(WordEmbedder().name)
    return len(shelved) == titles and len(vectors) == 2 * titles and not lacking


async def test_killed_half_way_and_at_any_moment_the_next_run_does_the_rest(
    database_url: str, pages: Path
) -> None:
    program = (
        "import asyncio; from pathlib import Path; from tests.storage.test_ingestion_killed import ingest; "
        f"print('ready', flush=True); asyncio.run(ingest({database_url!r}, Path({str(pages)!r})))"
    )
    for moment in ("half way", "any", "any"):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, cwd=ROOT, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        await process.stdout.readline()
        if moment == "half way":
            await until_some_are_there(database_url)
        else:
            await asyncio.sleep(random.uniform(0.05, 0.6))
        if process.returncode is None:
            process.kill()
        await process.communicate()
        assert process.returncode in (0, -signal.SIGKILL)
    report = await ingest(database_url, pages)
    assert report.problems == []
    assert report.added + report.unchanged == FILES
    assert await is_whole(database_url)
    assert (await ingest(database_url, pages)).unchanged == FILES


async def until_some_are_there(url: str) -> None:
    async with Database(url) as database:
        while not await SqlLibrary(database).fingerprints():  # noqa: ASYNC110 - another process sets it
            await asyncio.sleep(0.002)


async def test_two_ingestions_of_one_folder_at_once_leave_one_library(database_url: str, pages: Path) -> None:
    await asyncio.gather(ingest(database_url, pages), ingest(database_url, pages))
    assert await is_whole(database_url)
    assert (await ingest(database_url, pages)).unchanged == FILES
