"""What every library does: the one in memory, and the one in SQL on each database."""

from collections.abc import AsyncIterator
from dataclasses import replace as but

import numpy as np
import pytest

from bot.storage import Database, SqlLibrary
from knowledge.documents import AsOf, Document, Passage, Period, Section, Visibility
from knowledge.library import Library, Shelved, lead_key
from knowledge.library_in_memory import InMemoryLibrary
from tests.databases import KINDS, NewDatabase
from tests.fakes.embedder import WordEmbedder

MODEL = "words/64"


@pytest.fixture(params=["in memory", *KINDS])
async def library(request: pytest.FixtureRequest, new_database: NewDatabase) -> AsyncIterator[Library]:
    if request.param == "in memory":
        yield InMemoryLibrary()
        return
    async with Database(new_database(request.param)) as database:
        yield SqlLibrary(database)


def document(source: str = "/pages/review.md", title: str = "Peer review", *paragraphs: str) -> Document:
    texts = paragraphs or ("A peer review takes two days.", "It is free of charge.")
    return Document(source, title, tuple(Section("", text) for text in texts))


def passages(of: Document) -> list[Passage]:
    return [Passage(of.title, "", (section.text,), ordinal) for ordinal, section in enumerate(of.sections)]


async def shelve(library: Library, *documents: Document) -> None:
    for each in documents:
        await library.replace(each, passages(each))


async def embed(library: Library, model: str = MODEL) -> None:
    embedder = WordEmbedder(model)
    lacking = await library.unembedded(model)
    made = embedder.passages([(passage.lead, passage.sentences) for passage in lacking])
    await library.keep_vectors(
        model, {passage.key: some for passage, some in zip(lacking, made, strict=True)}
    )
    leads = await library.unembedded_leads(model)
    await library.keep_vectors(model, {lead_key(lead): embedder.texts([lead]) for lead in leads})


async def shelves(library: Library) -> list[Shelved]:
    return [shelved async for shelved in library.shelves()]


async def keys(library: Library, model: str = MODEL) -> set[str]:
    return {key async for key, _ in library.vectors(model)}


async def test_an_empty_library_has_nothing(library: Library) -> None:
    assert await library.fingerprints() == {}
    assert await shelves(library) == []
    assert await library.models() == set()
    assert await library.unembedded(MODEL) == []
    assert await library.unembedded_leads(MODEL) == []
    assert await library.fetch([1, 2]) == {}


async def test_a_document_comes_back_with_all_but_its_sections(library: Library) -> None:
    written = but(
        document(),
        url="https://example.eu/peer?a=1",
        kind="service",
        topic="Green",
        period=Period.P2021,
        as_of=AsOf("2026-01"),
        visibility=Visibility.MEMBERS,
        asked=("wer zahlt das?", "is it free", "and for NGOs"),
    )
    passage = Passage("Peer review – Wer zahlt?", "Wer zahlt?", ("Niemand zahlt.", "Δωρεάν 🙂 \u0000."), 0)
    await library.replace(written, [passage])
    (shelved,) = await shelves(library)
    assert shelved.passage == passage
    assert shelved.document == but(written, sections=())
    assert await library.fetch([shelved.id]) == {shelved.id: shelved}


async def test_texts_may_be_long_and_hold_any_character(library: Library) -> None:
    odd = "Zero \u0000, substitute \u001a and \u001a0000: ď 🙂 " + "long " * 200
    written = but(
        document("/od\u001ad/page.md", odd),
        kind=odd,
        topic=odd,
        url="https://example.eu/" + "a" * 3000,
        asked=(odd,),
    )
    passage = Passage(odd, odd, (odd,), 0)
    await library.replace(written, [passage])
    (shelved,) = await shelves(library)
    assert shelved.passage == passage
    assert shelved.document == but(written, sections=())
    assert set(await library.fingerprints(under="/od\u001ad/")) == {written.source}
    assert await library.unembedded(MODEL) == [passage]
    await embed(library, "model " * 50)
    assert await library.unembedded("model " * 50) == []
    assert await library.unembedded_leads("model " * 50) == []
    assert await library.remove([written.source]) == 1


