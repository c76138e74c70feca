"""Whether a reply to "Shall I …?" is a yes or a no, by its nearness to what people say then."""

import re
from enum import StrEnum

import numpy as np

from bot.conversation.learned import said
from knowledge.embeddings import Embedder, Vector, Vectors

MAX_SHORT = 7  # words of a plain yes or no
LEAST = 0.6  # cosine to the nearest example; below it, it is something else
APART = 0.05  # by which yes and no have to differ


class Assent(StrEnum):
    """What a reply to a yes-or-no question says."""

    YES = "yes"
    NO = "no"
    NEITHER = "neither"


class Assenting:
    """Tells yes from no, and both from a new message."""

    def __init__(self, embedder: Embedder) -> None:
        answers = (Assent.YES, Assent.NO)
        examples = {assent: said(f"replies/{assent.value}") for assent in answers}
        # Of the words of other languages the model knows little: they count as they stand.
        abroad = {assent: said(f"replies/{assent.value}_abroad") for assent in answers}
        self._folded = {
            assent: {line.lower() for line in examples[assent] + abroad[assent]} for assent in answers
        }
        self._vectors: dict[Assent, Vectors] = {
            assent: embedder.texts(lines) for assent, lines in examples.items()
        }

    def of(self, text: str, vector: Vector, *, leading: bool = False) -> Assent:
        """What a reply says; a long one is a message of its own, unless `leading`: then it may begin with the word."""
        plain = self.plainly(text) or (
            self.plainly(re.split(r"[\s,;.:!–-]", text.strip())[0]) if leading else None
        )
        if plain is not None:
            return plain
        if len(text.split()) > MAX_SHORT:
            return Assent.NEITHER
        nearest = {assent: float(np.max(rows @ vector)) for assent, rows in self._vectors.items()}
        second, best = sorted(nearest, key=nearest.__getitem__)
        is_clear = nearest[best] >= LEAST and nearest[best] - nearest[second] >= APART
        return best if is_clear else Assent.NEITHER

    def plainly(self, text: str) -> Assent | None:
        """The yes or no that a text is, word for word."""
        folded = " ".join(text.lower().strip(" .!?,").split())
        return next((assent for assent, lines in self._folded.items() if folded in lines), None)
