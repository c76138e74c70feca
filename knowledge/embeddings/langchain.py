"""Any embedding model that LangChain's `init_embeddings` can name, behind our port."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from knowledge.embeddings import Vector, Vectors
from knowledge.errors import ModelUnavailable

BATCH = 64  # texts a call


class LangChainEmbedder:
    """An embedding model of LangChain's; sentences are embedded one by one, under their passage's lead."""

    def __init__(self, model: Embeddings, *, name: str) -> None:
        self._model = model
        self._name = name
        self._dims: int | None = None

    @classmethod
    def named(cls, name: str, *, base_url: str | None = None) -> "LangChainEmbedder":
        """Open a model by its "provider:model" string.

        Raises ModelUnavailable for an unknown provider, a package that is not installed or a missing key.
        """
        from langchain.embeddings import init_embeddings

        options: dict[str, Any] = {"base_url": base_url} if base_url else {}
        if name.startswith("openai:"):
            # Otherwise it counts tokens with a vocabulary that it downloads.
            options["check_embedding_ctx_length"] = False
        try:
            model = init_embeddings(name, **options)
        except Exception as error:  # each provider's package raises errors of its own
            # Some list every provider there is, below the reason.
            reason = next(iter(str(error).splitlines()), type(error).__name__)
            raise ModelUnavailable(f"the embedding model {name!r} can't be opened: {reason}") from error
        if not isinstance(model, Embeddings):
            raise ModelUnavailable(f"{name!r} names no embedding model; write it as provider:model")
        return cls(model, name=name)

    @property
    def name(self) -> str:
        return self._name

    @property
    def dims(self) -> int:
        if self._dims is None:
            self._dims = len(self.question("dimensions"))
        return self._dims

    def question(self, text: str) -> Vector:
        try:
            vector = self._model.embed_query(text or " ")
        except Exception as error:  # each provider's package raises errors of its own
            raise ModelUnavailable(f"the embedding model {self._name!r} does not answer") from error
        unit: Vector = _units([vector])[0]
        return unit

    def texts(self, texts: Sequence[str]) -> Vectors:
        rows: list[list[float]] = []
        for start in range(0, len(texts), BATCH):
            batch = [text or " " for text in texts[start : start + BATCH]]
            try:
                rows += self._model.embed_documents(batch)
            except Exception as error:  # each provider's package raises errors of its own
                raise ModelUnavailable(f"the embedding model {self._name!r} does not answer") from error
        return _units(rows) if rows else np.zeros((0, self.dims), np.float32)

    def passages(self, passages: Sequence[tuple[str, Sequence[str]]]) -> list[Vectors]:
        flat = [f"{lead}. {text}" for lead, said in passages for text in (" ".join(said), *said)]
        rows = self.texts(flat)
        made: list[Vectors] = []
        start = 0
        for _, said in passages:
            made.append(rows[start : start + 1 + len(said)])
            start += 1 + len(said)
        return made


def _units(rows: Sequence[Sequence[float]]) -> Vectors:
    made = np.asarray(rows, np.float32)
    lengths = np.linalg.norm(made, axis=1, keepdims=True)
    units: Vectors = np.divide(made, lengths, out=np.zeros_like(made), where=lengths > 0)
    return units
