"""Snapshots: what they hold, saved and opened again."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from knowledge.documents import Document, Visibility
from knowledge.errors import NotEmbeddedYet
from knowledge.index.nearest import ExactSearch
from knowledge.index.search import PassageIndex, Scope
from knowledge.index.snapshot import Snapshot, take
from knowledge.index.weighing import Query
from knowledge.library_in_memory import InMemoryLibrary
from tests.fakes.embedder import WordEmbedder
from tests.making import document, embed, shelve, snapshot_of

EMBEDDER = WordEmbedder()


def pages() -> list[Document]:
    return [
        document(topic="Green", asked=("who pays", "is it free")),
        document("/match.md", "Matchmaking", "A session takes half a day.", "Who\nPublic authorities.", topic="Smart"),
        document("/secret.md", "Directory", "Members see names.", visibility=Visibility.MEMBERS),
    ]  # fmt: skip


def assert_equal(one: Snapshot, other: Snapshot) -> None:
    for field in fields(Snapshot):
        mine, yours = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, np.ndarray):
            assert mine.dtype == yours.dtype, field.name
            np.testing.assert_array_equal(mine, yours, err_msg=field.name)
        elif field.name != "bm25":
            assert mine == yours, field.name


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_snapshot_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    made = await snapshot_of(*pages())
    made.save(tmp_path / "kept")
    opened = Snapshot.open(tmp_path / "kept")
    assert_equal(made, opened)
    query = Query("who pays for the session?", EMBEDDER.question("who pays for the session?"))
    found = [
        PassageIndex(each, ExactSearch(each)).search(query, limit=9, scope=Scope()) for each in (made, opened)
    ]
    assert found[0] == found[1]
    assert found[0]


async def test_a_snapshot_replaces_what_stood_in_its_folder(tmp_path: Path) -> None:
    (await snapshot_of(*pages())).save(tmp_path / "kept")
    smaller = await snapshot_of(document())
    smaller.save(tmp_path / "kept")
    assert_equal(smaller, Snapshot.open(tmp_path / "kept"))
    assert names_in(tmp_path) == ["kept"]


async def test_what_a_snapshot_holds() -> None:
    made = await snapshot_of(*pages())
    assert len(made) == 4
    assert made.document_count == 3
    assert made.members_only.tolist() == [False, False, False, True]
    assert [made.topic_names[n] if n >= 0 else None for n in made.topics] == ["Green", "Smart", "Smart", None]
    assert np.diff(made.sentence_starts).tolist() == [3, 1, 1, 1]
    assert np.diff(made.lead_starts).tolist() == [3, 1, 1, 1], (
        "the questions a page is asked stand by its title"
    )
    assert set(made.rows_with(made.vocabulary["free"]).tolist()) == {0}


async def test_an_empty_library_gives_an_empty_snapshot(tmp_path: Path) -> None:
    made = await snapshot_of()
    made.save(tmp_path / "none")
    for each in (made, Snapshot.open(tmp_path / "none")):
        index = PassageIndex(each, ExactSearch(each))
        assert (len(each), each.document_count) == (0, 0)
        assert index.search(Query("anything", EMBEDDER.question("anything")), limit=5, scope=Scope()) == []
        assert index.word_weights("anything at all", Scope()).keys() == {-1}


async def test_passages_of_marks_alone_can_be_searched(tmp_path: Path) -> None:
    made = await snapshot_of(document("/a", "–", "!!! ???"))
    made.save(tmp_path / "marks")
    for each in (made, Snapshot.open(tmp_path / "marks")):
        index = PassageIndex(each, ExactSearch(each))
        assert len(index.search(Query("peer", EMBEDDER.question("peer")), limit=5, scope=Scope())) == 1


async def test_a_library_whose_ingestion_is_incomplete_gives_no_snapshot() -> None:
    library = InMemoryLibrary()
    await shelve(library, document())
    with pytest.raises(NotEmbeddedYet, match="helpdesk ingest"):
        await take(library, model=EMBEDDER.name, dims=EMBEDDER.dims)
    await embed(library, EMBEDDER)
    await shelve(library, document("/new", "New", "Not embedded."))
    with pytest.raises(NotEmbeddedYet):
        await take(library, model=EMBEDDER.name, dims=EMBEDDER.dims)
