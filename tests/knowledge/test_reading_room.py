"""The reading room: in step with its library, through damage, changes and other processes."""

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.storage import Database, SqlLibrary, migrate
from knowledge.answering import Answer, NotKnown
from knowledge.documents import Visibility
from knowledge.errors import ModelMismatch, NotEmbeddedYet
from knowledge.index.search import Scope
from knowledge.library_in_memory import InMemoryLibrary
from knowledge.reading_room import Consultation, ReadingRoom
from tests.fakes.embedder import WordEmbedder
from tests.making import document, embed, library_of, room_of, shelve

ROOT = Path(__file__).parents[2]
MATCH = ("/match.md", "Matchmaking", "A matchmaking session takes half a day.")
EXACT = "exact search"


async def asked(room: ReadingRoom, text: str = "How many days does a peer review take?") -> Consultation:
    return await room.consult(text, threshold=0.0)


def first(consultation: Consultation) -> str:
    """The first sentence of the answer."""
    assert isinstance(consultation.outcome, Answer)
    return consultation.outcome.statements[0].text


async def test_an_answer_comes_with_its_grounds(tmp_path: Path) -> None:
    library = await library_of(document(), document(*MATCH))
    room = room_of(library, tmp_path)
    consultation = await asked(room)
    assert first(consultation) == "A peer review takes two days."
    assert consultation.documents == 2
    assert consultation.stamp == f"words/64@{await library.revision()}"
    assert consultation.searched_by == room.searched_by
    assert isinstance(consultation.outcome, Answer)
    assert {citation.passage_id for citation in consultation.outcome.citations} <= consultation.shelved.keys()


async def test_a_change_of_the_library_is_followed(tmp_path: Path) -> None:
    library = await library_of(document(), document(*MATCH))
    room = room_of(library, tmp_path)
    before = await asked(room)
    await shelve(library, document("/review.md", "Peer review", "A peer review takes three days now."))
    await embed(library, WordEmbedder())
    after = await asked(room)
    assert first(after) == "A peer review takes three days now."
    assert after.stamp != before.stamp
    await library.remove(["/review.md"])
    assert "peer" not in first(await asked(room))


async def test_without_a_change_nothing_is_read_again(tmp_path: Path) -> None:
    room = room_of(await library_of(document()), tmp_path)
    await room.keep_in_step()
    retriever = room.retriever
    await asked(room)
    assert room.retriever is retriever


async def test_while_an_ingestion_is_incomplete_what_stood_before_serves(tmp_path: Path) -> None:
    library = await library_of(document())
    room = room_of(library, tmp_path)
    before = await asked(room)
    await shelve(library, document(*MATCH))
    during = await asked(room)
    assert during.stamp == before.stamp
    assert first(during) == first(before)
    await embed(library, WordEmbedder())
    assert (await asked(room)).documents == 2


async def test_a_first_ingestion_that_is_incomplete_is_said_so(tmp_path: Path) -> None:
    library = InMemoryLibrary()
    await shelve(library, document())
    with pytest.raises(NotEmbeddedYet, match="helpdesk ingest"):
        await asked(room_of(library, tmp_path))


async def test_another_models_index_is_refused_in_a_sentence_with_the_way_out(tmp_path: Path) -> None:
    library = await library_of(document())
    room = room_of(library, tmp_path, WordEmbedder("other/64"))
    with pytest.raises(ModelMismatch) as refused:
        await asked(room)
    for part in ("words/64", "other/64", "helpdesk ingest --rebuild"):
        assert part in str(refused.value)
    await embed(library, WordEmbedder("other/64"))
    assert isinstance((await asked(room)).outcome, Answer)


async def test_an_empty_library_knows_nothing(tmp_path: Path) -> None:
    consultation = await asked(room_of(InMemoryLibrary(), tmp_path))
    assert isinstance(consultation.outcome, NotKnown)
    assert consultation.outcome.nearest is None
    assert consultation.documents == 0


async def test_asking_comes_after_keeping_in_step(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="keep_in_step"):
        _ = room_of(InMemoryLibrary(), tmp_path).searched_by


async def test_members_only_pages_answer_members_alone(tmp_path: Path) -> None:
    secret = document("/names.md", "Peer review hosts", "Ana hosts a review.", visibility=Visibility.MEMBERS)
    room = room_of(await library_of(document(), secret), tmp_path)
    public = await room.consult("Who hosts a peer review? Ana?", threshold=0.0)
    assert all(shelved.document.visibility is Visibility.PUBLIC for shelved in public.shelved.values())
    members = await room.consult("Who hosts a peer review? Ana?", threshold=0.0, scope=Scope(members=True))
    assert first(members) == "Ana hosts a review."


def files_of(folder: Path) -> list[Path]:
    (saved,) = folder.glob("passages-*")
    return sorted(path for path in saved.rglob("*") if path.is_file())


