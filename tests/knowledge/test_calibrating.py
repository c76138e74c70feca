"""Confidence as the content makes it: trained on what there is, kept with it, and trained anew when it is due."""

import json
from dataclasses import replace
from pathlib import Path

from bot.storage import Database
from bot.storage.library import SqlLibrary
from knowledge.calibrating import NOTE, calibrate_library, changes, confidence_of, is_due
from knowledge.confidence import Confidence
from knowledge.library import Library
from tests.fakes.embedder import WordEmbedder
from tests.knowledge.test_confidence import corpus
from tests.making import embed, room_of, shelve

EMBEDDER = WordEmbedder(dims=256)
MODEL = EMBEDDER.name


async def filled(library: Library, count: int = 60) -> None:
    await shelve(library, *(replace(each, asked=(f"what is {each.title}?",)) for each in corpus(count)))
    await embed(library, EMBEDDER)


async def test_what_is_trained_is_kept_with_the_content_and_is_the_same_again(database: Database) -> None:
    library = SqlLibrary(database)
    await filled(library)
    assert await confidence_of(library, model=MODEL) == Confidence.shipped()
    first = await calibrate_library(library, EMBEDDER, foreign=["book me a flight"])
    assert first.quality is not None
    assert first.quality.auroc > 0.8
    assert await confidence_of(SqlLibrary(database), model=MODEL) == first.confidence != Confidence.shipped()
    again = await calibrate_library(library, EMBEDDER, foreign=["book me a flight"])
    assert again == first
    assert await confidence_of(library, model="another") == Confidence.shipped()


async def test_it_is_due_once_a_fifth_has_changed(database: Database) -> None:
    library = SqlLibrary(database)
    assert not await is_due(library, model=MODEL)
    await filled(library, 49)
    assert not await is_due(library, model=MODEL), "a few documents tell too little"
    await filled(library, 240)
    assert await is_due(library, model=MODEL)
    await calibrate_library(library, EMBEDDER)
    assert await changes(library, model=MODEL) == (0, 0.0)
    await shelve(library, *(replace(each, title=f"{each.title} anew") for each in corpus(240)[:15]))
    await embed(library, EMBEDDER)
    assert await changes(library, model=MODEL) == (30, 30 / 255)  # as they were, and as they are
    assert not await is_due(library, model=MODEL)
    await library.remove([each.source for each in corpus(240)[100:140]])
    assert await is_due(library, model=MODEL)


async def test_a_room_that_is_open_takes_up_what_was_trained_meanwhile(
    database: Database, tmp_path: Path
) -> None:
    library = SqlLibrary(database)
    await filled(library)
    room = room_of(library, tmp_path, EMBEDDER)
    await room.keep_in_step()
    assert room.retriever.confidence == Confidence.shipped()
    trained = await calibrate_library(SqlLibrary(database), EMBEDDER)
    await room.keep_in_step()
    assert room.retriever.confidence == trained.confidence
    room.close()


async def test_too_little_content_keeps_the_shipped_one(database: Database) -> None:
    library = SqlLibrary(database)
    await filled(library, 5)
    made = await calibrate_library(library, EMBEDDER)
    assert made.quality is None
    assert await confidence_of(library, model=MODEL) == Confidence.shipped()


async def test_a_note_that_can_not_be_read_is_passed_over(database: Database) -> None:
    library = SqlLibrary(database)
    await filled(library, 5)
    for damaged in (
        "",
        "{",
        "[]",
        "7",
        json.dumps({"model": MODEL}),
        json.dumps({"model": MODEL, "confidence": {}}),
    ):
        await library.keep_note(NOTE, damaged)
        assert await confidence_of(library, model=MODEL) == Confidence.shipped()
        assert not await is_due(library, model=MODEL)
