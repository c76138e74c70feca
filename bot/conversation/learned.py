"""Telling kinds of text apart by examples: a multinomial logistic regression over sentence vectors."""

import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import structlog
from numpy.typing import NDArray

from knowledge.embeddings import Embedder, Vector

log = structlog.get_logger()

REGULARITY = 20.0  # scikit-learn's C; accuracy is flat between 5 and 50


class Learned:
    """What examples of some kinds have taught, the kinds numbered from 0."""

    def __init__(self, weights: NDArray[np.float64], bias: NDArray[np.float64]) -> None:
        """`weights` (n_kinds, n_dims) and `bias` (n_kinds,)."""
        self.weights = weights
        self.bias = bias

    def shares(self, vector: Vector) -> list[float]:
        """How probable each kind is; the probabilities sum to one."""
        logits = self.weights @ vector + self.bias
        shares = np.exp(logits - logits.max())
        return list((shares / shares.sum()).tolist())

    @classmethod
    def load(
        cls,
        name: str,
        texts: Sequence[str],
        kinds: Sequence[int],
        *,
        embedder: Embedder,
        folder: Path,
        balanced: bool = False,
        weights: Sequence[float] | None = None,
    ) -> "Learned":
        """Learn from the examples, or take up what was learned from the same examples before.

        `balanced` takes each kind for as probable as the others, however many examples it has. `weights` say how much
        each example counts; without them each counts 1.
        """
        stamp = json.dumps(
            [embedder.name, REGULARITY, balanced, list(zip(texts, kinds, strict=True)), weights]
        )
        path = folder / f"{name}-{hashlib.sha256(stamp.encode()).hexdigest()[:16]}.npz"
        try:
            with path.open("rb") as file, np.load(file) as kept:
                return cls(kept["weights"], kept["bias"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            learned = cls._learn(embedder.texts(texts), kinds, balanced=balanced, counts=weights)
        folder.mkdir(parents=True, exist_ok=True)
        for older in folder.glob(f"{name}-*.npz"):
            older.unlink(missing_ok=True)
        draft = path.with_suffix(".draft.npz")
        np.savez(draft, weights=learned.weights, bias=learned.bias)
        draft.replace(path)
        log.info("learned_from_examples", what=name, examples=len(texts))
        return learned

    @classmethod
    def _learn(
        cls,
        vectors: NDArray[np.float32],
        kinds: Sequence[int],
        *,
        balanced: bool,
        counts: Sequence[float] | None = None,
    ) -> "Learned":
        # Takes two seconds to import, and is needed once for each set of examples.
        from sklearn.linear_model import LogisticRegression

        weights_of_kinds = "balanced" if balanced else None
        model = LogisticRegression(C=REGULARITY, max_iter=2000, class_weight=weights_of_kinds)
        model.fit(vectors, kinds, sample_weight=counts)
        weights, bias = model.coef_.astype(np.float64), model.intercept_.astype(np.float64)
        if len(weights) == 1:  # of two kinds, only the second has weights
            weights, bias = np.vstack([np.zeros_like(weights), weights]), np.append(np.zeros(1), bias)
        return cls(weights, bias)


def said(*names: str) -> list[str]:
    """The lines of the example files with these names below the folder `examples`."""
    folder = files("bot.conversation").joinpath("examples")
    lines: list[str] = []
    for name in names:
        lines += folder.joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip()]
