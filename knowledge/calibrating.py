"""Confidence as the library's content makes it: trained anew once that has changed enough, and kept beside it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog

from knowledge.calibration import MIN_PASSAGES, Practice, Quality, calibrate
from knowledge.confidence import Confidence
from knowledge.documents import Document, Passage
from knowledge.embeddings import Embedder
from knowledge.index.nearest import ExactSearch
from knowledge.index.search import PassageIndex
from knowledge.index.snapshot import take
from knowledge.library import Library, Shelved
from knowledge.library_in_memory import InMemoryLibrary

NOTE = "confidence"
SHIPPED_FOR = "starter:"  # how the sources of the content begin on which the shipped confidence was trained
ENOUGH = 0.2  # share of the documents that are new, changed or gone since the last training
AT_LEAST = 50  # of them: a few tell too little, however small the rest is
SHORT = 12  # characters of a fingerprint that are kept

log = structlog.get_logger()


@dataclass(frozen=True)
class Calibration:
    """A training: what came of it, and on how much."""

    confidence: Confidence
    quality: Quality | None
    """None where there was too little content to train on, and the shipped confidence holds"""
    documents: int
    passages: int


async def confidence_of(library: Library, *, model: str) -> Confidence:
    """The confidence that was trained on this library with this embedding model; else the shipped one."""
    kept = await _kept(library)
    if kept is None or kept.get("model") != model:
        return Confidence.shipped()
    try:
        return Confidence.from_json(json.dumps(kept["confidence"]))
    except (ValueError, KeyError, TypeError):
        log.warning("confidence_unusable")
        return Confidence.shipped()


async def is_due(library: Library, *, model: str) -> bool:
    """Whether so much has changed since the last training that another one is worth its time."""
    changed, share = await changes(library, model=model)
    return changed >= AT_LEAST and share >= ENOUGH


async def changes(library: Library, *, model: str) -> tuple[int, float]:
    """How many documents are new, changed or gone since the last training, and which share of all, 0 to 1."""
    fingerprints = await library.fingerprints()
    now = {each[:SHORT] for each in fingerprints.values()}
    kept = await _kept(library)
    if kept is not None and kept.get("model") == model:
        before = set(kept.get("documents", ()))
    else:
        before = {each[:SHORT] for source, each in fingerprints.items() if source.startswith(SHIPPED_FOR)}
    changed = len(now ^ before)
    return changed, changed / max(1, len(now | before))


async def calibrate_library(
    library: Library, embedder: Embedder, *, foreign: Sequence[str] = ()
) -> Calibration:
    """Train on what the library holds, and keep the result there, which everybody who reads from it takes up.

    Every other line of `Document.asked` is left out of the index and asked of it. Equal content gives an equal result.
    """
    confidence, quality, count = await train(library, embedder, foreign=foreign)
    fingerprints = await library.fingerprints()
    values = {
        "model": embedder.name,
        "documents": sorted({each[:SHORT] for each in fingerprints.values()}),
        "confidence": json.loads(confidence.to_json()),
    }
    await library.keep_note(NOTE, json.dumps(values), is_change=True)
    return Calibration(confidence, quality, len(fingerprints), count)


async def train(
    library: Library, embedder: Embedder, *, foreign: Sequence[str] = ()
) -> tuple[Confidence, Quality | None, int]:
    """Train on a library, and change nothing: what came of it, how good it is, and the number of passages."""
    copy, asked = InMemoryLibrary(), {}
    for document, passages in (await _documents(library)).values():
        asked[document.source] = document.asked[1::2]
        await copy.replace(replace(document, asked=document.asked[::2]), passages)
    await copy.keep_vectors(embedder.name, {key: rows async for key, rows in library.vectors(embedder.name)})
    snapshot = await take(copy, model=embedder.name, dims=embedder.dims)
    shelved = [item async for item in copy.shelves()]
    if len(shelved) < MIN_PASSAGES:
        return Confidence.shipped(), None, len(shelved)
    index = PassageIndex(snapshot, ExactSearch(snapshot))
    confidence, quality = calibrate(
        index,
        embedder,
        [item.passage for item in shelved],
        foreign=foreign,
        held_out=_held_out(shelved, asked),
    )
    return confidence, quality, len(shelved)


async def _kept(library: Library) -> dict[str, Any] | None:
    noted = await library.note(NOTE)
    try:
        values = json.loads(noted) if noted else None
    except ValueError:
        return None
    return values if isinstance(values, dict) else None


async def _documents(library: Library) -> dict[str, tuple[Document, list[Passage]]]:
    found: dict[str, tuple[Document, list[Passage]]] = {}
    async for item in library.shelves():
        found.setdefault(item.document.source, (item.document, []))[1].append(item.passage)
    return found


def _held_out(shelved: Sequence[Shelved], asked: dict[str, tuple[str, ...]]) -> list[Practice]:
    return [
        Practice(text, text, row)
        for row, item in enumerate(shelved)
        if item.passage.ordinal == 0
        for text in asked[item.document.source]
    ]