async def test_fingerprints_are_found_by_how_the_source_starts(library: Library) -> None:
    sources = ["/pages/a.md", "/pages/b.md#1", "/pages2/c.md", "/Pages/d.md", "/p_ges/%.md"]
    await shelve(library, *(document(source, source) for source in sources))
    assert set(await library.fingerprints()) == set(sources)
    assert set(await library.fingerprints(under="/pages/")) == {"/pages/a.md", "/pages/b.md#1"}
    assert set(await library.fingerprints(under="/p_ges/")) == {"/p_ges/%.md"}
    assert (await library.fingerprints(under="/pages2"))["/pages2/c.md"] == document(
        "", "/pages2/c.md"
    ).fingerprint


async def test_replacing_puts_new_passages_in_the_place_of_the_old(library: Library) -> None:
    await shelve(library, document(), document("/other.md", "Other"))
    before = {shelved.id for shelved in await shelves(library)}
    changed = document("/pages/review.md", "Peer review", "A peer review takes three days.")
    await shelve(library, changed)
    ours = [shelved for shelved in await shelves(library) if shelved.document.source == changed.source]
    assert [shelved.passage.text for shelved in ours] == ["A peer review takes three days."]
    assert {shelved.id for shelved in ours}.isdisjoint(before)
    assert (await library.fingerprints())[changed.source] == changed.fingerprint
    assert len(await shelves(library)) == 3


async def test_several_are_replaced_at_once_and_the_last_of_a_source_stays(library: Library) -> None:
    await shelve(library, document("/a", "Old"))
    batch = [document("/a", "First"), document("/b", "B"), document("/a", "Last")]
    before = await library.revision()
    await library.replace_all([(each, passages(each)) for each in batch])
    await library.replace_all([])
    assert {shelved.document.title for shelved in await shelves(library)} == {"Last", "B"}
    assert await library.revision() == before + 1


async def test_equal_content_from_two_sources_stays_twice_and_shares_vectors(library: Library) -> None:
    await shelve(library, document("/a"), document("/b"))
    assert len(await shelves(library)) == 4
    assert [passage.text for passage in await library.unembedded(MODEL)] == [
        "A peer review takes two days.",
        "It is free of charge.",
    ]
    await embed(library)
    await library.remove(["/a"])
    assert len(await keys(library)) == 3, "two passages and their lead are still in use"
    await library.remove(["/b"])
    assert await keys(library) == set()


async def test_removing_says_how_many_there_were(library: Library) -> None:
    await shelve(library, document("/a"), document("/b"))
    assert await library.remove(["/a", "/never"]) == 1
    assert await library.remove(["/a"]) == 0
    assert await library.remove([]) == 0
    assert set(await library.fingerprints()) == {"/b"}
    assert {shelved.document.source for shelved in await shelves(library)} == {"/b"}


async def test_ids_ascend_and_are_never_used_again(library: Library) -> None:
    await shelve(library, document("/a"), document("/b"))
    ids = [shelved.id for shelved in await shelves(library)]
    assert ids == sorted(ids)
    await library.remove(["/b"])
    await shelve(library, document("/c"))
    assert {shelved.id for shelved in await shelves(library)} - set(ids) == {max(ids) + 1, max(ids) + 2}


async def test_fetching_leaves_out_what_is_gone_and_keeps_the_order_asked_for(library: Library) -> None:
    await shelve(library, document("/a"), document("/b"))
    first, second, *_ = await shelves(library)
    await library.remove(["/b"])
    found = await library.fetch([second.id, 10**9, first.id])
    assert list(found.items()) == [(second.id, second), (first.id, first)]


async def test_what_is_embedded_is_not_asked_for_again(library: Library) -> None:
    await shelve(library, document())
    await embed(library)
    assert await library.unembedded(MODEL) == []
    assert await library.unembedded_leads(MODEL) == []
    assert len(await library.unembedded("another")) == 2
    assert await library.unembedded_leads("another") == ["Peer review"]


