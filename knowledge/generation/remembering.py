"""Vectors of sentences that come up again and again, embedded once."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from knowledge.embeddings import Embedder, Vector, Vectors

KEPT = 4000  # texts; with 384 dimensions 6 MB


class RememberedTexts:
    """Embeds texts, and remembers those that were used last. One instance serves all threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, Vector] = OrderedDict()
        self._lock = threading.Lock()

    def texts(self, texts: Sequence[str]) -> Vectors:
        """(n_texts, n_dims), as the embedder gives them. Blocks."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known |= dict(zip(missing, self._embedder.texts(missing), strict=True))
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return (
            np.stack([known[text] for text in texts])
            if texts
            else np.zeros((0, self._embedder.dims), np.float32)
        )
