"""Which passages speak to a language model instead of to people."""

import re
from collections.abc import Sequence
from importlib.resources import files

import numpy as np

from knowledge.documents import Passage
from knowledge.embeddings import Embedder, Vectors

SURE = 0.55  # cosine to an example; no sentence of 1,500 of ordinary pages reaches it
OPENING = 8  # words at a sentence's beginning that are also looked at by themselves
_PARTS = re.compile(r"[:;,–—\"“”]\s")


class Orders:
    """Knows orders to a model by their likeness to examples. Its methods block."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._examples: Vectors | None = None
        self._known: dict[str, bool] = {}

    def are_in(self, passage: Passage) -> bool:
        """Whether a passage, its title or heading holds one; each passage is looked at once."""
        if passage.key not in self._known:
            self._known[passage.key] = any(self.among([passage.lead, *passage.sentences]))
        return self._known[passage.key]

    def among(self, sentences: Sequence[str]) -> list[bool]:
        """Of each sentence, whether it is one. Its parts count too: what it wants said may be about anything."""
        if self._examples is None:
            text = files("knowledge.generation").joinpath("orders.txt").read_text(encoding="utf-8")
            self._examples = self._embedder.texts(text.splitlines())
        parts = [_parts(sentence) for sentence in sentences]
        if not parts:
            return []
        likeness = self._embedder.texts([part for each in parts for part in each]) @ self._examples.T
        ends = np.cumsum([len(each) for each in parts])
        return [bool(rows.max() >= SURE) for rows in np.split(likeness, ends[:-1])]


def _parts(sentence: str) -> list[str]:
    parts = [part for part in _PARTS.split(sentence) if len(part.split()) > 2]
    return [*dict.fromkeys((sentence, " ".join(sentence.split()[:OPENING]), *parts))]
