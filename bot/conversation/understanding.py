"""What a message wants, learned from examples: the embedding model places it among things people have said."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import structlog
from numpy.typing import NDArray

from knowledge.embeddings import Embedder, Vector

log = structlog.get_logger()

REGULARITY = 10.0  # of the logistic regression (scikit-learn's C); accuracy is flat between 5 and 50


class Intent(StrEnum):
    """What messages want; each has a file of examples in the folder `examples`."""

    QUESTION = "question"
    ADVICE = "advice"
    VAGUE = "vague"
    EVENTS_LIST = "events_list"
    EVENT_REGISTER = "event_register"
    EVENT_CANCEL = "event_cancel"
    EVENT_DETAILS = "event_details"
    MY_REGISTRATIONS = "my_registrations"
    SERVICE_REQUEST = "service_request"
    PERSON = "person"
    TICKET_STATUS = "ticket_status"
    GREETING = "greeting"
    THANKS = "thanks"
    ABOUT_BOT = "about_bot"
    OUT_OF_SCOPE = "out_of_scope"
    MANIPULATION = "manipulation"
    ABUSE = "abuse"


# A rude question is a question.
FILES = {intent: (intent.value,) for intent in Intent} | {
    Intent.QUESTION: ("question", "abusive_question"),
}


@dataclass(frozen=True)
class Understood:
    """How probable each intent is; the probabilities sum to one."""

    probabilities: dict[Intent, float]

    @property
    def intent(self) -> Intent:
        return max(self.probabilities, key=self.probabilities.__getitem__)

    def of(self, *intents: Intent) -> float:
        """The probability of any of these."""
        return sum(self.probabilities[intent] for intent in intents)

    def mixed_with(self, other: "Understood") -> "Understood":
        """The mean of two views of the same message."""
        return Understood(
            {
                intent: (share + other.probabilities[intent]) / 2
                for intent, share in self.probabilities.items()
            }
        )


class Understanding:
    """A multinomial logistic regression over sentence vectors."""

    def __init__(self, weights: NDArray[np.float64], bias: NDArray[np.float64]) -> None:
        """`weights` (n_intents, n_dims) and `bias` (n_intents,) in the order of `Intent`."""
        self.weights = weights
        self.bias = bias

    def of(self, vector: Vector) -> Understood:
        """What the message with this vector wants."""
        logits = self.weights @ vector + self.bias
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        return Understood(dict(zip(Intent, shares.tolist(), strict=True)))

    @classmethod
    def load(cls, embedder: Embedder, *, folder: Path) -> "Understanding":
        """Learn from the examples, or take up what was learned from the same examples before."""
        texts, labels = examples()
        stamp = json.dumps([embedder.name, REGULARITY, list(zip(texts, labels, strict=True))])
        path = folder / f"understanding-{hashlib.sha256(stamp.encode()).hexdigest()[:16]}.npz"
        try:
            with path.open("rb") as file, np.load(file) as kept:
                return cls(kept["weights"], kept["bias"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            learned = cls._learn(embedder.texts(texts), labels)
        folder.mkdir(parents=True, exist_ok=True)
        for older in folder.glob("understanding-*.npz"):
            older.unlink(missing_ok=True)
        draft = path.with_suffix(".draft.npz")
        np.savez(draft, weights=learned.weights, bias=learned.bias)
        draft.replace(path)
        log.info("understanding_learned", examples=len(texts))
        return learned

    @classmethod
    def _learn(cls, vectors: NDArray[np.float32], labels: list[Intent]) -> "Understanding":
        # Takes two seconds to import, and is needed once for each set of examples.
        from sklearn.linear_model import LogisticRegression

        numbers = [list(Intent).index(label) for label in labels]
        model = LogisticRegression(C=REGULARITY, max_iter=2000, class_weight="balanced")
        model.fit(vectors, numbers)
        return cls(model.coef_.astype(np.float64), model.intercept_.astype(np.float64))


def examples() -> tuple[list[str], list[Intent]]:
    """Everything people might say, and what they want by it."""
    folder = files("bot.conversation").joinpath("examples")
    texts: list[str] = []
    labels: list[Intent] = []
    for intent, names in FILES.items():
        for name in names:
            said = folder.joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
            said = [line.strip() for line in said if line.strip()]
            texts += said
            labels += [intent] * len(said)
    return texts, labels


def foreign_requests() -> list[str]:
    """Requests that no platform of this kind answers, for training confidence."""
    path = files("bot.conversation").joinpath("examples/out_of_scope.txt")
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
