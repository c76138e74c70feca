"""The library: documents, their passages and the vectors of these. It is the truth; indexes are made from it."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.documents import Document, Passage, digest
from knowledge.embeddings import Vectors


@dataclass(frozen=True)
class Shelved:
    """A passage in the library, with what a citation and a guard need to know of its document."""

    id: int
    document_id: int
    passage: Passage
    document: Document  # without its sections


class Library(Protocol):
    """Keeps documents by their source. Every change grows the revision by at least one, atomically with it."""

    async def revision(self) -> int: ...

    async def fingerprints(self, *, under: str = "") -> dict[str, str]:
        """Source to fingerprint, of all documents whose source starts with `under`."""
        ...

    async def replace(self, document: Document, passages: Sequence[Passage]) -> None:
        """Put a document and its passages in the place of what its source held before."""
        ...

    async def replace_all(self, documents: Sequence[tuple[Document, Sequence[Passage]]]) -> None:
        """Do so for several at once, all or none; where two have the same source, the last one stays."""
        ...

    async def remove(self, sources: Collection[str]) -> int:
        """Take documents away with their passages and with vectors that no passage uses any more."""
        ...

    async def unembedded(self, model: str) -> list[Passage]:
        """One passage for each key that has no vectors of this model yet."""
        ...

    async def unembedded_leads(self, model: str) -> list[str]:
        """Each lead, and each line of `Document.asked`, that has no vector of this model yet."""
        ...

    async def keep_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Store vectors by `Passage.key` or `lead_key`, in half precision.

        Keys that no passage uses (any more) are passed over.
        """
        ...

    async def models(self) -> set[str]:
        """The models whose vectors are kept."""
        ...

    async def forget_vectors(self, *, except_model: str) -> None:
        """Drop the vectors of all other models."""
        ...

    def shelves(self) -> AsyncIterator[Shelved]:
        """Every passage, by ascending id."""
        ...

    def vectors(self, model: str) -> AsyncIterator[tuple[str, Vectors]]:
        """Every key with its vectors (n, n_dims)."""
        ...

    async def note(self, name: str) -> str | None:
        """What was noted last under this name."""
        ...

    async def keep_note(self, name: str, text: str, *, is_change: bool = False) -> None:
        """Note something about what is kept, like what it was made from; a change of the library only where it says so."""
        ...

    async def fetch(self, ids: Sequence[int]) -> dict[int, Shelved]:
        """The passages with these ids; those that have gone since are left out."""
        ...


def lead_key(lead: str) -> str:
    """The key under which the vector of a lead, or of a line of `Document.asked`, is kept."""
    return digest("lead", lead)
