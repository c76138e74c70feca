"""A copy of the library in another database is the library, and can be added to."""

import pytest

from bot.storage import Database, SqlLibrary, copy_content
from knowledge.documents import Document, Section
from tests.databases import KINDS, NewDatabase
from tests.fakes.embedder import WordEmbedder
from tests.making import embed, shelve

PAGES = [
    Document(
        f"/pages/{n}.md",
        f"Page {n}",
        (Section("", f"A review takes {n} days."),),
        asked=(f"how many are {n}",),
    )
    for n in range(3)
]


async def everything(library: SqlLibrary, model: str) -> tuple[object, ...]:
    shelved = [each async for each in library.shelves()]
    vectors = sorted([(key, made.tobytes()) async for key, made in library.vectors(model)])
    return shelved, vectors, await library.revision(), await library.fingerprints()


@pytest.mark.parametrize("onto", KINDS)
async def test_a_copy_holds_all_and_goes_on_from_there(
    database: Database, new_database: NewDatabase, onto: str
) -> None:
    embedder = WordEmbedder()
    library = SqlLibrary(database)
    await shelve(library, *PAGES)
    await embed(library, embedder)
    async with Database(new_database(onto)) as other:
        copied = SqlLibrary(other)
        await shelve(copied, Document("/old.md", "Old", (Section("", "What was there before."),)))
        await copy_content(database, other)
        assert await everything(copied, embedder.name) == await everything(library, embedder.name)
        await shelve(copied, Document("/new.md", "New", (Section("", "It goes on."),)))
        new = [each async for each in copied.shelves()][-1]
        assert new.document.title == "New"
        assert new.id > max([each.id async for each in library.shelves()])
