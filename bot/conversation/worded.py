"""What the content holds, as a reply: an answer, or that there is none; and an answer while it is still written."""

from dataclasses import dataclass, replace
from datetime import date

from bot.conversation import wording
from bot.conversation.courses import ACTIONS, SAID
from bot.conversation.decision import Course
from bot.conversation.quoting import AnswerWords
from bot.messages import Action, Preview, Reply
from bot.texts import Texts
from knowledge.answering import Answer, NotKnown
from knowledge.generation.meanwhile import Certain
from knowledge.reading_room import Consultation


@dataclass(frozen=True)
class Wording:
    """Words for what was found to one question, on one day."""

    texts: Texts
    question: str
    today: date

    def reply(self, course: Course, consultation: Consultation, confidence: float) -> Reply:
        """What is said, without buttons."""
        outcome, texts, confidence = consultation.outcome, self.texts, round(confidence, 4)
        if course is Course.ANSWER and isinstance(outcome, Answer):
            return self._answer(outcome, confidence)
        if course in SAID:
            return Reply(ACTIONS[course], texts.say(SAID[course]), confidence=confidence)
        nearest = outcome.citations[0] if isinstance(outcome, Answer) else outcome.nearest
        if course is Course.ADVICE:
            said = wording.advice_text(nearest, texts)
        else:
            unknown = NotKnown(nearest, outcome.probability)
            said = wording.not_known_text(unknown, texts, documents=consultation.documents)
        cited = (wording.citation(nearest),) if nearest is not None else ()
        return Reply(Action.ESCALATE, said, citations=cited, confidence=confidence)

    def meanwhile(self, preview: Preview | None) -> Certain | None:
        """What shows an answer as far as it is written; None where nobody sees it."""
        if preview is None:
            return None

        def show(certain: Answer) -> None:
            reply = self._answer(certain, 0.0)
            unfinished = f"{reply.text}\n\n{self.texts.say('still-writing')}"
            preview.show(replace(reply, text=unfinished, answer_id=""))  # "": its words are those of pages

        return show

    def _answer(self, answer: Answer, confidence: float) -> Reply:
        citations = tuple(wording.citation(source) for source in answer.citations)
        text = AnswerWords(self.question, self.texts, today=self.today).text(answer)
        return Reply(Action.ANSWER, text, citations=citations, confidence=confidence)
