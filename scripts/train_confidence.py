"""Train the confidence that ships with the product, on the starter content: python scripts/train_confidence.py"""

import asyncio
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


async def main() -> int:
    """Write knowledge/confidence.json anew; equal content gives an equal file."""
    from bot.conversation.understanding import foreign_requests
    from knowledge.calibrating import train
    from knowledge.chunking import passages
    from knowledge.embeddings.minilm import MiniLM
    from knowledge.ingestion import starter_documents
    from knowledge.library import lead_key
    from knowledge.library_in_memory import InMemoryLibrary

    with tempfile.TemporaryDirectory() as folder:
        model = MiniLM.load(Path(folder))
    library = InMemoryLibrary()
    for document in starter_documents():
        await library.replace(document, passages(document))
    lacking = await library.unembedded(model.name)
    rows = model.passages([(passage.lead, passage.sentences) for passage in lacking])
    await library.keep_vectors(model.name, {p.key: row for p, row in zip(lacking, rows, strict=True)})
    leads = await library.unembedded_leads(model.name)
    vectors = model.texts(leads)
    await library.keep_vectors(
        model.name, {lead_key(lead): row[None, :] for lead, row in zip(leads, vectors, strict=True)}
    )
    confidence, quality, _ = await train(library, model, foreign=foreign_requests())
    print(quality)
    (ROOT / "knowledge" / "confidence.json").write_text(confidence.to_json() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
