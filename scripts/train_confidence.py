"""Train the confidence that ships with the product, on the starter content: python scripts/train_confidence.py"""

import asyncio
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


async def main() -> int:
    """Write knowledge/confidence.json anew; equal content gives an equal file."""
    from bot.conversation.understanding import foreign_requests
    from knowledge.calibration import Practice, calibrate
    from knowledge.chunking import passages
    from knowledge.embeddings.minilm import MiniLM
    from knowledge.index.nearest import ExactSearch
    from knowledge.index.search import PassageIndex
    from knowledge.index.snapshot import take
    from knowledge.ingestion import starter_documents
    from knowledge.library import lead_key
    from knowledge.library_in_memory import InMemoryLibrary

    with tempfile.TemporaryDirectory() as folder:
        model = MiniLM.load(Path(folder))
    library = InMemoryLibrary()
    asked: dict[str, tuple[str, ...]] = {}
    for document in starter_documents():
        # Every other question that a document is asked stays out of the index, to be asked of it.
        asked[document.source] = document.asked[1::2]
        await library.replace(replace(document, asked=document.asked[::2]), passages(document))
    lacking = await library.unembedded(model.name)
    rows = model.passages([(passage.lead, passage.sentences) for passage in lacking])
    await library.keep_vectors(model.name, {p.key: row for p, row in zip(lacking, rows, strict=True)})
    leads = await library.unembedded_leads(model.name)
    vectors = model.texts(leads)
    await library.keep_vectors(
        model.name, {lead_key(lead): row[None, :] for lead, row in zip(leads, vectors, strict=True)}
    )
    snapshot = await take(library, model=model.name, dims=model.dims)
    index = PassageIndex(snapshot, ExactSearch(snapshot))
    shelved = [item async for item in library.shelves()]
    held_out = [
        Practice(text, text, row)
        for row, item in enumerate(shelved)
        if item.passage.ordinal == 0
        for text in asked[item.document.source]
    ]
    confidence = calibrate(
        index, model, [item.passage for item in shelved], foreign=foreign_requests(), held_out=held_out
    )
    (ROOT / "knowledge" / "confidence.json").write_text(confidence.to_json() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
