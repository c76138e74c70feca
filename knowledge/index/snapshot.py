"""The passages of one library revision as flat arrays: quick to search, and nothing that SQL doesn't hold too."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from bm25s.tokenization import Tokenized
from numpy.typing import NDArray

from knowledge.documents import Visibility
from knowledge.embeddings import Vector, Vectors
from knowledge.errors import NotEmbeddedYet
from knowledge.index.words import stems
from knowledge.library import Library, lead_key

K1, B = 1.2, 0.75  # BM25's customary constants (Robertson and Zaragoza 2009, section 3.3)

Ints = NDArray[np.int32]
Halves = NDArray[np.float16]


@dataclass(frozen=True)
class Snapshot:
    """Row i of every array speaks of the same passage; sentences stand in runs, one run a passage."""

    ids: NDArray[np.int64]
    """(n_passages,) ascending"""
    documents: NDArray[np.int64]
    members_only: NDArray[np.bool_]
    topics: Ints
    """(n_passages,) number of the document's topic in `topic_names`, or -1"""
    vectors: Vectors
    """(n_passages, n_dims), in single precision: half would have to be widened for every exact search"""
    sentence_vectors: Halves
    """(n_sentences, n_dims)"""
    sentence_starts: NDArray[np.int64]
    """(n_passages + 1,) where each passage's run of sentences starts"""
    words: Ints
    """the distinct words of every sentence, one run a sentence"""
    word_starts: NDArray[np.int64]
    """(n_sentences + 1,)"""
    leads: Ints
    """(n_passages,) number of the passage's lead"""
    lead_vectors: Halves
    """of each lead, and of the questions its document is asked for; one run a lead"""
    lead_starts: NDArray[np.int64]
    """(n_leads + 1,)"""
    lead_words: Ints
    lead_word_starts: NDArray[np.int64]
    """(n_leads + 1,)"""
    weights: NDArray[np.float32]
    """(n_words,) inverse document frequency, in nats"""
    vocabulary: Mapping[str, int]
    topic_names: tuple[str, ...]
    bm25: bm25s.BM25

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def document_count(self) -> int:
        return len(np.unique(self.documents))

    def rows_with(self, word: int) -> NDArray[np.int32]:
        """The rows whose passage or lead holds a word of the vocabulary."""
        starts = self.bm25.scores["indptr"]
        rows: NDArray[np.int32] = self.bm25.scores["indices"][starts[word] : starts[word + 1]]
        return rows

    def save(self, folder: Path) -> None:
        """Write into a folder that appears whole or not at all."""
        draft = folder.with_name(folder.name + ".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for field in _arrays():
            np.save(draft / f"{field}.npy", getattr(self, field))
        if self.vocabulary:
            self.bm25.save(draft / "bm25", show_progress=False)
        names = {"vocabulary": dict(self.vocabulary), "topic_names": self.topic_names}
        (draft / "names.json").write_text(json.dumps(names))
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)

    @classmethod
    def open(cls, folder: Path) -> "Snapshot":
        """Map a saved snapshot into memory; raises OSError or ValueError when it isn't whole."""
        arrays: dict[str, Any] = {name: _mapped(folder / f"{name}.npy") for name in _arrays()}
        names = json.loads((folder / "names.json").read_text())
        bm25 = bm25s.BM25(method="lucene", k1=K1, b=B)
        if names["vocabulary"]:
            bm25 = bm25s.BM25.load(folder / "bm25", mmap=True, show_progress=False)
        topics = tuple(names["topic_names"])
        return cls(**arrays, vocabulary=names["vocabulary"], topic_names=topics, bm25=bm25)


def _arrays() -> list[str]:
    return [f.name for f in fields(Snapshot) if f.name not in ("vocabulary", "topic_names", "bm25")]


def _mapped(path: Path) -> NDArray[Any]:
    # An empty file can't be mapped.
    empty: NDArray[Any] = np.load(path, mmap_mode=None if path.stat().st_size < 4096 else "r")
    return empty


