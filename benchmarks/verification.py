"""How well written sentences are told from corrupted ones: `python -m benchmarks.verification FOLDER`.

FOLDER keeps the embedding model's graph. Half of the starter content, chosen by hash, was looked at when the
verifier was made; the figures that count are those of the other half.
"""

import argparse
import hashlib
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corruptions import Page, Written, corrupted, honest
from knowledge.chunking import passages
from knowledge.embeddings import Embedder
from knowledge.generation.remembering import RememberedTexts
from knowledge.generation.verification import Claim, Source, Verdict, Verifier
from knowledge.ingestion import starter_documents

SEED = 20260108


@dataclass(frozen=True)
class Share:
    """How many of a kind were dropped."""

    dropped: int
    of: int

    @property
    def rate(self) -> float:
        return self.dropped / self.of if self.of else 0.0


def pages(*, held_out: bool) -> list[Page]:
    """One half of the starter content."""
    found = []
    for document in starter_documents():
        odd = hashlib.sha256(document.source.encode()).digest()[0] % 2 == 1
        if odd == held_out:
            cut = tuple((passage.lead, passage.sentences) for passage in passages(document))
            found.append(Page(document.source, cut))
    return found


def judged(written: Sequence[Written], verifier: Verifier) -> list[tuple[Written, Verdict]]:
    """Each sentence with what the verifier says of it."""
    claims = [Claim(each.text, (Source(1, *each.passage),)) for each in written]
    return list(zip(written, verifier.check(claims), strict=True))


def measure(chosen: Sequence[Page], embedder: Embedder) -> tuple[dict[str, Share], dict[str, Share]]:
    """The share dropped of each kind: honest sentences, and corrupted ones."""
    verifier = Verifier(RememberedTexts(embedder))
    counts: tuple[defaultdict[str, list[bool]], defaultdict[str, list[bool]]] = (
        defaultdict(list),
        defaultdict(list),
    )
    for page in chosen:
        chance = random.Random(f"{SEED} {page.source}")  # noqa: S311 - the same on every run
        others = [other for other in chosen if _folder(other) != _folder(page)]
        for kinds, written in zip(
            counts, (honest(page, chance), corrupted(page, others, chance)), strict=True
        ):
            for each, verdict in judged(written, verifier):
                kinds[each.kind].append(verdict.fault is not None)
    good, bad = (
        {kind: Share(sum(dropped), len(dropped)) for kind, dropped in kinds.items()} for kinds in counts
    )
    return good, bad


def total(shares: dict[str, Share]) -> Share:
    """Of all kinds together."""
    return Share(sum(share.dropped for share in shares.values()), sum(share.of for share in shares.values()))


def _folder(page: Page) -> str:
    return page.source.rpartition("/")[0]


def main() -> None:
    """Measure, and print the shares."""
    from knowledge.embeddings.minilm import MiniLM

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--looked-at", action="store_true", help="the half that the verifier was made on")
    arguments = parser.parse_args()
    chosen = pages(held_out=not arguments.looked_at)
    good, bad = measure(chosen, MiniLM.load(arguments.folder))
    print(f"{len(chosen)} pages; dropped of honest sentences:")
    for kind, share in [*good.items(), ("all", total(good))]:
        print(f"  {kind:26} {share.rate:6.1%} of {share.of}")
    print("caught of corrupted sentences:")
    for kind, share in bad.items():
        print(f"  {kind:26} {share.rate:6.1%} of {share.of}")


if __name__ == "__main__":
    main()
