"""Ingestion into SQLite: killed at any moment, and twice at the same time."""

import asyncio
import random
import sys
from pathlib import Path

import pytest

from bot.storage import Database, SqlLibrary, migrate
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


@pytest.fixture
async def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/test.sqlite3"
    await migrate(address)
    return address


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


async def test_killed_at_any_moment_the_next_run_does_the_rest(url: str, pages: Path) -> None:
    program = (
        "import asyncio; from pathlib import Path; from tests.storage.test_ingestion_killed import ingest; "
        f"print('ready', flush=True); asyncio.run(ingest({url!r}, Path({str(pages)!r})))"
    )
    for _ in range(4):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, cwd=ROOT, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        await process.stdout.readline()
        await asyncio.sleep(random.uniform(0.05, 0.6))
        if process.returncode is None:
            process.kill()
        await process.communicate()
    report = await ingest(url, pages)
    assert report.added + report.unchanged == FILES
    assert await is_whole(url)
    assert (await ingest(url, pages)).unchanged == FILES


async def test_two_ingestions_of_one_folder_at_once_leave_one_library(url: str, pages: Path) -> None:
    await asyncio.gather(ingest(url, pages), ingest(url, pages))
    assert await is_whole(url)
    assert (await ingest(url, pages)).unchanged == FILES