@pytest.mark.parametrize("damage", ["emptied", "cut", "overwritten", "removed"])
async def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: str) -> None:
    library = await library_of(document(), document(*MATCH))
    said = first(await asked(room_of(library, tmp_path)))
    for number in range(len(files_of(tmp_path))):
        file = files_of(tmp_path)[number]
        match damage:
            case "emptied":
                file.write_bytes(b"")
            case "cut":
                file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
            case "overwritten":
                file.write_bytes(b"\xff\x00nonsense" * 40)
            case _:
                file.unlink()
        with capture_logs() as logged:
            assert first(await asked(room_of(library, tmp_path))) == said, file.name
        if any(entry["event"] == "index_damaged_and_made_anew" for entry in logged):
            continue
        assert file.name in UNREAD, f"{file.name} was {damage}, and nobody noticed"


UNREAD = {"params.index.json"}
"""of these no damage matters"""


async def test_a_read_only_folder_keeps_nobody_from_an_answer(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.write_text("a file where the folder should be")
    with capture_logs() as logged:
        assert first(await asked(room_of(await library_of(document()), folder)))
    assert [entry["event"] for entry in logged] == ["index_not_saved"]


async def test_a_rebuild_starts_from_the_library(tmp_path: Path) -> None:
    library = await library_of(document(), document(*MATCH))
    room = room_of(library, tmp_path)
    try:
        assert await room.use_chroma()
        said = first(await asked(room))
        for _ in range(5):
            await room.rebuild()
            assert room.searched_by == "Chroma"
            assert first(await asked(room)) == said
    finally:
        room.close()


async def test_chroma_is_used_when_asked_and_follows_changes(tmp_path: Path) -> None:
    library = await library_of(document())
    room = room_of(library, tmp_path)
    try:
        await room.keep_in_step()
        assert EXACT in room.searched_by
        assert await room.use_chroma()
        assert room.searched_by == "Chroma"
        await shelve(library, document(*MATCH))
        await embed(library, WordEmbedder())
        found = await asked(room, "How long does a matchmaking session take?")
        assert first(found) == MATCH[2]
        assert found.searched_by == "Chroma"
    finally:
        room.close()


async def test_a_damaged_chroma_folder_leaves_exact_search_with_a_warning(tmp_path: Path) -> None:
    chroma = tmp_path / "chroma"
    chroma.mkdir()
    (chroma / "chroma.sqlite3").write_bytes(b"this is no database" * 500)
    room = room_of(await library_of(document()), tmp_path)
    try:
        with capture_logs() as logged:
            assert await room.use_chroma()
        assert "vector_index_unusable" in [entry["event"] for entry in logged]
        assert EXACT in room.searched_by
        assert first(await asked(room)) == "A peer review takes two days."
    finally:
        room.close()


async def test_a_rebuild_makes_a_damaged_chroma_folder_usable_again(tmp_path: Path) -> None:
    chroma = tmp_path / "chroma"
    chroma.mkdir()
    (chroma / "chroma.sqlite3").write_bytes(b"this is no database" * 500)
    room = room_of(await library_of(document()), tmp_path)
    try:
        await room.use_chroma()
        assert EXACT in room.searched_by
        await room.rebuild()
        assert room.searched_by == "Chroma"
        assert first(await asked(room)) == "A peer review takes two days."
    finally:
        room.close()


SECOND = """
import asyncio, sys, time
from pathlib import Path
from bot.storage import Database, SqlLibrary
from tests.fakes.embedder import WordEmbedder
from tests.making import room_of
import knowledge.index.chroma  # loaded beforehand: the lock is what is timed

async def main():
    async with Database(sys.argv[1]) as database:
        room = room_of(SqlLibrary(database), Path(sys.argv[2]), WordEmbedder())
        before = time.monotonic()
        owns = await room.use_chroma()
        print(owns, time.monotonic() - before)
        found = await room.consult("How many days does a peer review take?", threshold=0.0)
        print(found.searched_by)
        print(found.outcome.statements[0].text)

asyncio.run(main())
"""


@asynccontextmanager
async def sql_library(path: Path) -> AsyncIterator[tuple[str, SqlLibrary]]:
    url = f"sqlite:///{path}/helpdesk.sqlite3"
    await migrate(url)
    async with Database(url) as database:
        library = SqlLibrary(database)
        await shelve(library, document(), document(*MATCH))
        await embed(library, WordEmbedder())
        yield url, library


async def test_a_second_process_searches_exactly_and_answers_the_same(tmp_path: Path) -> None:
    async with sql_library(tmp_path) as (url, library):
        room = room_of(library, tmp_path / "index")
        try:
            assert await room.use_chroma()
            said = first(await asked(room))
            run = subprocess.run(  # noqa: ASYNC221 - nothing else happens meanwhile
                [sys.executable, "-c", SECOND, url, str(tmp_path / "index")],
                cwd=ROOT, check=True, capture_output=True, text=True,
            )  # fmt: skip
            owned, searched_by, answered = run.stdout.splitlines()
            took = float(owned.removeprefix("False "))
            assert took < 2
            assert EXACT in searched_by
            assert answered == said
            assert first(await asked(room)) == said, "the first process was not disturbed"
        finally:
            room.close()