async def take(library: Library, *, model: str, dims: int) -> Snapshot:
    """Read the whole library into a snapshot.

    Raises NotEmbeddedYet when passages have no vectors of this model yet.
    """
    found = {key: rows async for key, rows in library.vectors(model)}
    draft = _Draft(dims)
    async for shelved in library.shelves():
        passage = shelved.passage
        rows = found.get(passage.key)
        asked = shelved.document.asked
        leads = [found.get(lead_key(text)) for text in (passage.lead, *asked)]
        if rows is None or any(lead is None for lead in leads) or len(rows) != 1 + len(passage.sentences):
            raise NotEmbeddedYet("some passages have no vectors yet; run `helpdesk ingest` again to finish")
        draft.ids.append(shelved.id)
        draft.documents.append(shelved.document_id)
        draft.members_only.append(shelved.document.visibility is Visibility.MEMBERS)
        draft.topics.append(draft.number(draft.topic_numbers, shelved.document.topic))
        draft.vectors.append(rows[0])
        draft.sentence_vectors.append(rows[1:])
        draft.add_lead((passage.lead, *asked), [lead[0] for lead in leads if lead is not None])
        draft.add_words(passage.lead, passage.sentences)
    return draft.finish()


class _Draft:
    """The arrays while they grow."""

    def __init__(self, dims: int) -> None:
        self.dims = dims
        self.ids: list[int] = []
        self.documents: list[int] = []
        self.members_only: list[bool] = []
        self.topics: list[int] = []
        self.vectors: list[Vector] = []
        self.sentence_vectors: list[Vectors] = []
        self.sentence_counts: list[int] = []
        self.words: list[int] = []
        self.word_counts: list[int] = []
        self.leads: list[int] = []
        self.lead_vectors: list[Vector] = []
        self.lead_counts: list[int] = []
        self.lead_words: list[int] = []
        self.lead_word_counts: list[int] = []
        self.lead_numbers: dict[tuple[str, ...], int] = {}
        self.topic_numbers: dict[str, int] = {}
        self.vocabulary: dict[str, int] = {}
        self.texts: list[list[int]] = []

    @staticmethod
    def number(numbers: dict[str, int], name: str | None) -> int:
        return -1 if name is None else numbers.setdefault(name, len(numbers))

    def word_numbers(self, text: str) -> list[int]:
        vocabulary = self.vocabulary
        return [vocabulary.setdefault(stem, len(vocabulary)) for stem in stems(text)]

    def add_lead(self, texts: tuple[str, ...], vectors: Sequence[Vector]) -> None:
        known = len(self.lead_numbers)
        number = self.lead_numbers.setdefault(texts, known)
        self.leads.append(number)
        if number == known:
            distinct = sorted({word for text in texts for word in self.word_numbers(text)})
            self.lead_vectors += vectors
            self.lead_counts.append(len(vectors))
            self.lead_words += distinct
            self.lead_word_counts.append(len(distinct))

    def add_words(self, lead: str, sentences: tuple[str, ...]) -> None:
        text = self.word_numbers(lead)
        for sentence in sentences:
            found = self.word_numbers(sentence)
            distinct = sorted(set(found))
            self.words += distinct
            self.word_counts.append(len(distinct))
            text += found
        self.sentence_counts.append(len(sentences))
        self.texts.append(text)

    def finish(self) -> Snapshot:
        bm25 = bm25s.BM25(method="lucene", k1=K1, b=B)
        if self.texts and self.vocabulary:
            tokens = Tokenized(ids=self.texts, vocab=self.vocabulary)
            bm25.index(tokens, create_empty_token=False, show_progress=False)
        frequency = np.zeros(len(self.vocabulary))
        for text in self.texts:
            frequency[list(set(text))] += 1
        rare = (len(self.texts) - frequency + 0.5) / (frequency + 0.5)
        none = np.zeros((0, self.dims), np.float16)
        return Snapshot(
            ids=np.array(self.ids, np.int64),
            documents=np.array(self.documents, np.int64),
            members_only=np.array(self.members_only, np.bool_),
            topics=np.array(self.topics, np.int32),
            vectors=np.stack(self.vectors) if self.vectors else none.astype(np.float32),
            sentence_vectors=(
                np.concatenate(self.sentence_vectors).astype(np.float16) if self.sentence_vectors else none
            ),
            sentence_starts=_starts(self.sentence_counts),
            words=np.array(self.words, np.int32),
            word_starts=_starts(self.word_counts),
            leads=np.array(self.leads, np.int32),
            lead_vectors=np.stack(self.lead_vectors).astype(np.float16) if self.lead_vectors else none,
            lead_starts=_starts(self.lead_counts),
            lead_words=np.array(self.lead_words, np.int32),
            lead_word_starts=_starts(self.lead_word_counts),
            weights=np.log1p(rare).astype(np.float32),
            vocabulary=self.vocabulary,
            topic_names=tuple(self.topic_numbers),
            bm25=bm25,
        )


def _starts(counts: list[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
