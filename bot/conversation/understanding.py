"""What a message wants, learned from examples: the embedding model places it among things people have said."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.conversation.learned import Learned, said
from bot.conversation.services import Service
from knowledge.embeddings import Embedder, Vector


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
    FOR_OTHERS = "for_others"
    PRIVATE_CONTACT = "private_contact"
    UNHELPFUL = "unhelpful"
    WHY = "why"


# A rude question is a question, and whichever service is wanted, one is.
FILES = {intent: (intent.value,) for intent in Intent} | {
    Intent.QUESTION: ("question", "abusive_question"),
    Intent.SERVICE_REQUEST: tuple(f"services/{service.value}" for service in Service),
}


_OWNERS = [intent for intent, names in FILES.items() for _ in names]


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


_BARE_QUESTION = re.compile(
    r"(who|what|when|where|which|why|how|can|could|do|does|did|is|are|am|will|was|were|have|has|may|should|would)"
    r"( [^ ?!.]+){1,7}",
    re.IGNORECASE,
)
"""an example that is a short question without its mark: it is learned with and without, each as half an example"""


class Understanding:
    """Tells the intents apart, each file of examples for itself: an intent is as probable as its files together."""

    def __init__(self, learned: Learned) -> None:
        self.learned = learned

    def of(self, vector: Vector) -> Understood:
        """What the message with this vector wants."""
        probabilities = dict.fromkeys(Intent, 0.0)
        for intent, share in zip(_OWNERS, self.learned.shares(vector), strict=True):
            probabilities[intent] += share
        return Understood(probabilities)

    @classmethod
    def load(cls, embedder: Embedder, *, folder: Path) -> "Understanding":
        """Learn from the examples, or take up what was learned from the same examples before."""
        texts, kinds = examples()
        bare = [place for place, line in enumerate(texts) if _BARE_QUESTION.fullmatch(line)]
        learned = Learned.load(
            "understanding",
            [*texts, *(f"{texts[place]}?" for place in bare)],
            [*kinds, *(kinds[place] for place in bare)],
            embedder=embedder,
            folder=folder,
            weights=[0.5 if place in bare else 1.0 for place in range(len(texts))] + [0.5] * len(bare),
        )
        return cls(learned)


def examples() -> tuple[list[str], list[int]]:
    """Everything people might say, and the place of its file in the order of `FILES`."""
    texts: list[str] = []
    kinds: list[int] = []
    for place, name in enumerate(name for names in FILES.values() for name in names):
        lines = said(name)
        texts += lines
        kinds += [place] * len(lines)
    return texts, kinds


def intent_of(kind: int) -> Intent:
    """The intent that the examples of a file teach."""
    return _OWNERS[kind]


def foreign_requests() -> list[str]:
    """Requests that no platform of this kind answers, for training confidence."""
    return said("out_of_scope")
