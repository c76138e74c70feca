"""Whether a message in the middle of a form is an answer or a new subject."""

from pathlib import Path

from bot.conversation.decision import answerable
from bot.conversation.learned import Learned, said
from bot.conversation.understanding import FILES, Intent, Understood
from knowledge.embeddings import Embedder, Vector

CERTAIN = 0.6  # of a wish that no form asks for
EVIDENT = 0.6  # of content, from which a question is taken for one
EACH = 4  # of how many other examples one is learned from; all of them take longer and tell no more
LIKE_AN_ANSWER = 0.5  # from which a text for a field of words stays an answer, whatever it could be besides

SHORT = 3  # words, up to which what fits is an answer unless it is …
PLAIN = 0.85  # … so surely a wish of another kind

_LIKE_FORMS = frozenset({Intent.ADVICE, Intent.VAGUE})
"""these are worded as answers often are, so they teach nothing"""
_STAYING = _LIKE_FORMS | {Intent.GREETING, Intent.THANKS}
"""these leave no form: a place name alone looks like a greeting"""


class AnswerLikeness:
    """How much a text reads like the answer to a form's question, learned from examples of both."""

    def __init__(self, learned: Learned) -> None:
        self.learned = learned

    def of(self, vector: Vector) -> float:
        """0 to 1, higher is more like an answer."""
        return self.learned.shares(vector)[1]

    @classmethod
    def load(cls, embedder: Embedder, *, folder: Path) -> "AnswerLikeness":
        """Learn from the examples, or take up what was learned before."""
        others = [
            line for intent in Intent if intent not in _LIKE_FORMS for line in said(*FILES[intent])[::EACH]
        ]
        answers = said("replies/form_answer")
        kinds = [0] * len(others) + [1] * len(answers)
        learned = Learned.load(
            "answers", others + answers, kinds, embedder=embedder, folder=folder, balanced=True
        )
        return cls(learned)


def is_new_subject(
    text: str, understood: Understood, *, evidence: float, likeness: float, fits: bool
) -> bool:
    """Whether a message leaves the form; `fits` says that the field would take it as an answer.

    `evidence` is the probability that the content answers it, `likeness` how much it reads like an answer.
    """
    intent = understood.intent
    share = understood.probabilities[intent]
    if intent in _STAYING:
        return False
    if text.endswith("?") and intent is not Intent.QUESTION and share >= PLAIN:
        return True
    if fits and likeness >= LIKE_AN_ANSWER:
        return False
    if fits and len(text.split()) <= SHORT and "?" not in text:
        return intent is not Intent.QUESTION and share >= PLAIN
    if intent is Intent.QUESTION:
        return evidence >= EVIDENT and answerable(understood, evidence) >= CERTAIN
    return share >= CERTAIN
