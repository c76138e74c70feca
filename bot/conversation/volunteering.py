"""Whether something that people say among themselves is a question that the helpdesk answers unasked."""

from pathlib import Path

from bot.conversation.decision import Course, answerable, decide
from bot.conversation.hearing import Heard
from bot.conversation.learned import Learned, said
from bot.conversation.understanding import FILES, Intent
from knowledge.embeddings import Embedder, Vector

EVIDENT = 0.5  # of content that answers it
SURE_OF_ANSWER = 0.9  # of an answer from the content; who did not ask is told nothing doubtful
SURE_OF_QUESTION = 0.6  # of a question, among all that people want of the helpdesk …
SURE_OF_EVERYBODY = 0.7  # … and of one that anybody may answer, among all that people say to each other


class Openness:
    """How much a text reads like a question for whoever knows, and not like a word among colleagues."""

    def __init__(self, learned: Learned) -> None:
        self.learned = learned

    def of(self, vector: Vector) -> float:
        """0 to 1, higher is more like a question for whoever knows."""
        return self.learned.shares(vector)[1]

    @classmethod
    def load(cls, embedder: Embedder, *, folder: Path) -> "Openness":
        """Learn from the examples, or take up what was learned before."""
        among, asked = said("among_people"), said(*FILES[Intent.QUESTION])
        kinds = [0] * len(among) + [1] * len(asked)
        return cls(
            Learned.load("openness", among + asked, kinds, embedder=embedder, folder=folder, balanced=True)
        )


def is_answered_unasked(heard: Heard, *, openness: float) -> bool:
    """Whether a message that was not for the helpdesk is surely a question that its pages answer."""
    evidence, understood = heard.consultation.found.probability, heard.understood
    return (
        not heard.leans
        and understood.intent is Intent.QUESTION
        and understood.probabilities[Intent.QUESTION] >= SURE_OF_QUESTION
        and openness >= SURE_OF_EVERYBODY
        and evidence >= EVIDENT
        and answerable(understood, evidence) >= SURE_OF_ANSWER
        and decide(understood, evidence, leans=False) is Course.ANSWER
    )