async def test_the_questions_a_document_is_asked_for_are_embedded_as_leads_are(library: Library) -> None:
    first = but(document("/a"), asked=("who pays", "Peer review", "is it free"))
    second = but(document("/b", "Other"), asked=("is it free",))
    await shelve(library, first, second)
    assert await library.unembedded_leads(MODEL) == ["Peer review", "Other", "who pays", "is it free"]
    await embed(library)
    assert await library.unembedded_leads(MODEL) == []
    await library.remove(["/a"])
    assert lead_key("is it free") in await keys(library)
    assert lead_key("who pays") not in await keys(library)
    await shelve(library, document("/b", "Other"))
    assert lead_key("is it free") not in await keys(library)


async def test_vectors_come_back_in_half_precision_as_float32(library: Library) -> None:
    await shelve(library, document())
    await embed(library)
    kept = {key: vectors async for key, vectors in library.vectors(MODEL)}
    (lead,) = kept[lead_key("Peer review")]
    assert lead.dtype == np.float32
    assert np.allclose(lead, WordEmbedder().question("Peer review"), atol=1e-3)
    assert {vectors.shape for vectors in kept.values()} == {(1, 64), (2, 64)}


async def test_vectors_are_kept_anew_in_place_of_the_old(library: Library) -> None:
    await shelve(library, document())
    await embed(library)
    await library.keep_vectors(MODEL, {lead_key("Peer review"): np.ones((1, 2), np.float32)})
    kept = {key: vectors async for key, vectors in library.vectors(MODEL)}
    assert kept[lead_key("Peer review")].tolist() == [[1, 1]]
    assert len(kept) == 3


async def test_vectors_that_no_passage_uses_are_not_kept(library: Library) -> None:
    await shelve(library, document())
    before = await library.revision()
    await library.keep_vectors(MODEL, {"stranger": np.ones((1, 2), np.float32)})
    await library.keep_vectors(MODEL, {})
    assert await keys(library) == set()
    assert await library.revision() == before


async def test_a_changed_document_drops_only_vectors_out_of_use(library: Library) -> None:
    await shelve(library, document())
    await embed(library)
    await shelve(library, document("/pages/review.md", "Peer review", "It is free of charge.", "New."))
    assert [passage.text for passage in await library.unembedded(MODEL)] == ["New."]
    assert len(await keys(library)) == 2


async def test_the_vectors_of_other_models_can_be_forgotten(library: Library) -> None:
    await shelve(library, document())
    await embed(library, "old")
    await embed(library, "new")
    assert await library.models() == {"old", "new"}
    await library.forget_vectors(except_model="new")
    assert await library.models() == {"new"}
    assert await keys(library, "old") == set()
    assert len(await keys(library, "new")) == 3


async def test_every_change_grows_the_revision_and_nothing_else_does(library: Library) -> None:
    seen = [await library.revision()]
    await shelve(library, document())
    seen.append(await library.revision())
    await embed(library)
    seen.append(await library.revision())
    await library.forget_vectors(except_model="none")
    seen.append(await library.revision())
    await library.remove(["/pages/review.md"])
    seen.append(await library.revision())
    assert seen == sorted(set(seen)), "each is larger than the one before"

    await library.remove(["/pages/review.md"])
    await library.forget_vectors(except_model="none")
    await library.fingerprints()
    assert await library.revision() == seen[-1]


async def test_notes_are_kept_by_name_and_are_no_change(library: Library) -> None:
    before = await library.revision()
    assert await library.note("starter") is None
    await library.keep_note("starter", "one")
    await library.keep_note("other", "three")
    await library.keep_note("starter", "two")
    assert await library.note("starter") == "two"
    assert await library.revision() == before


async def test_a_large_library_is_read_whole(library: Library) -> None:
    many = [document(f"/{number}", f"Title {number % 700}", f"Sentence {number}.") for number in range(2500)]
    await library.replace_all([(each, passages(each)) for each in many])
    found = await shelves(library)
    assert len(found) == len({shelved.id for shelved in found}) == 2500
    assert len(await library.unembedded_leads(MODEL)) == 700
    assert len(await library.fetch([shelved.id for shelved in found])) == 2500
    assert await library.remove([f"/{number}" for number in range(2000)]) == 2000
    assert len(await shelves(library)) == 500
