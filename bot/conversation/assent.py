"""Whether a reply to "Shall I …?" is a yes or a no, by its nearness to what people say then."""

from enum import StrEnum
from importlib.resources import files

import numpy as np

from knowledge.embeddings import Embedder, Vector, Vectors

MAX_SHORT = 7  # words of a plain yes or no
LEAST = 0.6  # cosine to the nearest example; below it, it is something else


class Assent(StrEnum):
    """What a reply to a yes-or-no question says."""

    YES = "yes"
    NO = "no"
    NEITHER = "neither"


class Assenting:
    """Tells yes from no, and both from a new message."""

    def __init__(self, embedder: Embedder) -> None:
        self._said = {assent: _examples(assent) for assent in (Assent.YES, Assent.NO)}
        self._vectors: dict[Assent, Vectors] = {
            assent: embedder.texts(said) for assent, said in self._said.items()
        }

    def of(self, text: str, vector: Vector) -> Assent:
        """What a reply says; a long one is a message of its own."""
        folded = " ".join(text.lower().strip(" .!?,").split())
        for assent, said in self._said.items():
            if folded in {line.lower() for line in said}:
                return assent
        if len(folded.split()) > MAX_SHORT:
            return Assent.NEITHER
        nearest = {assent: float(np.max(rows @ vector)) for assent, rows in self._vectors.items()}
        best = max(nearest, key=nearest.__getitem__)
        return best if nearest[best] >= LEAST else Assent.NEITHER


def _examples(assent: Assent) -> list[str]:
    path = files("bot.conversation").joinpath(f"examples/replies/{assent}.txt")
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
